"""Staff add a hint, or write down a call."""

import pytest
from django.test import Client

from akiya.access import as_register
from akiya.models import Observation, SetAside, Signal
from tests.akiya.observed import occupancy
from tests.akiya.pages.office import days_ago, new_id, text_of
from tests.world import World

HINT = {"kind": "water_closed", "observed_on": "2026-09-30", "value": "0㎥", "source": "水道課"}


def call(**more: str) -> dict[str, str]:
    return {
        "id": new_id(),
        "channel": "phone",
        "seen_on": days_ago(1).isoformat(),
        "seen_at": "10:30",
        "answer": "vacant",
        "note": "家族から",
        **more,
    }


def observations() -> int:
    with as_register():
        return Observation.objects.count()


def test_a_hint_makes_a_guess(world: World, staff_page: Client) -> None:
    page = text_of(staff_page.post(f"/houses/{world.house(7).pk}/signals/add/", HINT, follow=True))
    assert (occupancy(world.house(7)).state, occupancy(world.house(7)).certainty) == ("vacant", "signalled")
    assert "兆候「閉栓」を加えました。" in page


def test_a_hint_is_dated_as_the_page_writes_the_day(world: World, staff_page: Client) -> None:
    day = days_ago(1)
    staff_page.post(f"/houses/{world.house(7).pk}/signals/add/", {**HINT, "observed_on": f"{day.month}月{day.day}日"})
    with as_register():
        assert Signal.objects.get().observed_on == day


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"observed_on": "令和8年9月"}, "日まで書いてください"),
        ({"observed_on": "わからない"}, "日まで書いてください"),
        ({"observed_on": "2199-01-01"}, "先の日付は入れられません"),
        ({"kind": "ghost"}, "ghost"),
        ({"value": "x" * 101}, "100"),
    ],
)
def test_a_hint_that_does_not_fit_is_not_kept(
    world: World, staff_page: Client, change: dict[str, str], said: str
) -> None:
    response = staff_page.post(f"/houses/{world.house(7).pk}/signals/add/", {**HINT, **change})
    assert response.status_code == 400
    assert said in text_of(response)
    with as_register():
        assert not Signal.objects.exists()


def test_a_call_is_an_observation_by_telephone(world: World, staff_page: Client) -> None:
    staff_page.post(f"/houses/{world.house(7).pk}/observations/add/", call())
    with as_register():
        seen = Observation.objects.get(house=world.house(7))
    assert (seen.channel, seen.answer, seen.note) == ("phone", "vacant", "家族から")
    assert seen.seen_on == days_ago(1)
    assert occupancy(world.house(7)).certainty == "reported"


def test_sending_it_twice_writes_it_once(world: World, staff_page: Client) -> None:
    before, sent = observations(), call()
    for _ in range(2):
        assert staff_page.post(f"/houses/{world.house(7).pk}/observations/add/", sent).status_code == 302
    assert observations() == before + 1


def test_other_words_under_the_same_id_are_set_aside_and_said(world: World, staff_page: Client) -> None:
    sent = call()
    staff_page.post(f"/houses/{world.house(7).pk}/observations/add/", sent)
    response = staff_page.post(f"/houses/{world.house(7).pk}/observations/add/", {**sent, "answer": "occupied"})
    assert "ちがう内容が もう送られています" in text_of(response)
    assert occupancy(world.house(7)).state == "vacant"
    with as_register():
        assert SetAside.objects.filter(subject=sent["id"]).exists()


@pytest.mark.parametrize(
    "change",
    [{"id": "x"}, {"answer": "haunted"}, {"channel": "tablet"}, {"seen_on": "2199-01-01"}, {"seen_at": "25:00"}],
)
def test_a_call_that_does_not_fit_is_not_written(world: World, staff_page: Client, change: dict[str, str]) -> None:
    before = observations()
    assert staff_page.post(f"/houses/{world.house(7).pk}/observations/add/", call(**change)).status_code == 400
    assert observations() == before


@pytest.mark.parametrize("page", ["signals/add/", "observations/add/", "edit/"])
def test_a_viewer_writes_nothing(world: World, viewer_page: Client, page: str) -> None:
    assert viewer_page.get(f"/houses/{world.house(7).pk}/{page}").status_code == 403
