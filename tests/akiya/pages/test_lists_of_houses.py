"""The lists behind the first page: their associations, sorted by any column, narrowed, with the right day."""

import re
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from akiya.access import acting_as, as_register
from akiya.models import House, Observation
from akiya.projections.waiting.merges import FOUND
from akiya.register import merge, record
from tests.akiya.observed import observed
from tests.akiya.pages.inbox import a_held_observation, settle
from tests.akiya.pages.office import text_of
from tests.world import World

LISTS = ("/waiting/reported/", "/changes/")


@pytest.fixture
def four(world: World, staff_page: Client) -> Client:
    """Reported one after the other: 9 and 7 in the east, 2 and 1 in the west, 7 for the longest."""
    east, west = world.head, world.west_head
    for number, head, days in ((9, east, 1), (7, east, 30), (2, west, 2), (1, west, 3)):
        with acting_as(head) as by:
            record(observed(world.house(number), "vacant", days_ago=days), by)
    return staff_page


def listed(page: Client, address: str, **query: str | int) -> list[str]:
    shown = text_of(page.get(address, query))
    return re.findall(r'role="rowheader"><a href="/houses/\d+/[^"]*">(\w+)</a>', shown)


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize(
    ("sort", "numbers"),
    [
        ("", [1, 2, 7, 9]),
        ("since", [9, 7, 2, 1]),
        ("house", [7, 9, 1, 2]),
        ("-house", [2, 1, 9, 7]),
        ("association", [1, 2, 7, 9]),
    ],
)
def test_a_list_is_sorted_by_the_column_that_is_pressed(
    four: Client, address: str, sort: str, numbers: list[int]
) -> None:
    names = [f"CANARY{'WEST' if number < 7 else 'EAST'}{number}" for number in numbers]
    found = listed(four, address, sort=sort)
    if sort == "association":  # within one, as the list itself is
        found, names = [name[:10] for name in found], sorted(name[:10] for name in names)
        order = [found.index(name) for name in dict.fromkeys(found)]
        assert sorted(found) == names and order == [0, 2]
    else:
        assert found == names
    aria = "ascending" if sort and not sort.startswith("-") else "descending"
    assert text_of(four.get(address, {"sort": sort})).count(f'aria-sort="{aria}"') == 1


@pytest.mark.parametrize("address", LISTS)
def test_a_list_says_the_association_and_is_narrowed_to_one(four: Client, world: World, address: str) -> None:
    page = four.get(address, {"association": world.area("東自治会").pk, "sort": "house"})
    assert listed(four, address, association=world.area("東自治会").pk, sort="house") == ["CANARYEAST7", "CANARYEAST9"]
    text = text_of(page)
    assert "東自治会 2</option>" in text and "西自治会 2</option>" in text
    assert text.count('class="as-written" data-label="自治会">東自治会</td>') == 2
    assert page.context["in_all"] == 2


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("query", ["sort=colour", "sort=--since", "association=x", "association=-1"])
def test_what_cannot_be_read_is_a_bad_request(four: Client, address: str, query: str) -> None:
    assert four.get(f"{address}?{query}").status_code == 400


@pytest.mark.parametrize("address", LISTS)
def test_it_costs_few_queries(
    four: Client, address: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(12):
        four.get(address, {"sort": "association"})


def test_the_houses_follow_each_other_as_the_list_was_sorted_and_narrowed(four: Client, world: World) -> None:
    address = f"/waiting/reported/?sort=house&association={world.area('東自治会').pk}"
    first = re.search(r'role="rowheader"><a href="([^"]+)"', text_of(four.get(address)))
    assert first
    page = text_of(four.get(unescape(first[1])))
    following = re.search(r'href="([^"]+)">つぎの家：CANARYEAST9', page)
    assert following and unescape(address.partition("?")[2]).replace("&", "&amp;") in page
    assert "つぎの家" not in text_of(four.get(unescape(following[1])))


def test_an_answer_that_was_accepted_or_whose_house_was_merged_has_the_day_on_which_it_came(
    world: World, staff_page: Client
) -> None:
    held = a_held_observation(world, world.house(8))
    settle(staff_page, f"held:{held}", "accept")
    with acting_as(world.head) as head:
        record(observed(world.house(9), "vacant", days_ago=40), head)
    with acting_as(world.staff) as staff:
        merge(world.house(9), world.house(10), "同じ建物", staff)
    with as_register():
        known = {house.pk: house.address for house in House.objects.all()}
        assert Observation.objects.count() == 2
    shown = staff_page.get("/waiting/reported/").context["houses"]
    assert {known[house.house_id] for house in shown} == {"CANARYEAST8", "CANARYEAST10"}
    assert all(timezone.localdate(house.since) == timezone.localdate() for house in shown)


def test_each_list_says_what_its_day_is(world: World, staff_page: Client) -> None:
    with acting_as(world.head) as head:
        record(observed(world.house(8), "vacant"), head)
    assert "届いた日" in text_of(staff_page.get("/waiting/reported/"))
    with as_register():
        House.objects.filter(number=7).update(source=FOUND, address="", address_search="")
    page = text_of(staff_page.get("/waiting/nameless/"))
    assert "加えた日" in page and "届いた日" not in page


def test_the_inbox_says_since_when_a_thing_waits_and_not_that_a_silent_tablet_came(
    world: World, staff_page: Client
) -> None:
    a_held_observation(world, world.house(8))
    page = text_of(staff_page.get("/inbox/"))
    assert 'class="number">いつから</th>' in page and ">届いた</th>" not in page
