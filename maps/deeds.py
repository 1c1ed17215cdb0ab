"""What people of the office did: one list of everything they wrote and took out, for administrators.

Each kind of deed has a table of its own, written for a reason of its own; here they are read side by side.
"""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone

from maps.deed_sources import BY_STAFF, SOURCES, Deed

DONE = """
SELECT done.kind, done.at, done.person_id, coalesce(person.name, ''), done.house, done.said, done.reason, done.job,
       done.rows, done.facts
  FROM ({sources}) done LEFT JOIN akiya_person person ON person.id = done.person_id
 WHERE done.municipality_id = ANY(%(cities)s) AND done.at >= %(first)s AND done.at < %(after)s
   AND (%(person)s::bigint IS NULL OR done.person_id = %(person)s)
 ORDER BY done.at DESC, done.kind, done.row DESC LIMIT %(limit)s OFFSET %(skip)s
"""


class Done(NamedTuple):
    """One deed: ``said`` is a code or a name, by its kind; ``rows`` those of an export or a list.

    ``facts``: what else its words need, by its kind (maps.deed_sources).
    """

    kind: str
    at: dt.datetime
    person: int | None
    name: str
    house: int | None
    said: str
    reason: str
    job: Any
    rows: int | None
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which deeds: from one day to another, both whole, of one person or kind where they are named."""

    first: dt.date
    last: dt.date
    person: int | None = None
    kind: Deed | None = None


def deeds(cities: Sequence[int], wanted: Wanted, skip: int, limit: int) -> list[Done]:
    """The deeds in some cities, the last first. One query, as the administrator who asks."""
    kinds = [wanted.kind] if wanted.kind else list(Deed)
    sources = " UNION ALL ".join(SOURCES[kind].select(kind) for kind in kinds)
    params: dict[str, Any] = {
        "cities": list(cities),
        "first": start_of(wanted.first),
        "after": start_of(wanted.last + dt.timedelta(days=1)),
        "person": wanted.person,
        "by_staff": [channel.value for channel in BY_STAFF],
        "skip": skip,
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(DONE.format(sources=sources), params)
        return [Done._make((*row[:-1], json.loads(row[-1]))) for row in cursor.fetchall()]


def start_of(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))
