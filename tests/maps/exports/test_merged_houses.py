"""A house that took another one in is taken out with all that was said of both, as long as the merge stands."""

import datetime as dt
import uuid
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from akiya.access import acting_as
from akiya.asof.joins import CONFIRMED
from akiya.asof.known_then.sets import worked_out
from akiya.asof.moment import Moment
from akiya.asof.selection import Selection
from akiya.register import decide, retract
from akiya.register.acceptance import accept
from akiya.words import Basis, Precision, State
from maps.exports.joins import LAST_DECISION, LAST_OBSERVATION
from tests.akiya.pages.inbox import a_held_observation, an_unlinked_answer
from tests.akiya.test_merging_houses import merged, parted, says
from tests.maps.exports.taking import house_of, known_at, out, rows_of
from tests.world import World

YESTERDAY = f"on={timezone.localdate() - dt.timedelta(days=1)}"


def taken(world: World, path: Path, filters: str = "") -> list[dict[str, str]]:
    """All rows, as they are taken out."""
    out(world, path / "houses.csv", filters=filters, restricted=True)
    return rows_of(path / "houses.csv")


def numbers(rows: list[dict[str, str]]) -> list[int]:
    return [int(row["house_number"]) for row in rows]


def observations_of(rows: list[dict[str, str]], number: int) -> tuple[str, str]:
    row = house_of(rows, number)
    return row["looks"], row["last_answer"]


def decided(world: World, number: int, reason: str) -> str:
    day = timezone.localdate() - dt.timedelta(days=3)
    with acting_as(world.staff) as staff:
        decision = decide(world.house(number), State.VACANT, day, Precision.DAY, Basis.VISIT, reason, staff)
    return f"decision:{decision.pk}"


def test_the_observations_of_both_count_from_the_merge_on(world: World, tmp_path: Path) -> None:
    says(world, world.house(7), "vacant", 2, note="雪が落ちた", concerns=("snow",))
    says(world, world.house(8), "occupied", 30)
    before = timezone.now()
    merged(world)
    now, then = taken(world, tmp_path), taken(world, tmp_path, known_at(before))
    assert observations_of(now, 8) == ("2", "vacant") and 7 not in numbers(now)
    assert (house_of(now, 8)["last_note"], house_of(now, 8)["last_concerns"]) == ("雪が落ちた", "snow")
    assert observations_of(then, 8) == ("1", "occupied") and observations_of(then, 7) == ("1", "vacant")


def test_an_observation_of_the_merged_house_after_the_merge_counts_for_the_survivor(
    world: World, tmp_path: Path
) -> None:
    merged(world)
    before = timezone.now()
    says(world, world.house(7), "vacant")
    assert observations_of(taken(world, tmp_path), 8) == ("1", "vacant")
    assert observations_of(taken(world, tmp_path, known_at(before)), 8) == ("0", "")


def test_houses_that_were_parted_again_keep_their_own_observations(world: World, tmp_path: Path) -> None:
    says(world, world.house(7), "vacant", 2)
    event = merged(world)
    between = timezone.now()
    says(world, world.house(7), "gone", 1)
    parted(world, event)
    rows = taken(world, tmp_path)
    assert observations_of(rows, 7) == ("2", "gone") and observations_of(rows, 8) == ("0", "")
    assert observations_of(taken(world, tmp_path, known_at(between)), 8) == ("1", "vacant")


def test_of_three_houses_in_a_row_only_the_last_speaks(world: World, tmp_path: Path) -> None:
    for number, answer, age in ((7, "vacant", 9), (8, "occupied", 5), (9, "occasional", 7)):
        says(world, world.house(number), answer, age)
    merged(world, into=8, taken=7)
    event = merged(world, into=9, taken=8)
    rows = taken(world, tmp_path)
    assert observations_of(rows, 9) == ("3", "occupied") and not {7, 8} & {*numbers(rows)}
    parted(world, event)
    rows = taken(world, tmp_path)
    assert observations_of(rows, 9) == ("1", "occasional") and observations_of(rows, 8) == ("2", "occupied")


def test_of_observations_of_one_instant_the_same_is_the_last_as_in_the_rule(world: World, tmp_path: Path) -> None:
    seen_at = timezone.now() - dt.timedelta(days=2)
    for number, answer in ((2, "vacant"), (3, "gone"), (1, "occupied")):
        says(world, world.house(7), answer, id=uuid.UUID(int=number), seen_at=seen_at)
    merged(world)
    row = house_of(taken(world, tmp_path, YESTERDAY), 8)
    assert (row["last_answer"], row["confirmed_evidence"]) == ("gone", f"look:{uuid.UUID(int=3)}")


def test_what_is_retracted_of_the_merged_house_is_not_counted(world: World, tmp_path: Path) -> None:
    first = says(world, world.house(7), "vacant", 5)
    merged(world)
    with acting_as(world.staff) as staff:
        retract(world.house(8), f"look:{first}", "見まちがい", staff)
    row = house_of(taken(world, tmp_path, YESTERDAY), 8)
    assert (row["looks"], row["confirmed_on"]) == ("0", "")


def test_an_observation_that_takes_another_back_counts_for_the_house_it_names_alone(
    world: World, tmp_path: Path
) -> None:
    nowhere = an_unlinked_answer(world)
    with acting_as(world.staff) as staff:
        accept(nowhere, world.house(8), staff)
    says(world, world.house(10), "gone", 1, withdraws=nowhere)
    late = uuid.uuid4()
    says(world, None, "occupied", 1, withdraws=late)
    says(world, world.house(8), "vacant", 3, id=late)
    merged(world)
    rows = taken(world, tmp_path)
    assert observations_of(rows, 8) == ("0", "") and observations_of(rows, 10) == ("1", "gone")


def test_the_last_confirmation_of_a_past_day_is_heard_of_the_merged_house(world: World, tmp_path: Path) -> None:
    first = says(world, world.house(7), "vacant", 5)
    second = says(world, world.house(8), "vacant", 30)
    before = timezone.now()
    merged(world)
    after, then = taken(world, tmp_path, YESTERDAY), taken(world, tmp_path, f"{YESTERDAY}&{known_at(before)}")
    assert house_of(after, 8)["confirmed_evidence"] == f"look:{first}"
    assert house_of(after, 8)["confirmed_by_label"] == "現地の答え"
    assert house_of(then, 8)["confirmed_evidence"] == f"look:{second}"
    assert house_of(then, 7)["confirmed_evidence"] == f"look:{first}"


def test_the_survivor_gives_the_reason_of_the_last_decision_about_either(world: World, tmp_path: Path) -> None:
    decided(world, 8, "売りに出ている")
    decision = decided(world, 7, "郵便がたまっている")
    merged(world)
    assert house_of(taken(world, tmp_path), 8)["decision_reason"] == "郵便がたまっている"
    with acting_as(world.staff) as staff:
        retract(world.house(8), decision, "別の家のこと", staff)
    assert house_of(taken(world, tmp_path), 8)["decision_reason"] == "売りに出ている"


@pytest.mark.parametrize("on", [None, timezone.localdate() - dt.timedelta(days=1)])
def test_the_list_knows_the_same_last_confirmation_as_the_export(world: World, on: dt.date | None) -> None:
    says(world, world.house(7), "vacant", 5)
    says(world, world.house(8), "vacant", 30)
    merged(world)
    moment = Moment(on, timezone.now())
    with acting_as(world.staff) as staff, connection.cursor() as cursor:
        statement = Selection(moment).rows(staff, ("number", "confirmed_on"))
        cursor.execute(statement.sql, statement.params)
        confirmed = dict(cursor.fetchall())
    assert confirmed[8] == timezone.localdate(timezone.now() - dt.timedelta(days=5)) and 7 not in confirmed


def test_a_merged_house_says_nothing_even_where_it_is_asked_for(world: World) -> None:
    says(world, world.house(7), "vacant", 5)
    decided(world, 7, "郵便がたまっている")
    with acting_as(world.staff) as staff:
        accept(a_held_observation(world, world.house(7)), None, staff)
    before = timezone.now()
    merged(world)

    def said(known: dt.datetime) -> tuple[object, ...]:
        sql = (
            "SELECT c.confirmed_on, observation.looks, decision.reason FROM akiya_house h"
            f" {CONFIRMED.then} {LAST_OBSERVATION.then} {LAST_DECISION.then}"
        )
        day = timezone.localdate()
        with acting_as(world.staff), connection.cursor() as cursor:
            params = {"day": day, "known_at": known, **worked_out(known, day, with_heard=True)}
            cursor.execute(f"{sql} WHERE h.id = %(house)s", {**params, "house": world.house(7).pk})
            return cursor.fetchone()

    assert said(before) == (timezone.localdate(), 2, "郵便がたまっている")
    assert said(timezone.now()) == (None, None, None)
