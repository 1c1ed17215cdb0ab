"""Everything that was ever said about one house, with both clocks, in one statement."""

import datetime as dt
import json
import uuid
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.db import connection

from akiya.access import Scope
from akiya.evidence.registry import KINDS
from akiya.models import House
from akiya.words import EvidenceKind, Precision


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture taken with an observation."""

    id: uuid.UUID
    width: int
    height: int


class StepTold(NamedTuple):
    """A step of the history that a correction took away or brought."""

    state: str
    certainty: str
    since: dt.date
    precision: str
    earliest: dt.date | None
    latest: dt.date | None


@dataclass(frozen=True, slots=True)
class Down:
    """A picture that was taken down: why, by whom and when. It is shown to nobody."""

    id: uuid.UUID
    reason: str
    by: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Record:
    """One observation, decision, signal, line of a list, silence of one, or retraction. ``id`` names it as evidence.

    Or a correction of the history, which is no evidence: ``basis`` is why, ``gone`` and ``begun`` what it changed.

    ``said`` is the answer, the state, or the kind of signal. ``text`` is free text and ``who`` a
    person's name: both are restricted. ``refers`` is the record that this one takes back.
    """

    id: str
    kind: str
    happened_on: dt.date
    precision: Precision
    recorded_at: dt.datetime
    said: str = ""
    text: str = ""
    who: str = ""
    refers: str = ""
    channel: str = ""
    association: str = ""
    concerns: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    held: bool = False
    skew_minutes: int | None = None
    metres: int | None = None
    photos: tuple[Photo, ...] = ()
    down: tuple[Down, ...] = ()
    basis: str = ""
    evidence: tuple[str, ...] = ()
    value: str = ""
    source: str = ""
    listed_on: dt.date | None = None
    row: int | None = None
    gone: tuple[StepTold, ...] = ()
    begun: tuple[StepTold, ...] = ()


WITH_MERGED = """
WITH RECURSIVE member AS (
  SELECT %(house)s::bigint AS id
  UNION ALL SELECT house.id FROM akiya_house house JOIN member ON house.merged_into_id = member.id
)
"""
# A correction of the history is told too, and is no evidence: what it took away and brought is what was written of the
# house at its moment.
CORRECTIONS = """
SELECT 'correction:' || k.id, 'correction', (k.recorded_at AT TIME ZONE 'Asia/Tokyo')::date, 'day', k.recorded_at,
       '', '', '', '', jsonb_build_object('basis', k.why, 'gone', changed.gone, 'begun', changed.begun)
  FROM akiya_correction k
 CROSS JOIN LATERAL (
   SELECT jsonb_agg(step.columns ORDER BY step.effective_on) FILTER (WHERE c.voids_id IS NOT NULL) AS gone,
          jsonb_agg(step.columns ORDER BY step.effective_on) FILTER (WHERE c.voids_id IS NULL) AS begun
     FROM akiya_occupancychange c
    CROSS JOIN LATERAL (
      SELECT told.effective_on, jsonb_build_array(told.state, told.certainty, told.effective_on, told.precision,
                                                  told.earliest, told.latest) AS columns
        FROM akiya_occupancychange told WHERE told.id = coalesce(c.voids_id, c.id)) step
    WHERE c.house_id = k.house_id AND c.recorded_at = k.recorded_at) changed
 WHERE k.house_id IN (SELECT id FROM member)
"""
RECORDS = " UNION ALL ".join([*(kind.records for kind in KINDS.values() if kind.records), CORRECTIONS])
OF_HOUSE = f"{WITH_MERGED}{RECORDS} ORDER BY recorded_at DESC, id DESC"


def records_of(house: House, scope: Scope) -> list[Record]:
    """The records of the house and of those merged into it that somebody may read, held observations too.

    The last recorded first. One statement; row-level security says the same of what is left out.
    """
    with connection.cursor() as cursor:
        cursor.execute(OF_HOUSE, {"house": house.pk})
        found = [record(*columns) for columns in cursor]
    if house.municipality_id in scope.edits:
        return found
    return [replace(each, photos=(), down=()) for each in found if each.kind != EvidenceKind.SIGNAL]


def record(
    id_: str,
    kind: str,
    happened_on: dt.date,
    precision: str,
    recorded_at: dt.datetime,
    said: str,
    text: str,
    who: str,
    refers: str,
    more: str,
) -> Record:
    """One row of RECORDS as a plain value."""
    details = {name: value for name, value in json.loads(more).items() if value is not None}
    for name in ("concerns", "flags", "evidence"):
        details[name] = tuple(details.get(name, ()))
    pictures = details.pop("photos", ())
    details["photos"] = tuple(Photo(uuid.UUID(p), width, height) for p, width, height, down in pictures if not down)
    details["down"] = tuple(
        Down(uuid.UUID(p), reason, by, dt.datetime.fromisoformat(at))
        for p, _width, _height, down in pictures
        if down
        for reason, by, at in [down]
    )
    for name in ("gone", "begun"):
        details[name] = tuple(map(step_told, details.get(name, ())))
    if "listed_on" in details:
        details["listed_on"] = dt.date.fromisoformat(details["listed_on"])
    return Record(id_, kind, happened_on, Precision(precision), recorded_at, said, text, who, refers, **details)


def step_told(columns: list[str | None]) -> StepTold:
    """A step as the statement gives it."""
    state, certainty, since, precision, *bounds = columns
    assert state and certainty and since and precision, "a step says all of these"
    earliest, latest = (dt.date.fromisoformat(day) if day else None for day in bounds)
    return StepTold(state, certainty, dt.date.fromisoformat(since), precision, earliest, latest)
