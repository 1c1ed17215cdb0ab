"""The map and its twin: what they show, in what order, and what they cost."""

import re
from collections.abc import Iterator
from html import unescape
from itertools import chain

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from akiya.access import acting_as, as_register
from akiya.asof.selection import STATE_CLASSES
from akiya.models import House
from akiya.words import State
from tests.maps.stories import ago, grown_up
from tests.world import World

MOST_QUERIES = 12


@pytest.fixture
def staff(client: Client, world: World) -> Iterator[Client]:
    with acting_as(world.staff):
        grown_up(world)
    client.force_login(world.staff)
    yield client


def numbers(client: Client, query: str = "") -> list[int]:
    return [row.number for row in client.get(reverse("maps:list") + query).context["rows"]]


@pytest.mark.parametrize("place", ["maps:map", "maps:list", "maps:areas"])
@pytest.mark.parametrize("days", [None, 250])
def test_a_page_takes_few_queries(
    staff: Client,
    world: World,
    place: str,
    days: int | None,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    query = {"on": ago(days).isoformat(), "known": "on"} if days else {}
    house = world.house(7).pk
    with django_assert_max_num_queries(MOST_QUERIES):
        page = staff.get(reverse(place), {**query, "house": house, "q": "松"})
    assert page.status_code == 200


def test_the_card_of_a_house_takes_few_queries(
    staff: Client, world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    house = world.house(2).pk
    with django_assert_max_num_queries(MOST_QUERIES):
        card = staff.get(reverse("maps:card", args=[house])).content.decode()
    assert "空き家（確認）" in card
    assert reverse("house", args=[house]) in card


def test_the_card_of_the_past_tells_nothing_that_came_later(staff: Client, world: World) -> None:
    address = reverse("maps:card", args=[world.house(3).pk])
    now, then = (staff.get(address, query).content.decode() for query in ({}, {"on": ago(300).isoformat()}))
    assert "居住中（報告）" in now
    assert "空き家（報告）" in then
    assert "住んでいる" not in then.replace("だれも住んでいないようだ", "")


def test_a_house_that_was_not_yet_in_the_register_has_no_card(staff: Client, world: World) -> None:
    with as_register():
        House.objects.filter(number=12).update(recorded_at=f"{ago(10)}T00:00+09:00")
    address = reverse("maps:card", args=[world.house(12).pk])
    assert staff.get(address).status_code == 200
    assert staff.get(address, {"on": ago(20).isoformat(), "known": "on"}).status_code == 404


def test_the_list_shows_fifty_houses_by_address(staff: Client) -> None:
    assert numbers(staff) == [*range(7, 13), *range(1, 7)]
    with as_register():
        House.objects.filter(number=1).update(address_search="みどり町10-2")
        House.objects.filter(number=2).update(address_search="みどり町2-11")
        House.objects.filter(number=3).update(address_search="みどり町2-3")
    assert numbers(staff)[-3:] == [3, 2, 1]


def test_the_list_is_sorted_by_each_of_its_columns(staff: Client) -> None:
    assert numbers(staff, "?sort=state")[:3] == [2, 7, 8]
    assert numbers(staff, "?sort=since")[:3] == [1, 2, 8]
    assert numbers(staff, "?sort=-since")[:3] == [9, 3, 7]
    assert numbers(staff, "?sort=confirmed")[0] == 1
    assert set(numbers(staff, "?sort=-confirmed")[-6:]) == {4, 5, 6, 10, 11, 12}
    assert numbers(staff, "?sort=-address") == list(reversed(numbers(staff)))


def test_pages_follow_each_other_without_gap_or_repeat(staff: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("maps.pages.house_list.PAGE", 5)
    pages = [numbers(staff, f"?page={page}") for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [5, 5, 2]
    assert list(chain(*pages)) == [*range(7, 13), *range(1, 7)]
    assert numbers(staff, "?page=99") == pages[-1]


def test_map_and_list_open_each_other_with_the_same_filters(staff: Client, world: World) -> None:
    query = f"?on={ago(250)}&known={ago(250)}&cell=vacant-reported&area={world.area('東自治会').pk}&q=松"
    for place, other in (("maps:map", "maps:list"), ("maps:list", "maps:map")):
        page = staff.get(reverse(place) + query).content.decode()
        links = [unescape(link) for link in re.findall(rf'href="({reverse(other)}\?[^"]*)"', page)]
        assert staff.get(links[0]).context["form"].chosen == staff.get(reverse(place) + query).context["form"].chosen


def test_the_twin_counts_what_the_map_counts(staff: Client) -> None:
    query = "?cell=vacant-reported&cell=vacant-confirmed"
    assert staff.get(reverse("maps:list") + query).context["form"].counts.total == 3
    assert staff.get(reverse("maps:map") + query).context["form"].counts.total == 3
    assert staff.get(reverse("maps:counts") + query).json()["total"] == 3


def test_a_search_that_finds_nothing_says_so_and_offers_a_way_back(staff: Client) -> None:
    page = staff.get(reverse("maps:list"), {"q": "ない町"}).content.decode()
    assert "あてはまる家は ありません。" in page
    assert "しぼりこみを すべて やめる" in page


def test_the_list_opens_houses_as_of_the_day_that_is_looked_at(staff: Client, world: World) -> None:
    page = staff.get(reverse("maps:list"), {"on": ago(250).isoformat(), "known": "on"}).content.decode()
    assert f"{reverse('house', args=[world.house(7).pk])}?on={ago(250)}&amp;known={ago(250)}" in page


def test_the_map_tells_its_script_where_to_begin(staff: Client, world: World) -> None:
    setup = staff.get(reverse("maps:map")).context["setup"]
    assert setup["middle"] == pytest.approx([140.38, 38.36])
    assert setup["bounds"] == pytest.approx([140.37, 38.355, 140.39, 38.365])
    assert len(setup["months"]) == 121
    house = world.house(7)
    chosen = staff.get(reverse("maps:map"), {"house": house.pk}).context["setup"]
    assert house.point is not None
    assert (chosen["house"], chosen["middle"]) == (house.pk, list(house.point.coords))
    hidden = staff.get(reverse("maps:map"), {"house": world.house(1, "069981").pk}).context["setup"]
    assert hidden["house"] is None


def test_the_grid_names_every_state_and_certainty(staff: Client) -> None:
    page = staff.get(reverse("maps:map")).content.decode()
    assert all(f'value="{state_class}"' in page for state_class in STATE_CLASSES)
    assert all(str(state.label) in page for state in State)


@pytest.mark.parametrize("place", ["maps:map", "maps:list", "maps:areas"])
def test_no_page_styles_or_scripts_inline(staff: Client, place: str) -> None:
    page = staff.get(reverse(place))
    html = page.content.decode()
    assert " style=" not in html
    assert not re.findall(r"\son\w+=", html)
    for script in re.findall(r"<script([^>]*)>", html):
        assert "nonce=" in script or "src=" in script or "application/json" in script
    assert "unsafe-inline" not in page["Content-Security-Policy"]
