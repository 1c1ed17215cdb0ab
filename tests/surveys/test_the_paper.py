"""端末をはじめる紙: everything a head needs on one page, made once and shown for some minutes."""

import re

import pytest
from django.core import signing
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from akiya.access import acting_as, as_register
from akiya.models import Term
from akiya.people import shown_once
from akiya.people.squares import square_of
from surveys.contact_points import set_contact_point
from surveys.enrolments import invite
from surveys.models import Enrolment
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(world: World) -> Client:
    return signed_in(world, "staff")


def signed_in(world: World, login: str) -> Client:
    client = Client()
    client.force_login(world.person(login))
    return client


@pytest.fixture
def address(world: World) -> str:
    with as_register():
        return f"/people/terms/{Term.objects.get(person=world.head).pk}/paper/"


@pytest.fixture
def paper(world: World, staff: Client, address: str) -> HttpResponse:
    with acting_as(world.staff) as scope:
        set_contact_point(world.mihon, "都市計画課", "0000-00-0000", scope)
    return staff.post(address, follow=True)


def text(paper: HttpResponse) -> str:
    assert paper.status_code == 200
    return paper.content.decode()


def link_of(paper: HttpResponse) -> str:
    (link,) = set(re.findall(r"http://testserver/field/enrol/([\w-]{43})", text(paper)))
    return link


def test_it_names_the_head_and_whom_to_call(paper: HttpResponse) -> None:
    for words in ("東自治会", "東 太郎 様", "都市計画課", "0000-00-0000"):
        assert words in text(paper)


def test_its_link_and_its_number_both_work(paper: HttpResponse) -> None:
    assert Client().get(f"/field/enrol/{link_of(paper)}").status_code == 200
    (number,) = re.findall(r"<b>(\d{4} \d{4} \d{4})</b>", text(paper))
    assert Client().post("/field/enrol/", {"code": number, "sure": "1"}).status_code == 302


def test_its_square_is_drawn_in_the_page_without_style_or_script(paper: HttpResponse) -> None:
    square = square_of("http://testserver/field/enrol/x")
    assert square.startswith("<svg")
    assert "<path" in square
    for forbidden in ("style=", "<script", "href", "data:"):
        assert forbidden not in square
    assert "<svg" in text(paper)


def test_it_never_speaks_of_vacant_houses(paper: HttpResponse) -> None:
    sheet = text(paper)
    sheet = sheet[sheet.index('<article class="sheet" lang="ja">') : sheet.index("</article>")]
    for word in ("空き家", "空家", "兆候", "だれも住んで"):
        assert word not in sheet


def test_it_is_kept_by_nobody_on_the_way(paper: HttpResponse) -> None:
    assert "no-store" in paper.headers["Cache-Control"]


def test_looking_makes_none(staff: Client, address: str) -> None:
    response = staff.get(address)
    assert response.status_code == 302
    assert "もう 見られません" in text(staff.get(response["Location"]))
    assert not Enrolment.objects.exists()


def test_reading_the_page_again_shows_the_same_paper_and_makes_none(
    staff: Client, address: str, paper: HttpResponse
) -> None:
    assert paper.redirect_chain == [(address, 302)]
    assert link_of(staff.get(address)) == link_of(paper)
    assert Enrolment.objects.count() == 1
    assert Client().get(f"/field/enrol/{link_of(paper)}").status_code == 200


def test_nobody_else_is_shown_it_on_the_same_browser(
    world: World, staff: Client, address: str, paper: HttpResponse
) -> None:
    staff.force_login(world.admin)
    assert link_of(paper) not in text(staff.get(address, follow=True))


def test_after_some_minutes_it_is_shown_no_more(
    staff: Client, address: str, paper: HttpResponse, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = signing.time.time() + shown_once.SHOWN_FOR.total_seconds() + 1
    monkeypatch.setattr(signing.time, "time", lambda: later)
    assert staff.get(address).status_code == 302


def test_the_register_keeps_no_copy_of_it(staff: Client, paper: HttpResponse) -> None:
    assert link_of(paper) not in str(dict(staff.session))
    cookie = staff.cookies[shown_once.COOKIE]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Strict")


def test_a_paper_that_was_used_is_shown_no_more(staff: Client, address: str, paper: HttpResponse) -> None:
    Client().post(f"/field/enrol/{link_of(paper)}")
    assert staff.get(address).status_code == 302


def test_before_an_open_paper_is_ended_it_is_asked_and_said_what_ends(
    staff: Client, address: str, paper: HttpResponse
) -> None:
    asked = text(staff.post(address))
    for words in ("東 太郎さんの 新しい紙を つくりますか", "すぐに使えなくなります", "その紙を もう一度 見る"):
        assert words in asked
    assert Client().get(f"/field/enrol/{link_of(paper)}").status_code == 200


def test_who_says_so_ends_the_open_paper_and_makes_another(staff: Client, address: str, paper: HttpResponse) -> None:
    newer = staff.post(address, {"instead_of": Enrolment.objects.get().pk}, follow=True)
    assert link_of(newer) != link_of(paper)
    assert Client().get(f"/field/enrol/{link_of(paper)}").status_code == 410
    assert Client().get(f"/field/enrol/{link_of(newer)}").status_code == 200


def test_who_was_asked_about_one_paper_does_not_end_another_made_meanwhile(
    world: World, staff: Client, address: str, paper: HttpResponse
) -> None:
    asked_about = Enrolment.objects.get().pk
    with acting_as(world.admin) as admin:
        meanwhile = invite(Term.objects.get(person=world.head), admin)
    assert "つくりますか" in text(staff.post(address, {"instead_of": asked_about}))
    assert Client().get(f"/field/enrol/{meanwhile.token}").status_code == 200


def test_a_paper_that_ran_out_is_no_reason_to_ask(staff: Client, address: str, paper: HttpResponse) -> None:
    Enrolment.objects.update(expires_at=timezone.now())
    assert staff.post(address).status_code == 302
