"""A number could be guessed, so wrong ones are counted: by kind, and by place. Nobody's mistakes stop the others."""

import datetime as dt
import re
import threading
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import connection, connections, transaction
from django.http import HttpResponse
from django.test import Client

from akiya.access import acting_as, as_register
from akiya.models import Person, Term
from akiya.people import attempts
from akiya.people.attempts import TooMany, check, count_wrong
from surveys.enrolments import Invitation, by_code, hashed_code, invite
from surveys.limits import (
    LINKS_FROM_ONE_PLACE,
    NUMBERS_FROM_ONE_PLACE,
    NUMBERS_OF_A_KIND,
    SHORT_NUMBERS,
    SHORT_NUMBERS_FROM_ONE_PLACE,
)
from surveys.models import Enrolment
from surveys.paper_numbers import is_sound, kind_of
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_has_guessed(db: None) -> None:
    cache.clear()


def sound_ones(start: str) -> Iterator[str]:
    """Sound numbers in order, from those that begin so."""
    first = int(start.ljust(12, "0"))
    return (number for each in range(first, first + 10_000) if is_sound(number := f"{each:012d}"))


def guesses_beside(paper: Invitation) -> Iterator[str]:
    """Sound numbers of the same kind that no paper bears."""
    return (number for number in sound_ones(kind_of(paper.code)) if number != paper.code)


def guesses_elsewhere(paper: Invitation) -> Iterator[str]:
    """Sound numbers, each of a kind of its own and none of the paper's."""
    kinds = (f"{kind:03d}" for kind in range(1000) if f"{kind:03d}" != kind_of(paper.code))
    return (next(sound_ones(kind)) for kind in kinds)


def mistyped(code: str) -> str:
    return f"{code[:5]}{(int(code[5]) + 1) % 10}{code[6:]}"


def guess(code: str, place: str = "192.0.2.1") -> HttpResponse:
    return Client(REMOTE_ADDR=place).post("/field/enrol/", {"code": code, "sure": "1"})


def words(response: HttpResponse) -> str:
    return response.content.decode()


def hall(world: World) -> list[Invitation]:
    """Twelve heads with a paper each, who sit in one room."""
    papers = []
    with as_register():
        starts_on = Term.objects.get(person=world.head).starts_on
        for number in range(12):
            person = Person.objects.create_person(f"hall-{number}", f"会長 {number}", None)
            term = world.heads(person, "東自治会", starts_on)
            with acting_as(world.staff) as staff:
                papers.append(invite(term, staff))
    return papers


def test_a_hall_in_which_five_mistype_lets_everybody_in(world: World) -> None:
    papers = hall(world)
    for paper in papers[:5]:
        response = guess(mistyped(paper.code))
        assert response.status_code == 422
        assert "どこかの 数字が ちがうようです" in words(response)
    assert [guess(paper.code).status_code for paper in papers] == [302] * 12


def test_who_mistypes_finds_the_number_in_its_box_to_put_it_right(paper: Invitation) -> None:
    typed = mistyped(paper.code)
    assert f'value="{typed}"' in words(guess(typed))


def test_a_hundred_mistyped_numbers_are_no_guess(paper: Invitation) -> None:
    for _time in range(100):
        guess(mistyped(paper.code))
    assert guess(paper.code).status_code == 302


def test_five_guesses_at_a_kind_are_answered_and_then_none_wherever_they_come_from(paper: Invitation) -> None:
    guesses = guesses_beside(paper)
    for nth in range(NUMBERS_OF_A_KIND.most):
        assert guess(next(guesses), f"192.0.2.{nth}").status_code == 404
    response = guess(paper.code, "192.0.2.99")
    assert response.status_code == 429, "the right number comes too late"
    assert 0 < int(response.headers["Retry-After"]) <= NUMBERS_OF_A_KIND.seconds + 1


def test_asking_whose_a_number_is_counts_as_a_guess(paper: Invitation) -> None:
    def ask(code: str, place: str) -> int:
        return Client(REMOTE_ADDR=place).post("/field/enrol/", {"code": code}).status_code

    guesses = guesses_beside(paper)
    for nth in range(NUMBERS_OF_A_KIND.most):
        assert ask(next(guesses), f"192.0.2.{nth}") == 404
    assert ask(paper.code, "192.0.2.99") == 429


def test_guesses_at_one_kind_stop_nobody_of_another(paper: Invitation, world: World) -> None:
    with acting_as(world.staff) as staff:
        others = [invite(Term.objects.get(person=world.west_head), staff)]
    while kind_of(others[-1].code) == kind_of(paper.code):
        with acting_as(world.staff) as staff:
            others.append(invite(Term.objects.get(person=world.west_head), staff))
    guesses = guesses_beside(paper)
    for nth in range(NUMBERS_OF_A_KIND.most):
        guess(next(guesses), f"192.0.2.{nth}")
    assert guess(others[-1].code).status_code == 302


def test_who_is_stopped_reads_of_the_square_and_for_how_long_and_of_no_fault_of_theirs(paper: Invitation) -> None:
    guesses = guesses_elsewhere(paper)
    for _guess in range(NUMBERS_FROM_ONE_PLACE.most):
        guess(next(guesses))
    page = words(guess(paper.code))
    assert re.search(r"四角い もようを カメラで うつすと、すぐに はじめられます。番号は あと 1?\d分で 使えます", page)
    assert "なんども" not in page


def test_the_square_opens_while_numbers_are_stopped(paper: Invitation) -> None:
    guesses = guesses_elsewhere(paper)
    for _guess in range(NUMBERS_FROM_ONE_PLACE.most):
        guess(next(guesses))
    assert guess(paper.code).status_code == 429
    assert Client(REMOTE_ADDR="192.0.2.1").post(f"/field/enrol/{paper.token}").status_code == 302


def test_another_place_may_still_try(paper: Invitation) -> None:
    guesses = guesses_elsewhere(paper)
    for _guess in range(NUMBERS_FROM_ONE_PLACE.most):
        guess(next(guesses))
    assert guess(paper.code, "192.0.2.2").status_code == 302


def test_one_connection_of_many_addresses_is_one_place(paper: Invitation) -> None:
    guesses = guesses_elsewhere(paper)
    for nth in range(NUMBERS_FROM_ONE_PLACE.most):
        guess(next(guesses), f"2001:db8:0:1::{nth:x}")
    assert guess(paper.code, "2001:db8:0:1:ffff::1").status_code == 429
    assert guess(paper.code, "2001:db8:0:2::1").status_code == 302


def test_a_new_period_begins_with_no_guess(paper: Invitation, monkeypatch: pytest.MonkeyPatch) -> None:
    guesses = guesses_beside(paper)
    for nth in range(NUMBERS_OF_A_KIND.most):
        guess(next(guesses), f"192.0.2.{nth}")
    later = attempts.timezone.now() + dt.timedelta(seconds=NUMBERS_OF_A_KIND.seconds)
    monkeypatch.setattr(attempts.timezone, "now", lambda: later)
    assert guess(next(guesses)).status_code == 404


def test_wrong_links_are_turned_away_and_right_ones_beside_them_open(paper: Invitation) -> None:
    for _guess in range(LINKS_FROM_ONE_PLACE.most):
        assert Client().get("/field/enrol/wrong").status_code == 404
    assert Client().get("/field/enrol/wrong").status_code == 429
    assert Client().get(f"/field/enrol/{paper.token}").status_code == 200


@pytest.fixture
def short_paper(paper: Invitation) -> str:
    """The paper as the version before printed it, still open: its row as that version left it."""
    row = Enrolment.objects.values("municipality_id", "term_id", "token_hash", "made_at", "expires_at").get()
    Enrolment.objects.all().delete()
    Enrolment.objects.create(**row, code_hash=hashed_code("271828"))  # that version wrote no ``digits``
    return "271828"


def test_a_number_of_six_digits_that_was_printed_before_still_opens(short_paper: str) -> None:
    assert guess(short_paper).status_code == 302


def test_few_guesses_at_six_digits_are_answered_wherever_they_come_from(short_paper: str) -> None:
    for nth in range(SHORT_NUMBERS.most):
        assert guess(f"{nth:06d}", f"192.0.2.{nth}").status_code == 404
    assert guess(short_paper, "192.0.2.99").status_code == 429


def test_fewer_are_answered_from_one_place(short_paper: str) -> None:
    for nth in range(SHORT_NUMBERS_FROM_ONE_PLACE.most):
        assert guess(f"{nth:06d}").status_code == 404
    assert guess(short_paper).status_code == 429


def test_six_digits_are_no_number_once_no_such_paper_is_open(paper: Invitation) -> None:
    for _time in range(SHORT_NUMBERS.most + 1):
        assert guess("271828").status_code == 422
    assert guess(paper.code).status_code == 302


def test_two_guessers_at_one_moment_get_no_more_guesses_than_one() -> None:
    """Each has a connection of its own; one guess is left."""
    fates: list[str] = []
    start = threading.Barrier(2)
    limit, who = NUMBERS_OF_A_KIND, "race"
    key, _wait = attempts._period(limit, who)

    def guesser() -> None:
        try:
            with transaction.atomic():
                start.wait(timeout=20)
                check(limit, who)
                with pytest.raises(LookupError):
                    by_code("000000000000")
                count_wrong(limit, who)
            fates.append("answered")
        except TooMany:
            fates.append("stopped")
        finally:
            connections.close_all()

    def leave_one() -> None:
        cache.set(key, limit.most - 1)
        connection.close()

    run(leave_one)
    run(guesser, guesser)
    run(lambda: (cache.delete(key), connection.close()))
    assert sorted(fates) == ["answered", "stopped"]


def run(*deeds) -> None:  # type: ignore[no-untyped-def]
    """Do things at once, outside the transaction of the test."""
    threads = [threading.Thread(target=deed) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
