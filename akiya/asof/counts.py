"""How many houses of a selection there are: by state and certainty, by age, by area. One statement each."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from django.db import connection

from akiya.access import Scope
from akiya.asof.ages import Age
from akiya.asof.selection import STATE_CLASSES, Selection, StateClass
from akiya.words import AreaKind, Certainty, State


@dataclass(frozen=True, slots=True)
class Counts:
    """The houses of one selection on the grid, by age, and in all.

    Each filter counts what choosing otherwise in it would show: ``grid`` leaves the chosen classes aside,
    ``ages`` the chosen age.
    """

    grid: dict[StateClass, int]
    ages: dict[Age, int]
    total: int

    @property
    def of_any_age(self) -> int:
        """What the first choice, すべて, would show."""
        return sum(self.ages.values())


ALL = "SELECT count(*) FROM ({rows}) known"
BY_CLASS_AND_AGE = "SELECT state, certainty, age, count(*) FROM ({rows}) known GROUP BY 1, 2, 3"

Rows = list[tuple[StateClass, Age, int]]


def total(scope: Scope, chosen: Selection) -> int:
    """How many houses a selection holds. One query."""
    rows = chosen.rows(scope, ["house"])
    with connection.cursor() as cursor:
        cursor.execute(ALL.format(rows=rows.sql), rows.params)
        (found,) = cursor.fetchone()
    return int(found)


def counts(scope: Scope, chosen: Selection) -> Counts:
    """The counts of a selection. One query."""
    rows = replace(chosen, classes=None, age=None).rows(scope, ["state", "certainty", "age"])
    with connection.cursor() as cursor:
        cursor.execute(BY_CLASS_AND_AGE.format(rows=rows.sql), rows.params)
        found: Rows = [(StateClass(*state_class), Age(age), number) for *state_class, age, number in cursor.fetchall()]
    return gathered(found, chosen)


def gathered(found: Rows, chosen: Selection) -> Counts:
    """Numbers by state class and age, added up the three ways."""
    of_chosen_class = [row for row in found if chosen.classes is None or row[0] in chosen.classes]
    of_chosen_age = [row for row in found if chosen.age is None or row[1] == chosen.age]
    of_both = [row for row in of_chosen_age if chosen.classes is None or row[0] in chosen.classes]
    return Counts(
        grid={each: sum(number for of, _age, number in of_chosen_age if of == each) for each in STATE_CLASSES},
        ages={each: sum(number for _of, age, number in of_chosen_class if age == each) for each in Age},
        total=sum(number for *_which, number in of_both),
    )


class InArea(NamedTuple):
    """The houses of one area on the grid, the chosen classes left aside."""

    id: int
    code: str
    name: str
    grid: dict[StateClass, int]


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
    rows = replace(chosen, classes=None).rows(scope, ["house", "state", "certainty"])
    params = {**rows.params, "municipalities": scope.sees, "kind": kind, "area_day": chosen.when.day}
    found: dict[int, InArea] = {}
    with connection.cursor() as cursor:
        cursor.execute(BY_AREA.format(rows=rows.sql), params)
        for area, code, name, state, certainty, number in cursor.fetchall():
            grid = found.setdefault(area, InArea(area, code, name, dict.fromkeys(STATE_CLASSES, 0))).grid
            if state is not None:
                grid[StateClass(State(state), Certainty(certainty))] = number
    return list(found.values())
