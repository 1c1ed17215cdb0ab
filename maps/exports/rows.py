"""One statement for everything that can be taken out: a row a house, as of a day, as known at a moment."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import connection
from django.utils import timezone

from akiya.asof.joins import CONFIRMED_NOW, CONFIRMED_THEN, RUN_NOW, RUN_THEN
from akiya.asof.known_then.retracted import STILL_SPEAKS
from akiya.asof.known_then.sets import worked_out
from akiya.asof.moment import Fragment, Moment, as_of, present
from akiya.evidence import decision
from akiya.evidence.registry import LAST_VOICE
from akiya.register.houses import EDITABLE
from akiya.words import AreaKind, Certainty, State
from maps.exports.columns import SEPARATOR

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

# Looks that are written of the house, and those it heard besides (heard.py). A withdrawal that came before its
# house was known takes a look back and is none itself.
LOOK = f"""
LEFT JOIN LATERAL (
  SELECT last.*, person.name AS person
    FROM (SELECT count(*) OVER () AS looks, seen.*
            FROM (SELECT own.answer, own.seen_on, own.spoken_at, own.concerns, own.note, own.person_id,
                         own.seen_on AS until_day, own.id::text AS told, 'look:' || own.id AS id
                    FROM akiya_observation own
                   WHERE h.id <> ALL(%(in_merges)s::bigint[])
                     AND own.house_id = h.id AND NOT own.held AND own.recorded_at <= %(known_at)s
                     AND {STILL_SPEAKS.format(piece="('look:' || own.id)")}
                  UNION ALL
                  SELECT said.answer, said.seen_on, said.spoken_at, said.concerns, said.note, said.person_id,
                         said.seen_on, said.id::text, heard.piece
                    FROM jsonb_to_recordset(%(heard)s::jsonb -> h.id::text) AS heard (look uuid, piece text)
                    JOIN akiya_observation said ON said.id = heard.look
                   WHERE h.id = ANY(%(hearing)s::bigint[]) AND (said.held OR said.house_id IS NOT NULL)) seen
           WHERE seen.answer <> '' AND seen.seen_on <= %(day)s
           ORDER BY {LAST_VOICE} LIMIT 1) last
    LEFT JOIN akiya_person person ON person.id = last.person_id) look ON true"""  # noqa: S608 - constants

DECISION = f"""
LEFT JOIN LATERAL (
  (SELECT made.reason
     FROM (SELECT *, decided_on AS until_day, recorded_at AS spoken_at, {decision.TOLD} AS told
             FROM akiya_decision) made
    WHERE h.id <> ALL(%(in_merges)s::bigint[])
      AND made.house_id = h.id AND made.decided_on <= %(day)s AND made.recorded_at <= %(known_at)s
      AND {STILL_SPEAKS.format(piece="('decision:' || made.id)")}
    ORDER BY {LAST_VOICE.replace('id COLLATE "C"', "id")} LIMIT 1)
  UNION ALL
  SELECT made.reason FROM akiya_decision made
   WHERE h.id = ANY(%(survivors)s::bigint[]) AND made.id = (%(survivors_decided)s::jsonb ->> h.id::text)::bigint
) decision ON true"""  # noqa: S608 - constants

# Every change that was known by then, those that had been taken back by then with the time of it.
STEP = """
JOIN LATERAL (
  SELECT change.*, gone.recorded_at AS voided_at
    FROM akiya_occupancychange change
    LEFT JOIN akiya_occupancychange gone ON gone.voids_id = change.id AND gone.recorded_at <= %(known_at)s
   WHERE change.house_id = h.id AND change.voids_id IS NULL
     AND change.effective_on <= %(day)s AND change.recorded_at <= %(known_at)s) step ON true"""

# Sorted once for all kinds: an ORDER BY in each string_agg would sort the same names once a kind.
NAMES_OF_KIND = ", ".join(
    f"string_agg(area.name, '{SEPARATOR}') FILTER (WHERE area.kind = '{kind.value}') AS {kind.value}"
    for kind in AreaKind
)
NAMES_OF_AREAS = """
LEFT JOIN LATERAL (
  SELECT {names}
    FROM (SELECT area.kind, area.name
            FROM akiya_housearea lies JOIN akiya_area area ON area.id = lies.area_id
           WHERE lies.house_id = h.id AND area.valid_from <= %(day)s
             AND (area.valid_to IS NULL OR area.valid_to > %(day)s)
           ORDER BY area.name) area) areas ON true"""
AREAS = NAMES_OF_AREAS.format(names=NAMES_OF_KIND)

# Lists know few of a city's houses: their keys are gathered once for all, and a house without any pays for no look-up.
KEYS = f"""
LEFT JOIN (
  SELECT house_id, string_agg(source || ' ' || key, '{SEPARATOR}' ORDER BY source, key) AS lists
    FROM akiya_reference WHERE municipality_id = ANY(%(municipalities)s)
   GROUP BY house_id) keys ON keys.house_id = h.id"""  # noqa: S608 - constants

# OFFSET 0 keeps the planner from working the same position out once a column.
PLACE = """
LEFT JOIN LATERAL (
  SELECT plane.srid, ST_Transform(h.point, plane.srid) AS plane
    FROM (SELECT coalesce(%(plane_srid)s::integer, m.plane_srid::integer) AS srid) plane OFFSET 0) place ON true"""

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
    def known_at(self) -> Any:
        """The moment up to which the answer knows: the one asked for, or the time of asking."""
        return self.moment.known or timezone.now()

    @cached_property
    def _stood(self) -> Fragment:
        return as_of(self.moment)

    def _source(self, expressions: str, order: str = "") -> str:
        """FROM and WHERE, with a join for each alias that the expressions speak of and no other."""
        is_now = self.moment.is_now
        houses = HOUSES_NOW if self.moment.known is None else HOUSES_THEN
        joins = {
            "run": RUN_NOW if is_now else RUN_THEN,
            "c": CONFIRMED_NOW if is_now else CONFIRMED_THEN,
            "look": LOOK,
            "decision": DECISION,
            "areas": AREAS,
            "keys": KEYS,
            "place": PLACE,
            "step": STEP,
        }
        wanted = [join for alias, join in joins.items() if re.search(rf"\b{alias}\.", expressions)]
        return "\n".join(
            [
                f"FROM ({houses.format(present=present(self.moment, 'house').sql)} {order}) h",
                "JOIN akiya_municipality m ON m.id = h.municipality_id",
                f"LEFT JOIN LATERAL ({self._stood.sql}) o ON true",
                *wanted,
                f"WHERE {self.where.sql}",
            ]
        )

    def _complete(self, sql: str) -> Fragment:
        """The statement with its parameters."""
        params = {
            **self.where.params,
            **self._stood.params,
            **present(self.moment).params,
            "municipalities": list(self.municipalities),
            "day": self.moment.day,
            "known_at": self.known_at,
            "plane_srid": self.plane_srid,
            **(worked_out(self.known_at, self.moment.day, "%(heard)s" in sql) if "%(retracted)s" in sql else {}),
        }
        return Fragment(sql, params)

    def select(self, expressions: str) -> Fragment:
        """The statement that gives ``expressions`` of each house, in order of municipality and number."""
        order = "ORDER BY h.municipality_id, h.number"
        return self._complete(f"SELECT {expressions}\n{self._source(expressions, IN_ORDER)}\n{order}")

    def changes(self, expressions: str) -> Fragment:
        """The statement that gives ``expressions`` of each change of each house's state, in the order it began."""
        order = "ORDER BY h.municipality_id, h.number, step.effective_on, step.recorded_at, step.id"
        return self._complete(f"SELECT {expressions}\n{self._source('step.', IN_ORDER)}\n{order}")

    def count_changes(self) -> int:
        """How many changes there are. One statement."""
        with connection.cursor() as cursor:
            cursor.execute(*self._complete(f"SELECT count(*) {self._source('step.')}"))
            number: int = cursor.fetchone()[0]
        return number

    def counts(self) -> dict[tuple[State, Certainty | None], int]:
        """How many houses there are of each state and certainty. One statement."""
        known = "CASE WHEN o.state <> 'unknown' THEN o.certainty END"
        with connection.cursor() as cursor:
            cursor.execute(
                *self._complete(
                    f"SELECT coalesce(o.state, 'unknown'), {known}, count(*) {self._source('')} GROUP BY 1, 2"
                )
            )
            return {
                (State(state), Certainty(certainty) if certainty else None): number
                for state, certainty, number in cursor.fetchall()
            }
