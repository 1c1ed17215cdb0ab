"""受信箱: what waits is found by the words that find its house, and stays found through everything that is done."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from akiya.words import InboxKind
from tests.akiya.pages.inbox import a_dispute, a_held_observation, an_unlinked_answer, settle
from tests.world import World


@pytest.fixture(autouse=True)
def _what_waits(world: World) -> None:
    a_dispute(world, world.house(7))
    a_held_observation(world, world.house(8))
    a_held_observation(world, world.house(9))
    an_unlinked_answer(world)


def found(page: Client, **query: str) -> list[int | None]:
    """The numbers of the houses that are listed, None for what is of no house."""
    shown = page.get("/inbox/", query).context
    numbers = [row.number for row in shown["rows"]]
    assert shown["in_all"] == len(numbers)
    return sorted(numbers, key=lambda number: number or 0)


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("", [None, 7, 8, 9]),
        ("みほん市", [None, 7, 8, 9]),
        ("ｃａｎａｒｙeast8", [8]),
        ("家屋 000009", [9]),
        ("000009", [9]),
        ("8本目 東自治会", [8]),
        ("東自治会", [None, 7, 8, 9]),
        ("西自治会", []),
        ("、", []),
        ("ない町", []),
    ],
)
def test_words_find_what_waits_at_the_houses_that_they_find(
    staff_page: Client, typed: str, numbers: list[int | None]
) -> None:
    assert found(staff_page, words=typed) == numbers


def test_the_kind_and_the_words_narrow_together_and_the_tabs_count_what_is_found(staff_page: Client) -> None:
    shown = staff_page.get("/inbox/", {"kind": "held", "words": "CANARYEAST8"})
    assert [row.number for row in shown.context["rows"]] == [8]
    assert dict(shown.context["tabs"]) == {InboxKind.HELD: 1}
    assert 'href="/inbox/?words=CANARYEAST8"' in shown.content.decode(), "all kinds, with the same words"
    assert dict(staff_page.get("/inbox/", {"kind": "differing", "words": "CANARYEAST8"}).context["tabs"]) == {
        InboxKind.DIFFERING: 0,
        InboxKind.HELD: 1,
    }


def test_after_a_settlement_and_its_undo_the_words_are_still_there(staff_page: Client) -> None:
    opened = staff_page.get("/inbox/", {"words": "CANARYEAST8"})
    key = opened.context["rows"][0].key
    answer = settle(staff_page, key, "aside", back=opened.context["back"])
    assert parse_qs(urlsplit(answer.url).query)["words"] == ["CANARYEAST8"]
    settled = parse_qs(urlsplit(answer.url).query)["settled"][0]
    undone = staff_page.post(f"/inbox/settled/{settled}/undo/", {"back": opened.context["back"]})
    assert parse_qs(urlsplit(undone.url).query)["words"] == ["CANARYEAST8"]
    assert found(staff_page, words="CANARYEAST8") == [8]


def test_the_longest_words_come_back_from_a_form_whole(staff_page: Client) -> None:
    words = "東" * 200
    back = staff_page.get("/inbox/", {"words": words, "kind": "held"}).context["back"]
    answer = settle(staff_page, "held:nothing", "aside", back=back)
    assert answer.status_code == 400
    assert answer.context["choice"].text == words


def test_where_nothing_is_found_it_says_what_was_looked_for(staff_page: Client) -> None:
    page = staff_page.get("/inbox/", {"words": "みどり町一の六の三"}).content.decode()
    assert "その言葉で 見つかるものは ありません。" in page
    assert "みどり町 一丁目 6-3" in page


@pytest.mark.parametrize("words", ["東" * 201, "東\x00"])
def test_hostile_words_are_bad_requests(staff_page: Client, words: str) -> None:
    assert staff_page.get("/inbox/", {"words": words}).status_code == 400


def test_of_another_city_nothing_is_found(world: World, client: Client) -> None:
    client.force_login(world.other_staff)
    assert found(client, words="CANARYEAST8") == []


def test_it_costs_no_query_more(staff_page: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_max_num_queries(12):
        staff_page.get("/inbox/", {"words": "東自治会 8本目"})
