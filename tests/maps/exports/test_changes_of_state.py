"""The history goes out with the houses: a row a change, on both clocks, of the same houses and the same moment."""

import csv
import datetime as dt
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from akiya.access import acting_as, as_register
from akiya.models import OccupancyChange
from akiya.register import decide, record, retract
from akiya.words import Basis, Precision, State
from maps.exports.changes import CHANGES
from maps.exports.order import BadOrder
from tests.akiya.observed import observed
from tests.maps.exports.taking import known_at, out, rows_of
from tests.world import World

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def told(world: World) -> dt.datetime:
    """House 7 was vacant, then decided to be occupied; then the decision was retracted. The moment before that."""
    house = world.house(7)
    with acting_as(world.head) as head:
        record(observed(house, "vacant", days_ago=90), head)
    with acting_as(world.staff) as staff:
        since = TODAY() - dt.timedelta(days=30)
        decision = decide(house, State.OCCUPIED, since, Precision.DAY, Basis.VISIT, "見た", staff)
    moment = timezone.now()
    with acting_as(world.staff) as staff:
        retract(house, f"decision:{decision.pk}", "まちがい", staff)
    return moment


def taken_as_csv(world: World, folder: Path, **how: Any) -> list[dict[str, str]]:
    out(world, folder / "houses.csv", changes=True, **how)
    return rows_of(folder / "houses.changes.csv")


def taken_as_xlsx(world: World, folder: Path, **how: Any) -> list[dict[str, str]]:
    out(world, folder / "houses.xlsx", changes=True, headings="en", **how)
    heading, *rows = openpyxl.load_workbook(folder / "houses.xlsx")["利用状態の変化"].iter_rows(values_only=True)
    return [dict(zip(heading, map(as_text, row), strict=True)) for row in rows]


def taken_as_gpkg(world: World, folder: Path, **how: Any) -> list[dict[str, str]]:
    import geopandas

    out(world, folder / "houses.gpkg", changes=True, **how)
    table = geopandas.read_file(folder / "houses.gpkg", layer="changes")
    return [{name: as_text(value) for name, value in row.items()} for row in table.to_dict("records")]


def as_text(value: Any) -> str:
    if value is None or value != value:  # not a time
        return ""
    return value.date().isoformat() if isinstance(value, dt.datetime) and not value.tzinfo else str(value)


TAKEN: list[Callable[..., list[dict[str, str]]]] = [taken_as_csv, taken_as_xlsx, taken_as_gpkg]


@pytest.mark.parametrize("taken", TAKEN)
def test_every_format_that_holds_a_table_says_each_change_and_when_it_was_taken_back(
    world: World, tmp_path: Path, told: dt.datetime, taken: Callable[..., list[dict[str, str]]]
) -> None:
    vacant, occupied = (row for row in taken(world, tmp_path) if row["house_number"] == "7")
    assert (vacant["state"], vacant["certainty"], vacant["voided_at"]) == ("vacant", "reported", "")
    assert vacant["effective_on"] == (TODAY() - dt.timedelta(days=90)).isoformat()
    assert vacant["state_label"] == "空き家"
    assert (occupied["state"], occupied["certainty"], occupied["precision"]) == ("occupied", "confirmed", "day")
    assert occupied["evidence"].startswith("decision:")
    assert occupied["recorded_at"] < occupied["voided_at"]


def test_what_was_taken_back_later_was_not_then(world: World, tmp_path: Path, told: dt.datetime) -> None:
    rows = [row for row in taken_as_csv(world, tmp_path, filters=known_at(told)) if row["house_number"] == "7"]
    assert [(row["state"], row["voided_at"]) for row in rows] == [("vacant", ""), ("occupied", "")]


def test_what_was_heard_later_was_not_known(world: World, tmp_path: Path, told: dt.datetime) -> None:
    with acting_as(world.head) as head:
        record(observed(world.house(8), "vacant", days_ago=90), head)
    as_known_then, today = (taken_as_csv(world, tmp_path, filters=filters) for filters in (known_at(told), ""))
    assert [[row["state"] for row in rows if row["house_number"] == "8"] for rows in (as_known_then, today)] == [
        [],
        ["vacant"],
    ]


def test_what_began_after_the_day_is_left_out(world: World, tmp_path: Path, told: dt.datetime) -> None:
    day = TODAY() - dt.timedelta(days=60)
    rows = [row for row in taken_as_csv(world, tmp_path, filters=f"on={day}") if row["house_number"] == "7"]
    assert [row["state"] for row in rows] == ["vacant"]


@pytest.mark.parametrize("filters", ["", "on=2020-01-01", "known=2024-06-01", "on=2019-07-01&known=2022-01-01"])
def test_the_last_change_that_stands_is_the_state_of_the_house(
    world: World, tmp_path: Path, told: dt.datetime, filters: str
) -> None:
    changes = taken_as_csv(world, tmp_path, filters=filters)
    houses = rows_of(tmp_path / "houses.csv")
    standing = [row for row in changes if not row["voided_at"]]
    last = {house: list(rows)[-1] for house, rows in groupby(standing, key=lambda row: row["house_number"])}
    said = {row["house_number"]: (row["state"], row["certainty"]) for row in houses}
    stood = {number: (row["state"], row["certainty"]) for number, row in last.items()}
    assert said == {number: stood.get(number, ("unknown", "")) for number in said}


def test_it_is_the_whole_history_of_the_houses_that_go_and_of_no_other(
    world: World, tmp_path: Path, told: dt.datetime
) -> None:
    rows = taken_as_csv(world, tmp_path, filters="cell=vacant-reported")
    assert {row["house_number"] for row in rows} == {row["house_number"] for row in rows_of(tmp_path / "houses.csv")}
    with as_register():
        held = OccupancyChange.objects.filter(house=world.house(7), voids=None).count()
    assert sum(row["house_number"] == "7" for row in rows) == held


def test_who_did_not_ask_gets_none(world: World, tmp_path: Path, told: dt.datetime) -> None:
    out(world, tmp_path / "houses.csv")
    out(world, tmp_path / "houses.xlsx")
    assert not (tmp_path / "houses.changes.csv").exists()
    assert "利用状態の変化" not in openpyxl.load_workbook(tmp_path / "houses.xlsx").sheetnames


def test_a_geojson_refuses_them(world: World, tmp_path: Path) -> None:
    with pytest.raises(BadOrder, match="変化"):
        out(world, tmp_path / "houses.geojson", changes=True)


def test_a_file_without_any_change_has_the_table_all_the_same(world: World, tmp_path: Path) -> None:
    for taken in TAKEN:
        assert taken(world, tmp_path, filters="on=1990-01-01") == []


def test_the_dictionary_explains_them(world: World, tmp_path: Path) -> None:
    out(world, tmp_path / "houses.csv", changes=True)
    with (tmp_path / "houses.columns.csv").open(encoding="utf-8-sig", newline="") as file:
        names = [row[0] for row in csv.reader(file)]
    assert names[-len(CHANGES) :] == [f"changes.{column.name}" for column in CHANGES]


def test_it_costs_one_statement_for_the_rows_and_one_for_their_number(world: World, tmp_path: Path) -> None:
    def statements(**how: Any) -> int:
        with CaptureQueriesContext(connection) as said:
            out(world, tmp_path / "houses.xlsx", **how)
        return len(said)

    statements()  # the world looks its people up
    assert statements(changes=True) == statements() + 2
