"""端末をはじめる紙: everything a head needs on one page, shown once."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from akiya.access import acting_as, as_register
from akiya.models import Term
from surveys.desks import set_desk
from surveys.models import Enrolment
from surveys.pages.sheet import square_of
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(world: World) -> HttpResponse:
    with acting_as(world.staff) as scope:
        set_desk(world.mihon, "都市計画課", "0000-00-0000", scope)
    with as_register():
        term = Term.objects.get(person=world.head)
    staff = Client()
    staff.force_login(world.staff)
    return staff.post(f"/people/terms/{term.pk}/paper/")


def text(paper: HttpResponse) -> str:
    assert paper.status_code == 200
    return paper.content.decode()


def test_it_names_the_head_and_whom_to_call(paper: HttpResponse) -> None:
    for words in ("東自治会", "東 太郎 様", "都市計画課", "0000-00-0000"):
        assert words in text(paper)


def test_its_link_and_its_number_both_work(paper: HttpResponse) -> None:
    (link,) = set(re.findall(r"http://testserver/field/enrol/([\w-]{43})", text(paper)))
    (first, last) = re.findall(r"<b>(\d{3}) (\d{3})</b>", text(paper))[0]
    assert Client().get(f"/field/enrol/{link}").status_code == 200
    assert Client().post("/field/enrol/", {"code": first + last}).status_code == 302


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


def test_looking_makes_none(world: World) -> None:
    staff = Client()
    staff.force_login(world.staff)
    with as_register():
        term = Term.objects.get(person=world.head)
    assert staff.get(f"/people/terms/{term.pk}/paper/").status_code == 405
    assert not Enrolment.objects.exists()
