"""処理ずみ is found by the words that find its house, and where nothing is found it says what was looked for."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from akiya.access import as_register
from akiya.models import House
from tests.akiya.pages.inbox import a_dispute, a_held_observation, settle
from tests.akiya.pages.office import text_of
from tests.akiya.pages.test_what_was_settled import a_pair
from tests.world import World


@pytest.fixture(autouse=True)
def _what_was_settled(world: World, staff_page: Client) -> None:
    a, b = a_dispute(world, world.house(7))
    settle(staff_page, f"differing:{a}:{b}", "b", "見た")
    held = a_held_observation(world, world.house(8))
    settle(staff_page, f"held:{held}", "aside", "見た")
    settle(staff_page, a_pair(world, world.house(9), world.house(10)), "distinct", "別の家")


def found(page: Client, words: str) -> list[str]:
    shown = text_of(page.get("/inbox/settled/", {"words": words}))
    return sorted(re.findall(r'<a href="/houses/\d+/">(.*?)</a>', shown))


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("", [7, 8, 9]),
        ("みほん市", [7, 8, 9]),
        ("家屋 000008", [8]),
        ("ｃａｎａｒｙeast7 東自治会", [7]),
        ("10本目の松", [9]),
        ("西自治会", []),
        ("、", []),
    ],
)
def test_words_find_what_was_settled_at_the_houses_that_they_find(
    staff_page: Client, world: World, words: str, numbers: list[int]
) -> None:
    with as_register():
        labels = [House.objects.get(number=number, municipality=world.mihon).label for number in numbers]
    assert found(staff_page, words) == sorted(labels)


def test_where_nothing_is_found_it_says_what_was_looked_for(staff_page: Client) -> None:
    page = text_of(staff_page.get("/inbox/settled/", {"words": "みどり町一の六の三"}))
    assert "みどり町 一丁目 6-3" in page and "まだ 処理したものは ありません。" not in page


@pytest.mark.parametrize("words", ["東" * 201, "東\x00"])
def test_hostile_words_are_bad_requests(staff_page: Client, words: str) -> None:
    assert staff_page.get("/inbox/settled/", {"words": words}).status_code == 400


def test_it_costs_no_query_more(staff_page: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_max_num_queries(12):
        staff_page.get("/inbox/settled/", {"words": "東自治会"})
