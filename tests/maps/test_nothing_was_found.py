"""A search that finds nothing says how it was read, and what comes near."""

from collections.abc import Iterator
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from akiya.access import acting_as
from akiya.register.houses import edit_house
from tests.world import World


@pytest.fixture
def staff(client: Client, world: World) -> Iterator[Client]:
    with acting_as(world.staff) as scope:
        for number, block in ((7, "6番1号"), (8, "6番2号"), (9, "7番1号")):
            edit_house(world.house(number), {"residential_address": f"みどり町一丁目{block}"}, scope)
    client.force_login(world.staff)
    yield client


def near(client: Client, **query: str) -> list[tuple[str, int]]:
    found = client.get(reverse("maps:list"), query).context["nearest"]
    for each, address in found:
        opened = client.get(f"{reverse('maps:list')}?{unescape(address)}").context
        assert len(opened["rows"]) == opened["form"].counts.total == each.houses
    return [(each.reading, each.houses) for each, _address in found]


def test_it_says_how_the_words_were_read(staff: Client) -> None:
    page = staff.get(reverse("maps:list"), {"q": "みどり町一の六の三"}).content.decode()
    assert "みどり町 一丁目 6-3" in page


def test_the_nearest_have_fewer_parts_and_open_as_many_houses_as_they_say(staff: Client) -> None:
    assert near(staff, q="みほん市みどり町一の六の三") == [("みどり町1-6", 2), ("みどり町1", 3), ("みどり町", 3)]
    assert near(staff, q="みどり町1-6-1 ない館") == [("みどり町 一丁目 6-1", 1)]


def test_words_that_other_filters_hide_are_offered_without_them(staff: Client) -> None:
    assert near(staff, q="みどり町1-6-1", cell="vacant-confirmed") == [("", 1)]


def test_where_nothing_comes_near_nothing_is_offered(staff: Client) -> None:
    assert near(staff, q="ない町") == near(staff, q="%") == near(staff, cell="none") == []


def test_it_costs_no_more_than_a_page(staff: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_max_num_queries(12):
        staff.get(reverse("maps:list"), {"q": "みどり町1-6-3 ない館", "cell": "vacant-confirmed"})
