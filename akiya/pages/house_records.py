"""Everything that was ever said about one house, with both clocks, in one statement."""

import datetime as dt
import json
import uuid
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.db import connection

from akiya.access import Scope
from akiya.models import House
from akiya.places.distance import metres_away
from akiya.words import Precision


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture taken with a look."""

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
    """One look, decision, signal, line of a list, silence of one, or retraction. ``id`` names it as evidence.

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


# What was taken down is so whatever moment is looked at: it is to be seen by nobody. Why, who and when stand beside.
DOWN = """(SELECT jsonb_build_array(down.reason, coalesce(who.name, ''), down.recorded_at)
   FROM akiya_takedown down LEFT JOIN akiya_person who ON who.id = down.person_id
  WHERE down.id = akiya_taken_down(p.id))"""
WITH_MERGED = """
WITH RECURSIVE member AS (
  SELECT %(house)s::bigint AS id
  UNION ALL SELECT house.id FROM akiya_house house JOIN member ON house.merged_into_id = member.id
)
"""
# Each branch gives the columns common to all, and the rest by name.
RECORDS = """
SELECT 'look:' || o.id AS id, 'look' AS kind, o.seen_on AS happened_on, 'day' AS precision, o.recorded_at,
       o.answer AS said, o.note AS text, coalesce(person.name, '') AS who,
       coalesce('look:' || o.withdraws, '') AS refers,
       jsonb_build_object(
         'channel', o.channel, 'association', coalesce(area.name, ''), 'concerns', o.concerns,
         'flags', o.flags, 'held', o.held,
         'skew_minutes', round(extract(epoch FROM o.clock_skew) / 60),
         'metres', {metres},
         'photos', (SELECT jsonb_agg(jsonb_build_array(p.id, p.width, p.height, {down}) ORDER BY p.recorded_at, p.id)
                      FROM akiya_photo p WHERE p.observation_id = o.id)) AS more
  FROM akiya_observation o
  JOIN akiya_house house ON house.id = o.house_id
  LEFT JOIN akiya_person person ON person.id = o.person_id
  LEFT JOIN akiya_area area ON area.id = o.association_id
 WHERE o.house_id IN (SELECT id FROM member)
UNION ALL
-- A look that was held speaks as its acceptance; its photos stand beside it where the house has not shown them yet.
SELECT 'accepted:' || yes.id, 'look', o.seen_on, 'day', yes.recorded_at,
       o.answer, o.note, coalesce(person.name, ''), coalesce('look:' || o.withdraws, ''),
       jsonb_build_object(
         'channel', o.channel, 'association', coalesce(area.name, ''), 'concerns', o.concerns,
         'flags', ARRAY['accepted'],
         'photos', CASE WHEN o.house_id IS DISTINCT FROM yes.house_id THEN
                     (SELECT jsonb_agg(jsonb_build_array(p.id, p.width, p.height, {down}) ORDER BY p.recorded_at, p.id)
                        FROM akiya_photo p WHERE p.observation_id = o.id) END)
  FROM akiya_acceptance yes
  JOIN akiya_observation o ON o.id = yes.observation_id
  LEFT JOIN akiya_person person ON person.id = o.person_id
  LEFT JOIN akiya_area area ON area.id = o.association_id
 WHERE yes.house_id IN (SELECT id FROM member)
UNION ALL
SELECT 'decision:' || d.id, 'decision', d.effective_on, d.precision, d.recorded_at,
       d.state, d.reason, coalesce(person.name, ''), d.replaces,
       jsonb_build_object('basis', d.basis, 'evidence', d.evidence)
  FROM akiya_decision d LEFT JOIN akiya_person person ON person.id = d.person_id
 WHERE d.house_id IN (SELECT id FROM member)
UNION ALL
SELECT 'signal:' || s.id, 'signal', s.observed_on, 'day', s.recorded_at,
       s.kind, '', coalesce(person.name, ''), '', jsonb_build_object('value', s.value, 'source', s.source)
  FROM akiya_signal s LEFT JOIN akiya_person person ON person.id = s.person_id
 WHERE s.house_id IN (SELECT id FROM member)
UNION ALL
SELECT 'entry:' || e.id, 'entry', e.since, e.precision, e.recorded_at,
       e.state, '', coalesce(person.name, ''), '',
       jsonb_build_object('source', b.source, 'listed_on', b.list_on, 'row', e.row, 'value', e.received)
  FROM akiya_entry e JOIN akiya_batch b ON b.id = e.batch_id LEFT JOIN akiya_person person ON person.id = b.person_id
 WHERE e.house_id IN (SELECT id FROM member)
UNION ALL
-- That a complete list lacks a house is told where it ended something: it is so of nearly every list and house.
SELECT 'silence:' || b.id || ':' || house.id, 'silence', b.list_on, 'day', greatest(b.recorded_at, house.recorded_at),
       'unknown', '', coalesce(person.name, ''), '', jsonb_build_object('source', b.source, 'listed_on', b.list_on)
  FROM akiya_house house
  JOIN akiya_batch b ON b.municipality_id = house.municipality_id AND b.complete
  LEFT JOIN akiya_person person ON person.id = b.person_id
 WHERE house.id IN (SELECT id FROM member)
   AND EXISTS (SELECT 1 FROM akiya_occupancychange c
                WHERE c.house_id IN (SELECT id FROM member) AND c.evidence = 'silence:' || b.id || ':' || house.id)
UNION ALL
SELECT 'withdrawn:' || out.id || ':' || house.id, 'withdrawn', (out.recorded_at AT TIME ZONE 'Asia/Tokyo')::date, 'day',
       out.recorded_at, '', out.reason, coalesce(person.name, ''),
       CASE WHEN out.undoes_id IS NOT NULL THEN 'withdrawn:' || out.undoes_id || ':' || house.id
            WHEN e.id IS NOT NULL THEN 'entry:' || e.id ELSE 'silence:' || b.id || ':' || house.id END,
       jsonb_build_object('source', b.source, 'listed_on', b.list_on)
  FROM akiya_house house
  JOIN akiya_withdrawal out ON out.municipality_id = house.municipality_id
  JOIN akiya_batch b ON b.id = out.batch_id
  LEFT JOIN akiya_entry e ON e.batch_id = b.id AND e.house_id = house.id
  LEFT JOIN akiya_person person ON person.id = out.person_id
 WHERE house.id IN (SELECT id FROM member)
   AND (e.id IS NOT NULL
        OR EXISTS (SELECT 1 FROM akiya_occupancychange c
                    WHERE c.house_id IN (SELECT id FROM member) AND c.evidence = 'silence:' || b.id || ':' || house.id))
UNION ALL
SELECT 'retraction:' || r.id, 'retraction', (r.recorded_at AT TIME ZONE 'Asia/Tokyo')::date, 'day', r.recorded_at,
       '', r.reason, coalesce(person.name, ''), r.evidence, '{{}}'::jsonb
  FROM akiya_retraction r LEFT JOIN akiya_person person ON person.id = r.person_id
 WHERE r.house_id IN (SELECT id FROM member)
UNION ALL
-- What a correction took away and brought is what was written of the house at its moment.
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
 ORDER BY recorded_at DESC, id DESC
"""


def records_of(house: House, scope: Scope) -> list[Record]:
    """The records of the house and of those merged into it that somebody may read, held looks too.

    The last recorded first. One statement; row-level security says the same of what is left out.
    """
    with connection.cursor() as cursor:
        cursor.execute(WITH_MERGED + RECORDS.format(metres=metres_away("o", "house"), down=DOWN), {"house": house.pk})
        found = [record(*columns) for columns in cursor]
    if house.municipality_id in scope.edits:
        return found
    return [replace(each, photos=(), down=()) for each in found if each.kind != "signal"]


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
