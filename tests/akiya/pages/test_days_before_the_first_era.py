"""Whoever writes 1868, and whatever a broken clock says: the pages open, and show the day by the common calendar."""

import datetime as dt

import pytest
from django.test import Client

from akiya.access import acting_as
from akiya.register import record
from tests.akiya.observed import observed
from tests.akiya.pages.office import text_of
from tests.world import World

DECISION = {"state": "vacant", "basis": "visit", "reason": "古い家"}


@pytest.mark.parametrize("written", ["1868", "1868-01-10"])
def test_a_house_built_then(world: World, staff_page: Client, written: str) -> None:
    house = world.house(7)
    staff_page.post(f"/houses/{house.pk}/edit/", {"built_text": written})
    for page in (f"/houses/{house.pk}/", f"/houses/{house.pk}/edit/", f"/map/houses/{house.pk}/", "/houses/"):
        assert staff_page.get(page).status_code == 200, page
    assert "1868年" in text_of(staff_page.get(f"/houses/{house.pk}/"))


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("written", ["1868", "1868-01-10"])
def test_a_state_since_then(world: World, staff_page: Client, written: str, language: str) -> None:
    house = world.house(7)
    staff_page.cookies["django_language"] = language
    staff_page.post(f"/houses/{house.pk}/decide/", {**DECISION, "since": written})
    for page in (f"/houses/{house.pk}/", f"/map/houses/{house.pk}/", "/houses/", "/", "/changes/"):
        response = staff_page.get(page)
        assert response.status_code == 200, page
    assert "1868" in text_of(staff_page.get(f"/houses/{house.pk}/"))


def test_an_observation_by_a_clock_of_the_next_century(world: World, staff_page: Client) -> None:
    seen = observed(world.house(7), "vacant", seen_at=dt.datetime(1970, 1, 1, tzinfo=dt.UTC))
    with acting_as(world.head) as head:
        record(seen, head, skew=dt.timedelta(days=173 * 365))
    for page in (f"/houses/{world.house(7).pk}/", "/", "/inbox/", "/houses/"):
        assert staff_page.get(page).status_code == 200, page
