"""処理ずみ says in words what was chosen: no letter of a page that is gone."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from akiya.access import acting_as, as_register
from akiya.models import House, InboxItem, Settlement
from akiya.register import record
from akiya.texts.days import era_near
from akiya.words import InboxKind, Resolution
from tests.akiya.observed import observed, place
from tests.akiya.pages.inbox import a_dispute, a_held_observation, an_unlinked_answer, settle
from tests.akiya.pages.office import days_ago, text_of
from tests.world import World


def said_of(page: Client) -> list[str]:
    """How each settlement is told on the page of what is done, and in the message that follows it."""
    rows = re.findall(r"<tr role=\"row\">(.*?)</tr>", text_of(page.get("/inbox/settled/")), re.S)[1:]
    return [re.findall(r'<td role="cell">(.*?)</td>', row, re.S)[2] for row in rows]


def a_pair(world: World, found: House, known: House) -> str:
    key = f"merge:{found.pk}:{known.pk}"
    with as_register():
        InboxItem.objects.create(
            key=key, municipality=world.mihon, kind=InboxKind.MERGE, source=f"house:{found.pk}", house=found,
            since=found.recorded_at,
        )  # fmt: skip
    return key


@pytest.mark.parametrize(
    ("side", "words"),
    [("a", "東自治会・タブレットの「だれも住んでいないようだ」（"), ("b", "窓口の「住んでいる」（")],
)
def test_a_side_is_the_answer_that_was_taken_and_by_whom(
    staff_page: Client, world: World, side: str, words: str
) -> None:
    a, b = a_dispute(world, world.house(7))
    after = staff_page.post(
        "/inbox/settle/", {"key": f"differing:{a}:{b}", "resolution": side, "reason": "見た"}, follow=True
    )
    (said,) = said_of(staff_page)
    assert said.startswith(words) and said.endswith(f"を採った（{era_near(days_ago(3))}から）")
    assert text_of(after).count(said) == 1  # in the bar with the undo


@pytest.mark.parametrize(("side", "kept", "merged"), [("a", 8, 7), ("b", 7, 8)])
def test_a_merge_says_which_house_stays_in_every_place(
    staff_page: Client, world: World, side: str, kept: int, merged: int
) -> None:
    key = a_pair(world, world.house(8), world.house(7))
    page = text_of(staff_page.get("/inbox/"))
    assert f"{side.upper()}を残して まとめる" in page and "を採る" not in page
    after = text_of(
        staff_page.post("/inbox/settle/", {"key": key, "resolution": side, "reason": "同じ家"}, follow=True)
    )
    words = f"CANARYEAST{kept}を残して、CANARYEAST{merged}を まとめた"
    assert said_of(staff_page) == [words]
    assert words in after and "を採" not in after


def test_what_was_done_with_one_answer_names_it(staff_page: Client, world: World) -> None:
    settle(staff_page, f"held:{a_held_observation(world, world.house(7))}", "accept")
    settle(staff_page, f"held:{a_held_observation(world, world.house(8), 'occupied')}", "aside")
    settle(staff_page, f"nowhere:{an_unlinked_answer(world)}", "assign", number="9")
    far = observed(world.house(10), "vacant", place=place(140.45, 38.36))
    with acting_as(world.head) as head:
        record(far, head)
    settle(staff_page, f"odd:{far.id}", "strike")
    retracted, assigned, aside, accepted = said_of(staff_page)
    assert "「だれも住んでいないようだ」" in accepted and accepted.endswith("を受け入れた")
    assert "「住んでいる」" in aside and aside.endswith("使わないことにした")
    assert assigned.endswith("CANARYEAST9の答えにした")
    assert retracted.endswith("数えないことにした")


def test_buttons_that_take_back_are_told_apart_by_more_than_the_minute(staff_page: Client, world: World) -> None:
    for number in (7, 8):
        settle(staff_page, f"held:{a_held_observation(world, world.house(number))}", "aside")
    buttons = re.findall(
        r"取り消す<span class=\"visually-hidden\">(.*?)</span>", text_of(staff_page.get("/inbox/settled/"))
    )
    assert len(buttons) == len(set(buttons)) == 2


def test_a_page_of_fifty_costs_few_queries(
    staff_page: Client, world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    settle(staff_page, a_pair(world, world.house(8), world.house(7)), "a")
    for number in range(9, 13):
        a, b = a_dispute(world, world.house(number))
        settle(staff_page, f"differing:{a}:{b}", "a")
    with as_register():
        assert Settlement.objects.filter(resolution=Resolution.A).count() == 5
    with django_assert_max_num_queries(12):
        assert len(said_of(staff_page)) == 5
