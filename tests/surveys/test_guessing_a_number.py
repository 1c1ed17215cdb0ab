"""Six digits could be guessed, so guesses are counted: by place, and in all."""

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from akiya.access import acting_as
from akiya.models import Term
from surveys import attempts
from surveys.attempts import CODE_FROM_ANYWHERE, CODE_FROM_ONE_PLACE, LINK_FROM_ONE_PLACE
from surveys.enrolments import Invitation, invite
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_has_guessed() -> None:
    cache.clear()


def wrong(paper: Invitation) -> str:
    return f"{(int(paper.code) + 1) % 1_000_000:06d}"


def guess(code: str, place: str = "192.0.2.1") -> HttpResponse:
    return Client(REMOTE_ADDR=place).post("/field/enrol/", {"code": code, "sure": "1"})


def test_five_wrong_numbers_from_one_place_are_answered_and_then_none(paper: Invitation) -> None:
    for _guess in range(CODE_FROM_ONE_PLACE.most):
        assert guess(wrong(paper)).status_code == 404
    response = guess(paper.code)
    assert response.status_code == 429, "the right number comes too late"
    assert 0 < int(response.headers["Retry-After"]) <= CODE_FROM_ONE_PLACE.seconds + 1


def test_asking_whose_a_number_is_counts_as_a_guess(paper: Invitation) -> None:
    def ask(code: str) -> int:
        return Client(REMOTE_ADDR="192.0.2.1").post("/field/enrol/", {"code": code}).status_code

    assert [ask(wrong(paper)) for _guess in range(CODE_FROM_ONE_PLACE.most)] == [404] * CODE_FROM_ONE_PLACE.most
    assert ask(paper.code) == 429


def test_another_place_may_still_try(paper: Invitation) -> None:
    for _guess in range(CODE_FROM_ONE_PLACE.most):
        guess(wrong(paper))
    assert guess(paper.code, "192.0.2.2").status_code == 302


def test_many_places_together_have_no_more_guesses_than_a_day_allows(paper: Invitation) -> None:
    key, _left = attempts._period(CODE_FROM_ANYWHERE, "")
    cache.set(key, CODE_FROM_ANYWHERE.most - 1)
    assert guess(wrong(paper), "192.0.2.3").status_code == 404
    assert guess(paper.code, "192.0.2.4").status_code == 429


def test_a_right_number_counts_as_no_guess(paper: Invitation, world: World) -> None:
    for _guess in range(CODE_FROM_ONE_PLACE.most - 1):
        guess(wrong(paper))
    assert guess(paper.code).status_code == 302
    with acting_as(world.staff) as staff:
        again = invite(Term.objects.get(person=world.head), staff)
    assert guess(again.code).status_code == 302


def test_a_new_period_begins_with_no_guess(paper: Invitation, monkeypatch: pytest.MonkeyPatch) -> None:
    for _guess in range(CODE_FROM_ONE_PLACE.most):
        guess(wrong(paper))
    later = attempts.timezone.now() + attempts.dt.timedelta(seconds=CODE_FROM_ONE_PLACE.seconds)
    monkeypatch.setattr(attempts.timezone, "now", lambda: later)
    assert guess(wrong(paper)).status_code == 404


def test_links_are_counted_too(paper: Invitation) -> None:
    for _guess in range(LINK_FROM_ONE_PLACE.most):
        assert Client().get("/field/enrol/wrong").status_code == 404
    assert Client().get("/field/enrol/wrong").status_code == 429
