"""答えを待っている依頼: who is asked, why and since when; sorted, narrowed, counted, and withdrawn."""

import datetime as dt
import re

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from akiya.access import acting_as, as_register
from akiya.models import House
from akiya.words import RequestReason
from surveys.asking import ask
from surveys.models import Request, RequestWithdrawal
from tests.akiya.pages.office import signed_in, text_of
from tests.surveys.conftest import Tablet
from tests.world import World

pytestmark = pytest.mark.django_db
WHY = "別の調査で分かった"


@pytest.fixture
def staff(world: World) -> Client:
    return signed_in(world.staff)


def asked(world: World, number: int, reason: RequestReason = RequestReason.RENEWAL, days_ago: int = 0) -> int:
    """A request for a house, made some days ago; its id."""
    with acting_as(world.staff) as by:
        request = ask(world.house(number), reason, by)
    with as_register():
        Request.objects.filter(pk=request.pk).update(asked_on=timezone.localdate() - dt.timedelta(days=days_ago))
    return request.pk


def houses_on(response: HttpResponse) -> list[str]:
    return re.findall(r'role="rowheader"><a href="/houses/\d+/">(.*?)</a>', text_of(response))


def open_ids() -> list[int]:
    with as_register():
        return list(Request.objects.filter(closed_on=None).order_by("pk").values_list("pk", flat=True))


def withdraw(page: Client, ids: list[int], why: str = WHY, **more: str) -> HttpResponse:
    return page.post("/requests/withdraw/", {"request": ids, "why": why, **more}, follow=True)


def test_each_says_whom_was_asked_why_and_on_which_day(staff: Client, world: World) -> None:
    asked(world, 8, RequestReason.SIGNAL, days_ago=70)
    page = text_of(staff.get("/requests/"))
    for words in ("東自治会", "兆候", "依頼した日", "2か月前", "佐藤 花"):
        assert words in page
    assert "届いた日" not in page


def test_the_first_page_counts_what_the_list_shows(staff: Client, world: World) -> None:
    for number in (2, 8, 9):
        asked(world, number)
    assert re.search(r'<a href="/requests/">\s*<span class="waiting-number">3<small>件', text_of(staff.get("/")))
    assert len(houses_on(staff.get("/requests/"))) == 3
    assert staff.get("/waiting/requested/")["Location"] == "/requests/"


@pytest.mark.parametrize(
    ("order", "houses"),
    [
        ("", [2, 9, 8]),
        ("newest", [8, 9, 2]),
        ("association", [9, 8, 2]),
        ("reason", [8, 2, 9]),
    ],
)
def test_it_is_sorted_by_age_by_association_or_by_reason(
    staff: Client, world: World, order: str, houses: list[int]
) -> None:
    asked(world, 8, RequestReason.RENEWAL, 1)
    asked(world, 9, RequestReason.DISPUTE, 40)
    asked(world, 2, RequestReason.SIGNAL, 90)
    with as_register():
        expected = [House.objects.get(number=number, municipality=world.mihon).address for number in houses]
    assert houses_on(staff.get(f"/requests/?order={order}")) == expected


def test_it_is_narrowed_and_the_numbers_of_the_associations_follow(staff: Client, world: World) -> None:
    asked(world, 8, RequestReason.RENEWAL, 1)
    asked(world, 9, RequestReason.SIGNAL, 70)
    asked(world, 2, RequestReason.SIGNAL, 400)
    east = world.area("東自治会").pk
    assert houses_on(staff.get(f"/requests/?association={east}")) == ["CANARYEAST9", "CANARYEAST8"]
    assert houses_on(staff.get("/requests/?reason=signal")) == ["CANARYWEST2", "CANARYEAST9"]
    assert houses_on(staff.get("/requests/?age=12")) == ["CANARYWEST2"]
    page = staff.get(f"/requests/?age=2&association={east}")
    assert houses_on(page) == ["CANARYEAST9"] and "東自治会 1</option>" in text_of(page)


@pytest.mark.parametrize(
    ("words", "houses"),
    [
        ("家屋 000008", ["CANARYEAST8"]),
        ("みほん市 西自治会", ["CANARYWEST2"]),
        ("９本目 東自治会", ["CANARYEAST9"]),
        ("、", []),
        ("ない町", []),
    ],
)
def test_words_find_the_requests_at_the_houses_that_they_find(
    staff: Client, world: World, words: str, houses: list[str]
) -> None:
    for number in (2, 8, 9):
        asked(world, number)
    page = staff.get("/requests/", {"words": words})
    assert houses_on(page) == houses
    assert page.context["found"].in_all == len(houses)
    if not houses:
        assert "その言葉で 見つかるものは ありません。" in text_of(page)


def test_the_words_stay_after_a_withdrawal_and_hostile_ones_are_bad_requests(staff: Client, world: World) -> None:
    ids = [asked(world, number) for number in (8, 9)]
    words = "東" * 150 + " 自治会"
    back = staff.get("/requests/", {"words": words}).context["back"]
    assert withdraw(staff, ids, "", back=back).context["choice"].text == words
    assert staff.get("/requests/", {"words": "東" * 201}).status_code == 400


def test_many_are_withdrawn_and_one_undo_brings_them_back(staff: Client, world: World, tablet: Tablet) -> None:
    ids = [asked(world, number) for number in (8, 9, 10)]
    page = text_of(withdraw(staff, ids[:2], back="order=newest"))
    assert "2件の依頼を 取り下げました。" in page and open_ids() == ids[2:]
    assert len(tablet.get("package").json()["requests"]) == 1
    with as_register():
        together = RequestWithdrawal.objects.values_list("together", flat=True)[0]
    back = text_of(staff.post(f"/requests/withdrawn/{together}/undo/", {"back": "order=newest"}, follow=True))
    assert "2件の取り下げを もどしました。" in back and open_ids() == ids
    again = text_of(staff.post(f"/requests/withdrawn/{together}/undo/", follow=True))
    assert "もう もどしてあります" in again


def test_an_empty_reason_keeps_the_ticks_and_nothing_ticked_keeps_the_reason(staff: Client, world: World) -> None:
    first, second = asked(world, 8), asked(world, 9)
    refused = withdraw(staff, [first], why=" ")
    assert refused.status_code == 400 and "理由を書いてください" in text_of(refused)
    assert f'value="{first}" checked' in text_of(refused) and f'value="{second}" checked' not in text_of(refused)
    assert f'value="{WHY}" aria-invalid' in text_of(withdraw(staff, []))
    assert open_ids() == [first, second]


def test_what_was_answered_meanwhile_is_counted_apart(staff: Client, world: World, tablet: Tablet) -> None:
    ids = [asked(world, 8), asked(world, 9)]
    tablet.say(world.house(8).pk)
    page = text_of(withdraw(staff, ids))
    assert "1件の依頼を 取り下げました。" in page and "1件は、もう 答えが届いたか" in page


def test_one_is_withdrawn_on_the_page_of_its_house(staff: Client, world: World) -> None:
    request, house = asked(world, 8), world.house(8).pk
    assert f'name="request" value="{request}"' in text_of(staff.get(f"/houses/{house}/"))
    after = staff.post("/requests/withdraw/", {"request": request, "why": WHY, "house": house})
    assert after["Location"] == f"/houses/{house}/"
    page = text_of(staff.get(f"/houses/{house}/"))
    assert re.search(r'href="/requests/\?together=[0-9a-f-]{36}">取り下げを もどす', page)
    assert '<span class="tag">取り下げ</span>' in page and "見てもらう（依頼）" in page


def test_who_may_not_write_learns_no_reason_and_withdraws_nothing(world: World) -> None:
    viewer = signed_in(world.viewer)
    request = asked(world, 8, RequestReason.SIGNAL)
    page = text_of(viewer.get("/requests/?reason=renewal&order=reason"))
    assert "CANARYEAST8" in page and "兆候" not in page and "佐藤 花" not in page and 'type="checkbox"' not in page
    assert viewer.post("/requests/withdraw/", {"request": request, "why": WHY}).status_code == 403


def test_another_city_sees_and_withdraws_none_of_it(world: World) -> None:
    stranger = signed_in(world.other_staff)
    request = asked(world, 8)
    assert houses_on(stranger.get("/requests/")) == []
    withdraw(stranger, [request])
    assert open_ids() == [request]


@pytest.mark.parametrize(
    "query", ["association=x", "association=" + "9" * 30, "reason=x", "age=3", "order=x", "page=0"]
)
def test_hostile_choices_are_bad_requests(staff: Client, world: World, query: str) -> None:
    assert staff.get(f"/requests/?{query}").status_code == 400
    assert staff.post("/requests/withdraw/", {"back": query}).status_code == 400


@pytest.mark.parametrize("sent", [{"request": "x"}, {"request": "9" * 30}, {"request": "\0"}, {}])
def test_hostile_withdrawals_write_nothing(staff: Client, world: World, sent: dict[str, str]) -> None:
    assert staff.post("/requests/withdraw/", {**sent, "why": WHY}).status_code == 400
    with as_register():
        assert not RequestWithdrawal.objects.exists()


def test_a_page_of_fifty_costs_few_queries(
    staff: Client, world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with as_register():
        east = world.area("東自治会")
        Request.objects.bulk_create(
            Request(
                municipality=world.mihon, house=world.house(8), association=east, reason="renewal",
                asked_on=timezone.localdate(), closed_on=timezone.localdate(),
            )
            for _each in range(60)
        )  # fmt: skip
    for number in range(1, 13):
        asked(world, number)
    with django_assert_max_num_queries(12):
        assert len(houses_on(staff.get("/requests/"))) == 12
