"""How many houses of each state there are, in a city and in its areas, as of a day, as known at a moment."""

from collections.abc import Iterator
from typing import NamedTuple

from django.db import connection

from akiya.asof.moment import Moment
from akiya.asof.standing import as_of, present
from akiya.words import State

# Areas overlap and do not cover the city, so a house counts in each of its areas, and the houses in
# none and those without a position are counted apart: the whole is never the sum of the areas.
# Each house brings its areas along, so that nothing here is joined whose size the planner must guess.
BY_AREA = """
WITH area AS MATERIALIZED (
  SELECT id, code, name FROM akiya_area
   WHERE municipality_id = %(city)s AND kind = %(kind)s
     AND valid_from <= %(day)s AND (valid_to IS NULL OR valid_to > %(day)s)
), house AS MATERIALIZED (
  SELECT h.point IS NULL AS unplaced, coalesce(o.state, 'unknown') AS state,
         CASE WHEN %(kind)s = '' THEN '{{}}' ELSE ARRAY(
           SELECT m.area_id FROM akiya_housearea m
            WHERE m.house_id = h.id AND m.area_id = ANY ((SELECT array_agg(id) FROM area)::bigint[])) END AS areas
    FROM akiya_house h LEFT JOIN LATERAL ({as_of}) AS o ON true
   WHERE h.municipality_id = %(city)s AND h.recorded_at <= %(known_at)s AND {present}
), inside AS MATERIALIZED (
  SELECT area_id, state, count(*) AS houses FROM house, unnest(areas) AS area_id GROUP BY area_id, state
)
SELECT 1 AS place, 'area' AS part, area.code, area.name, inside.state, coalesce(inside.houses, 0), area.id
  FROM area LEFT JOIN inside ON inside.area_id = area.id
UNION ALL
SELECT 2, CASE WHEN unplaced THEN 'unplaced' ELSE 'outside' END, '', '', state, count(*), NULL
  FROM house WHERE %(kind)s <> '' AND areas = '{{}}' GROUP BY unplaced, state
UNION ALL
SELECT 3, 'all', '', '', state, count(*), NULL FROM house GROUP BY state
 ORDER BY place, part DESC, code, name, state
"""


class Count(NamedTuple):
    """The houses of one part of a city by state. ``part``: area, outside (of every area), unplaced, all.

    ``area`` is the id of an area.
    """

    part: str
    code: str
    name: str
    houses: int
    states: dict[State, int]
    area: int | None = None


def by_area(municipality_id: int, kind: str, when: Moment) -> list[Count]:
    """Counts of each area of a kind valid on the day, by code, then outside, unplaced and all. One statement.

    Without a kind only all. Call it inside ``acting_as``: row security decides what is counted.
    """
    moment = as_of(when)
    there = present(when)
    params = {**moment.params, "city": municipality_id, "kind": kind}
    with connection.cursor() as cursor:
        cursor.execute(BY_AREA.format(as_of=moment.sql, present=there.sql), params)
        return list(_gathered(cursor.fetchall()))


def _gathered(rows: list[tuple[int, str, str, str, str | None, int, int | None]]) -> Iterator[Count]:
    """One count for the rows of one part, whatever states occur in it. A city without houses has an all of 0."""
    counts: dict[tuple[str, str, str], dict[State, int]] = {}
    areas: dict[tuple[str, str, str], int | None] = {}
    for _place, part, code, name, state, number, area in rows:
        areas[part, code, name] = area
        states = counts.setdefault((part, code, name), dict.fromkeys(State, 0))
        if state is not None:
            states[State(state)] += number
    counts.setdefault(("all", "", ""), dict.fromkeys(State, 0))
    for (part, code, name), states in counts.items():
        yield Count(part, code, name, sum(states.values()), states, areas.get((part, code, name)))
