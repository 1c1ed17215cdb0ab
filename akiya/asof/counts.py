"""How many houses of a selection there are: by state and certainty, by age, by area. One statement each."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.db import connection

from akiya.access import Scope
from akiya.asof.ages import Age
from akiya.asof.selection import CELLS, Cell, Selection
from akiya.words import AreaKind, Certainty, State


@dataclass(frozen=True, slots=True)
class Counts:
    """The houses of one selection on the grid, by age, and in all.

    Each filter counts what choosing otherwise in it would show: ``grid`` leaves the chosen cells aside,
    ``ages`` the chosen age.
    """

    grid: dict[Cell, int]
    ages: dict[Age, int]
    total: int

    @property
    def of_any_age(self) -> int:
        """What the first choice, すべて, would show."""
        return sum(self.ages.values())


BY_CELL_AND_AGE = "SELECT state, certainty, age, count(*) FROM ({rows}) known GROUP BY 1, 2, 3"

Rows = list[tuple[Cell, Age, int]]


def counts(scope: Scope, chosen: Selection) -> Counts:
    """The counts of a selection. One query."""
    rows = replace(chosen, cells=None, age=None).rows(scope, ["state", "certainty", "age"])
    with connection.cursor() as cursor:
        cursor.execute(BY_CELL_AND_AGE.format(rows=rows.sql), rows.params)
        found: Rows = [(Cell(*cell), Age(age), number) for *cell, age, number in cursor.fetchall()]
    return gathered(found, chosen)


def gathered(found: Rows, chosen: Selection) -> Counts:
    """Numbers by cell and age, added up the three ways."""

    def total(fits: Callable[[Cell, Age], bool]) -> int:
        return sum(number for cell, age, number in found if fits(cell, age))

    def is_chosen(cell: Cell) -> bool:
        return chosen.cells is None or cell in chosen.cells

    def is_of_age(age: Age) -> bool:
        return chosen.age is None or age == chosen.age

    return Counts(
        grid={each: total(lambda cell, age, each=each: cell == each and is_of_age(age)) for each in CELLS},  # type: ignore[misc]
        ages={each: total(lambda cell, age, each=each: age == each and is_chosen(cell)) for each in Age},  # type: ignore[misc]
        total=total(lambda cell, age: is_chosen(cell) and is_of_age(age)),
    )


class InArea(NamedTuple):
    """The houses of one area on the grid, the chosen cells left aside."""

    id: int
    code: str
    name: str
    grid: dict[Cell, int]


# A house counts in each area of the kind that it lies in, so the areas do not add up to the city.
# Each part is worked out once and then joined: planned as one, the whole is far slower under row security.
BY_AREA = """
WITH known AS MATERIALIZED ({rows}
), area AS MATERIALIZED (
  SELECT id, code, name FROM akiya_area
   WHERE municipality_id = ANY(%(municipalities)s) AND kind = %(kind)s
     AND valid_from <= %(area_day)s AND (valid_to IS NULL OR valid_to > %(area_day)s)
), member AS MATERIALIZED (
  SELECT area_id, house_id FROM akiya_housearea WHERE area_id IN (SELECT id FROM area)
), counted AS (
  SELECT member.area_id, known.state, known.certainty, count(*) AS houses
    FROM member JOIN known ON known.house = member.house_id GROUP BY 1, 2, 3
)
SELECT area.id, area.code, area.name, counted.state, counted.certainty, counted.houses
  FROM area LEFT JOIN counted ON counted.area_id = area.id
 ORDER BY area.code COLLATE maps_address, area.id
"""


def by_area(scope: Scope, chosen: Selection, kind: AreaKind) -> list[InArea]:
    """The selection counted in each area of a kind that was valid on its day, by code. One query."""
    rows = replace(chosen, cells=None).rows(scope, ["house", "state", "certainty"])
    params = {**rows.params, "municipalities": scope.sees, "kind": kind, "area_day": chosen.when.day}
    found: dict[int, InArea] = {}
    with connection.cursor() as cursor:
        cursor.execute(BY_AREA.format(rows=rows.sql), params)
        for area, code, name, state, certainty, number in cursor.fetchall():
            grid = found.setdefault(area, InArea(area, code, name, dict.fromkeys(CELLS, 0))).grid
            if state is not None:
                grid[Cell(State(state), Certainty(certainty))] = number
    return list(found.values())
