"""One statement for everything that can be taken out: a row a house, as of a day, as known at a moment."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db import connection
from django.utils import timezone

from akiya.asof.fragment import Fragment
from akiya.asof.joins import Join, joined
from akiya.asof.known_then.sets import worked_out
from akiya.asof.moment import Moment
from akiya.asof.standing import as_of, present
from akiya.register.houses import EDITABLE
from akiya.words import Certainty, State
from maps.exports.column import Column, listed
from maps.exports.joins import LAST_OBSERVATION, STEP

# What was edited after the moment reads as it was before the first such edit.
HOUSE_ATTRIBUTES = ("point", "footprint", *sorted(EDITABLE))
HOUSES_NOW = "SELECT * FROM akiya_house house WHERE house.municipality_id = ANY(%(municipalities)s) AND {present}"
HOUSES_AS_KNOWN = """
SELECT house.id, house.municipality_id, house.number,
        {attributes}
   FROM akiya_house house
   LEFT JOIN LATERAL (SELECT * FROM akiya_houseevent e
                       WHERE e.pgh_obj_id = house.id AND e.pgh_created_at > %(known_at)s
                       ORDER BY e.pgh_created_at, e.pgh_id LIMIT 1) e ON true
  WHERE house.municipality_id = ANY(%(municipalities)s) AND house.recorded_at <= %(known_at)s AND {{present}}"""
HOUSES_THEN = HOUSES_AS_KNOWN.format(
    attributes=", ".join(f"CASE WHEN e.pgh_id IS NULL THEN house.{a} ELSE e.{a} END AS {a}" for a in HOUSE_ATTRIBUTES)
)

# Put in order before anything is joined, and fenced off by OFFSET, the houses are read along their index and
# the first row leaves at once; sorted afterwards, a million wide rows would wait on the disk for the last one.
IN_ORDER = "ORDER BY house.municipality_id, house.number OFFSET 0"

STATEMENT = """
SELECT {wanted}
  FROM ({houses} {order}) h
  JOIN akiya_municipality m ON m.id = h.municipality_id
  LEFT JOIN LATERAL ({stood}) o ON true
{joins}
 WHERE {where} {after}
"""

EVERYWHERE = Fragment("true", {})


@dataclass(frozen=True)
class Rows:
    """Which houses, of which municipalities, as of which moment.

    ``where`` narrows further, in terms of ``h`` and ``o``; its parameters must not be named like ours.
    ``plane_srid`` is the plane system of the plane coordinates, None for each municipality's own. Must
    be made, and read, inside a transaction that tells the database who acts.
    """

    moment: Moment
    municipalities: tuple[int, ...]
    where: Fragment = EVERYWHERE
    plane_srid: int | None = None

    @cached_property
    def known_at(self) -> dt.datetime:
        """The moment up to which the answer knows: the one asked for, or the time of asking."""
        return self.moment.known or timezone.now()

    def select(self, columns: Sequence[Column], expressions: str = "") -> Fragment:
        """The statement that gives each house's columns, in order of municipality and number.

        ``expressions``: written in place of the columns, in terms of the same joins.
        """
        joins = [column.join for column in columns if column.join]
        speaks_of_sets = any(join.sets for join in joins)
        sets = worked_out(self.known_at, self.moment.day, LAST_OBSERVATION in joins) if speaks_of_sets else {}
        order = "ORDER BY h.municipality_id, h.number"
        return self._statement(expressions or listed(columns), joins, IN_ORDER, order, sets)

    def changes(self, columns: Sequence[Column], expressions: str = "") -> Fragment:
        """The statement that gives the columns of each change of each house's state, in the order it began."""
        order = "ORDER BY h.municipality_id, h.number, step.effective_on, step.recorded_at, step.id"
        return self._statement(expressions or listed(columns), [STEP], IN_ORDER, order)

    def count_changes(self) -> int:
        """How many changes there are. One statement."""
        with connection.cursor() as cursor:
            cursor.execute(*self._statement("count(*)", [STEP]))
            number: int = cursor.fetchone()[0]
        return number

    def counts(self) -> dict[tuple[State, Certainty | None], int]:
        """How many houses there are of each state and certainty. One statement."""
        known = "CASE WHEN o.state <> 'unknown' THEN o.certainty END"
        with connection.cursor() as cursor:
            cursor.execute(
                *self._statement(f"coalesce(o.state, 'unknown'), {known}, count(*)", [], after="GROUP BY 1, 2")
            )
            return {
                (State(state), Certainty(certainty) if certainty else None): number
                for state, certainty, number in cursor.fetchall()
            }

    def _statement(
        self,
        wanted: str,
        joins: Collection[Join],
        order: str = "",
        after: str = "",
        sets: Mapping[str, object] | None = None,
    ) -> Fragment:
        """SELECT what is wanted of the houses and of what is joined to them.

        ``order``: of the houses, before anything is joined; ``after``: what follows the conditions. ``sets``: what was
        worked out beforehand.
        """
        houses = HOUSES_NOW if self.moment.known is None else HOUSES_THEN
        stood, there = as_of(self.moment), present(self.moment, "house")
        sql = STATEMENT.format(
            wanted=wanted,
            houses=houses.format(present=there.sql),
            order=order,
            stood=stood.sql,
            joins=joined(self.moment, joins),
            where=self.where.sql,
            after=after,
        )
        params = {
            **self.where.params,
            **stood.params,
            "municipalities": list(self.municipalities),
            "known_at": self.known_at,
            "plane_srid": self.plane_srid,
            **(sets or {}),
        }
        return Fragment(sql, params)
