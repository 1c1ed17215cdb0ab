"""Between two dates that bracket a change nobody saw the day: how far a number of houses may be off for it.

The number itself takes a change to have come on the last day that the evidence leaves open.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from django.db import connection

from akiya.asof.moment import Moment
from akiya.asof.standing import HELD, as_of, present
from akiya.words import State

# The houses of a city of which a step may, but need not, have begun by the day; and every state in which each may
# stand: that of what has surely begun, and those of what may have.
OPEN = f"""
WITH standing AS NOT MATERIALIZED (
  SELECT c.house_id, c.state, c.effective_on, c.earliest, c.latest
    FROM akiya_occupancychange c WHERE c.municipality_id = %(city)s AND {HELD.format(row="c")}
), open AS MATERIALIZED (
  SELECT house_id, array_agg(DISTINCT state) AS may FROM standing
   WHERE earliest <= %(day)s AND latest > %(day)s GROUP BY house_id
)
SELECT h.id, coalesce(o.state, 'unknown'),
       open.may || coalesce((SELECT sure.state FROM standing sure
                              WHERE sure.house_id = h.id AND sure.latest <= %(day)s
                              ORDER BY sure.effective_on DESC LIMIT 1), 'unknown'),
       ARRAY(SELECT lies.area_id FROM akiya_housearea lies WHERE lies.house_id = h.id)
  FROM open JOIN akiya_house h ON h.id = open.house_id
  LEFT JOIN LATERAL ({{as_of}}) AS o ON true
 WHERE {{present}}
"""  # noqa: S608 - constants


class Bounds(NamedTuple):
    """By how many houses a number may be too high, and by how many too low."""

    over: int = 0
    under: int = 0

    def around(self, number: int) -> tuple[int, int]:
        """The least and the most that a number may be."""
        return number - self.over, number + self.under


class Open(NamedTuple):
    """A house that may stand in several states on a day. ``counted``: the one in which it is counted."""

    house: int
    counted: State
    may: frozenset[State]
    areas: frozenset[int]


def open_houses(municipality_id: int, when: Moment) -> list[Open]:
    """The houses of a city whose state on the day of a moment the evidence leaves open. One statement.

    Call it inside ``acting_as``: row security decides which are seen.
    """
    # The projection knows only what stands today: of a day gone by, and of today too, history is asked.
    then, there = as_of(Moment(when.day, when.known), always=True), present(when)
    with connection.cursor() as cursor:
        cursor.execute(OPEN.format(as_of=then.sql, present=there.sql), {**then.params, "city": municipality_id})
        return [
            Open(house, State(counted), frozenset(map(State, may)), frozenset(areas))
            for house, counted, may, areas in cursor
        ]


def bounds_of(houses: Sequence[Open]) -> dict[State, Bounds]:
    """How far the number of each state may be off, by the houses whose state is open."""
    over: dict[State, int] = defaultdict(int)
    under: dict[State, int] = defaultdict(int)
    for house in houses:
        if house.may - {house.counted}:
            over[house.counted] += 1
        for state in house.may - {house.counted}:
            under[state] += 1
    return {state: Bounds(over[state], under[state]) for state in State}
