"""The first page: every number opens its houses."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from akiya.access import acting_as, as_register
from akiya.pages.start import waiting
from akiya.pages.start.lists import Choice
from akiya.pages.start.page import year_before
from akiya.pages.start.waiting import counts, houses, kinds
from akiya.register import decide, record, retract
from akiya.register.observations import Observed
from akiya.words import Basis, Channel, Precision, State
from tests.akiya.observed import observed, place
from tests.akiya.pages.office import days_ago, signed_in, text_of
from tests.world import World


def waits(world: World) -> dict[str, int]:
    with as_register():
        return {count.kind.code: count.number for count in counts([world.mihon.pk])}


def settle(world: World, number: int) -> None:
    with acting_as(world.staff) as staff:
        decide(world.house(number), State.OCCUPIED, days_ago(0), Precision.DAY, Basis.VISIT, "見た", staff)


def test_nothing_waits_in_a_new_register(world: World, staff_page: Client) -> None:
    assert waits(world) == {}
    assert "待っていることは ありません。" in text_of(staff_page.get("/"))


def test_a_reported_vacancy_waits_until_staff_decide(world: World) -> None:
    with acting_as(world.head) as head:
        record(observed(world.house(7)), head)
    assert waits(world) == {"reported": 1}
    settle(world, 7)
    assert waits(world) == {}


def test_two_people_who_disagree_wait(world: World) -> None:
    with acting_as(world.head) as head:
        record(observed(world.house(7), "vacant", days_ago=20), head)
    with acting_as(world.staff) as staff:
        record(observed(world.house(7), "occupied", days_ago=10, channel=Channel.PHONE), staff)
    assert waits(world)["differing"] == 1
    settle(world, 7)
    assert "differing" not in waits(world)


def test_one_person_who_changes_their_mind_does_not_disagree(world: World) -> None:
    with acting_as(world.head) as head:
        record(observed(world.house(7), "vacant", days_ago=20), head)
        record(observed(world.house(7), "occupied", days_ago=10), head)
    assert "differing" not in waits(world)


def vacant_then_occupied(world: World, had_seen: bool = False) -> Observed:
    """A head says that a house is vacant, and staff, who may have seen it, that it is not. What the head said."""
    first = observed(world.house(7), "vacant", days_ago=20)
    with acting_as(world.head) as head:
        record(first, head)
    with acting_as(world.staff) as staff:
        record(observed(world.house(7), "occupied", days_ago=10, basis=first.id if had_seen else None), staff)
    return first


def test_who_had_seen_the_other_answer_does_not_disagree(world: World) -> None:
    vacant_then_occupied(world, had_seen=True)
    assert "differing" not in waits(world)


def test_answers_far_apart_in_time_do_not_disagree(world: World) -> None:
    with acting_as(world.head) as head:
        record(observed(world.house(7), "vacant", days_ago=200), head)
    with acting_as(world.staff) as staff:
        record(observed(world.house(7), "occupied", days_ago=10), staff)
    assert "differing" not in waits(world)


def test_a_retracted_answer_disagrees_with_nobody(world: World) -> None:
    first = vacant_then_occupied(world)
    assert "differing" in waits(world)
    with acting_as(world.staff) as staff:
        retract(world.house(7), f"look:{first.id}", "まちがい", staff)
    assert "differing" not in waits(world)


def test_a_held_answer_waits(world: World) -> None:
    with acting_as(world.head) as head:
        record(observed(world.house(1)), head)
    assert waits(world) == {"odd": 1}


def test_an_answer_from_far_away_waits(world: World) -> None:
    with acting_as(world.head) as head:
        record(observed(world.house(7), "occupied", place=place(140.45, 38.36)), head)
    assert waits(world) == {"odd": 1}


def test_a_house_found_in_the_field_waits_for_its_address(world: World, staff_page: Client) -> None:
    with acting_as(world.head) as head:
        found = Observed(
            id=observed(None).id, seen_at=timezone.now(), channel=Channel.TABLET, answer="occupied",
            found=observed(None).id, place=place(140.3851, 38.3601),
        )  # fmt: skip
        record(found, head)
    assert waits(world)["nameless"] == 1
    assert "住所のない家" in text_of(staff_page.get("/waiting/nameless/"))


def test_every_number_is_the_length_of_its_list(world: World, staff_page: Client) -> None:
    with acting_as(world.head) as head:
        for number in (7, 8, 9):
            record(observed(world.house(number)), head)
        record(observed(world.house(1)), head)
    with as_register():
        for count in counts([world.mihon.pk]):
            assert houses(count.kind, [world.mihon.pk], Choice(), 0, 50)[1] == count.number
    page = text_of(staff_page.get("/waiting/reported/"))
    assert page.count("CANARYEAST") == 3


def test_another_city_sees_none_of_it(world: World) -> None:
    with acting_as(world.head) as head:
        record(observed(world.house(7)), head)
    page = text_of(signed_in(world.other_staff).get("/waiting/reported/"))
    assert "CANARY" not in page


def test_a_change_of_the_last_two_weeks_shows_before_and_now(world: World, staff_page: Client) -> None:
    with acting_as(world.head) as head:
        record(observed(world.house(7)), head)
    page = text_of(staff_page.get("/"))
    changed = page[page.index("この2週間に") :]
    assert "CANARYEAST7" in changed
    assert re.search(r"不明.*空き家（報告）", changed, re.S)


def test_the_vacant_are_counted_by_certainty_with_a_year_ago(world: World, staff_page: Client) -> None:
    with acting_as(world.head) as head:
        record(observed(world.house(7)), head)
        record(observed(world.house(8)), head)
    settle(world, 8)
    response = staff_page.get("/")
    assert dict(response.context["vacant"]) == {"confirmed": 0, "reported": 1, "signalled": 0}
    assert response.context["total"] == 1
    assert "+1棟" in text_of(response)


def test_a_leap_day_has_a_year_before() -> None:
    assert year_before(dt.date(2024, 2, 29)) == dt.date(2023, 2, 28)
    assert year_before(dt.date(2026, 11, 20)) == dt.date(2025, 11, 20)


def test_a_head_is_shown_to_the_field(world: World) -> None:
    assert signed_in(world.head).get("/")["Location"] == "/field/"


def test_it_costs_few_queries(
    world: World, staff_page: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with acting_as(world.head) as head:
        for number in (7, 8, 9, 10):
            record(observed(world.house(number)), head)
    with django_assert_max_num_queries(12):
        staff_page.get("/")


@pytest.mark.parametrize("address", ["/waiting/ghosts/", "/waiting/%00/", "/waiting/" + "x" * 300 + "/"])
def test_a_list_that_is_not_there_is_not_found(staff_page: Client, address: str) -> None:
    assert staff_page.get(address).status_code == 404


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999", "1e3", "１", ""])
def test_a_page_number_that_is_none_is_a_bad_request(staff_page: Client, page: str) -> None:
    response = staff_page.get("/waiting/reported/", {"page": page})
    assert response.status_code == 400
    assert "ページの番号が読めません。" in text_of(response)


def test_another_app_may_add_a_kind_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "_kinds", list(kinds()))
    kind = waiting.Kind("more", "もっと", "もっと", "SELECT 1::bigint AS house_id, now() AS since WHERE false")  # type: ignore[arg-type]
    waiting.register(kind)
    waiting.register(kind)
    assert [known.code for known in kinds()].count("more") == 1
