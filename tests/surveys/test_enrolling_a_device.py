"""The paper's link or number opens the field app on one device, once, within its time."""

import datetime as dt
import hashlib

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from akiya.access import Refused, acting_as, as_register
from akiya.models import Term
from akiya.people.terms import end_term
from akiya.register import NotPossible
from surveys.devices import COOKIE
from surveys.enrolments import Invitation, invite, revoke
from surveys.limits import NUMBERS_OF_A_KIND
from surveys.models import Device, Enrolment
from tests.world import World, yesterday

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_has_guessed() -> None:
    cache.clear()


def link(paper: Invitation) -> str:
    return f"/field/enrol/{paper.token}"


def by_number(code: str) -> HttpResponse:
    """Enter the number, and say that it is oneself."""
    return Client().post("/field/enrol/", {"code": code, "sure": "1"})


def test_the_link_says_whom_it_is_for(paper: Invitation) -> None:
    page = Client().get(link(paper))
    assert page.status_code == 200
    assert "東自治会" in page.content.decode()
    assert "東 太郎" in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]


def test_looking_at_the_link_uses_nothing_up(paper: Invitation) -> None:
    for _observation in range(3):
        Client().get(link(paper))
    assert Enrolment.objects.get().used_at is None
    assert not Device.objects.exists()


def test_pressing_the_button_opens_the_app(paper: Invitation, world: World) -> None:
    client = Client()
    response = client.post(link(paper))
    assert (response.status_code, response.headers["Location"]) == (302, "/field/")
    assert client.get("/field/").status_code == 200
    assert client.get("/field/api/package").json()["person"]["name"] == "東 太郎"
    assert Device.objects.get().person == world.head


def test_a_link_that_is_pressed_twice_opens_the_app_twice_over(paper: Invitation) -> None:
    client = Client()
    for _press in range(2):
        response = client.post(link(paper))
        assert (response.status_code, response.headers["Location"]) == (302, "/field/")
    assert client.get(link(paper)).status_code == 302, "and whoever comes by the link again"
    assert Device.objects.count() == 1
    assert Client().post(link(paper)).status_code == 410


def test_a_number_that_is_pressed_twice_opens_the_app_and_counts_as_no_guess(paper: Invitation) -> None:
    client = Client()
    asked = client.post("/field/enrol/", {"code": paper.code}).content.decode()
    number = asked.split('name="paper" value="')[1].split('"')[0]
    for _press in range(NUMBERS_OF_A_KIND.most + 2):
        response = client.post("/field/enrol/", {"code": paper.code, "sure": "1", "paper": number})
        assert (response.status_code, response.headers["Location"]) == (302, "/field/")
    assert Device.objects.count() == 1


def test_no_other_device_gets_in_by_saying_which_paper_it_was(paper: Invitation) -> None:
    assert Client().post(link(paper)).status_code == 302
    said = {"code": paper.code, "sure": "1", "paper": str(paper.enrolment.pk)}
    assert Client().post("/field/enrol/", said).status_code == 404


def test_a_button_pressed_from_elsewhere_does_nothing(paper: Invitation) -> None:
    assert Client(enforce_csrf_checks=True).post(link(paper)).status_code == 403
    assert not Device.objects.exists()


def test_the_number_says_whom_it_is_for_and_uses_nothing_up(paper: Invitation) -> None:
    page = Client().post("/field/enrol/", {"code": paper.code})
    assert (page.status_code, COOKIE in page.cookies) == (200, False)
    assert "東自治会" in page.content.decode()
    assert "東 太郎" in page.content.decode()
    assert Enrolment.objects.get().used_at is None
    assert not Device.objects.exists()


def test_a_paper_that_was_used_meanwhile_says_so_to_whoever_is_sure_of_it(paper: Invitation) -> None:
    assert Client().post("/field/enrol/", {"code": paper.code}).status_code == 200
    assert Client().post(link(paper)).status_code == 302
    assert by_number(paper.code).status_code == 404


def test_the_number_opens_the_app_as_well(paper: Invitation) -> None:
    response = by_number(paper.code)
    assert response.status_code == 302
    assert COOKIE in response.cookies


@pytest.mark.parametrize("written", ["{0}{1} {2}", " {0}{1}-{2} ", "{0} {1} {2}"])
def test_the_number_is_read_as_people_write_it(paper: Invitation, written: str) -> None:
    wide = paper.code.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert by_number(written.format(wide[:4], wide[4:8], wide[8:])).status_code == 302


@pytest.mark.parametrize("again", ["link", "number"])
def test_it_is_good_once(paper: Invitation, again: str) -> None:
    assert Client().post(link(paper)).status_code == 302
    response = Client().post(link(paper)) if again == "link" else by_number(paper.code)
    assert response.status_code == (410 if again == "link" else 404)
    assert Device.objects.count() == 1


def test_it_is_good_for_fourteen_days_and_on_all_of_the_last(paper: Invitation) -> None:
    ends = timezone.localtime(paper.enrolment.expires_at)
    assert ends.date() - timezone.localdate(paper.enrolment.made_at) == dt.timedelta(days=14)
    assert ends.time() == dt.time.max
    Enrolment.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    assert Client().get(link(paper)).status_code == 410
    assert Client().post(link(paper)).status_code == 410
    assert by_number(paper.code).status_code == 404
    assert not Device.objects.exists()


def test_a_new_paper_makes_the_old_one_worthless(paper: Invitation, term: Term, world: World) -> None:
    with acting_as(world.staff) as staff:
        newer = invite(term, staff)
    assert Client().post(link(paper)).status_code == 410
    assert by_number(paper.code).status_code == 404
    assert Client().post(link(newer)).status_code == 302


def test_a_new_paper_leaves_those_of_others_alone(paper: Invitation, world: World) -> None:
    with acting_as(world.staff) as staff:
        invite(Term.objects.get(person=world.west_head), staff)
    assert Client().post(link(paper)).status_code == 302


def test_it_can_be_revoked(paper: Invitation, term: Term, world: World) -> None:
    with acting_as(world.staff) as staff:
        assert revoke(term, staff) == 1
    assert Client().post(link(paper)).status_code == 410


def test_it_is_worthless_when_the_term_is_over(paper: Invitation, term: Term, world: World) -> None:
    with acting_as(world.staff) as staff:
        end_term(term, yesterday(), staff)
    assert Client().post(link(paper)).status_code == 410


@pytest.mark.parametrize("token", ["x", "A" * 43, "a b", "%00", "../..", "é", "0" * 4000])
def test_a_wrong_link_is_a_page_that_says_so(token: str) -> None:
    response = Client().get(f"/field/enrol/{token}")
    assert response.status_code == 404
    assert "html" in response.headers["Content-Type"]


@pytest.mark.parametrize(
    "code", ["", "123456", "1" * 11, "1" * 13, "abcdefabcdef", "1234 5678 901x", "\0" * 12, "②" * 13]
)
def test_what_is_no_number_of_twelve_digits_is_said_to_be_none(code: str) -> None:
    assert by_number(code).status_code == 422


def test_only_hashes_are_kept(paper: Invitation) -> None:
    row = Enrolment.objects.get()
    assert bytes(row.token_hash) == hashlib.sha256(paper.token.encode()).digest()
    assert row.code_hash is not None
    assert bytes(row.code_hash) != hashlib.sha256(paper.code.encode()).digest(), "all that there are could be hashed"
    stored = str([bytes(value) if isinstance(value, memoryview) else value for value in vars(row).values()])
    assert paper.token not in stored
    assert paper.code not in stored


def test_the_link_cannot_be_guessed(paper: Invitation) -> None:
    assert len(paper.token) * 6 >= 256
    assert (len(paper.code), paper.code.isdigit()) == (12, True)


def test_only_heads_in_office_get_one_and_only_from_their_own_city(world: World, term: Term) -> None:
    with as_register():
        office, over = Term.objects.get(person=world.viewer), Term.objects.get(person=world.former)
    with acting_as(world.staff) as staff:
        for wrong in (office, over):
            with pytest.raises(NotPossible):
                invite(wrong, staff)
    for person in (world.viewer, world.other_staff, world.head):
        with acting_as(person) as scope, pytest.raises(Refused):
            invite(term, scope)
    assert not Enrolment.objects.exists()
