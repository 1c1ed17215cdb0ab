"""Silences: a complete list speaks of the houses it does not name, too: of all of its city, by being complete.

No row is kept of one: it follows from the list's being complete.
"""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from akiya.evidence.kind import Kind
from akiya.rules.evidence import Evidence
from akiya.words import EvidenceKind, State

ROWS = """
SELECT house.id, 'silence:' || b.id || ':' || house.id, greatest(b.recorded_at, house.recorded_at),
       b.list_on::timestamp AT TIME ZONE 'Asia/Tokyo', b.list_on, b.list_on,
       'silence', 'unknown', 'day', NULL, b.source || ' ' || encode(b.sha256, 'hex'), b.id
  FROM akiya_house house
  JOIN akiya_batch b ON b.municipality_id = house.municipality_id AND b.complete
 WHERE NOT EXISTS (SELECT 1 FROM akiya_entry e WHERE e.batch_id = b.id AND e.house_id = house.id)
"""

# It is told where it ended something: it is so of nearly every list and house.
ENDED = """EXISTS (SELECT 1 FROM akiya_occupancychange c
                WHERE c.house_id IN (SELECT id FROM member) AND c.evidence = 'silence:' || b.id || ':' || house.id)"""
RECORDS = f"""
SELECT 'silence:' || b.id || ':' || house.id, 'silence', b.list_on, 'day', greatest(b.recorded_at, house.recorded_at),
       'unknown', '', coalesce(person.name, ''), '', jsonb_build_object('source', b.source, 'listed_on', b.list_on)
  FROM akiya_house house
  JOIN akiya_batch b ON b.municipality_id = house.municipality_id AND b.complete
  LEFT JOIN akiya_person person ON person.id = b.person_id
 WHERE house.id IN (SELECT id FROM member) AND {ENDED}
"""  # noqa: S608 - constants

SILENCE = Kind(
    kind=EvidenceKind.SILENCE,
    rows=ROWS,
    records=RECORDS,
    name=_("台帳「%(source)s」に ない（%(day)s）"),
    words=State,
    states={State.UNKNOWN.value: State.UNKNOWN},
    silent=True,
)


def meant(list_on: dt.date, at: dt.datetime) -> Evidence:
    """What a complete list of a day, that is taken in at a moment, would say of a house that it lacks."""
    return Evidence(
        id="silence:",
        kind=EvidenceKind.SILENCE,
        recorded_at=at,
        spoken_at=timezone.make_aware(dt.datetime.combine(list_on, dt.time.min)),
        on=list_on,
        until=list_on,
        state=State.UNKNOWN,
        certainty=SILENCE.certainty,
        silent=True,
    )
