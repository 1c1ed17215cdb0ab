"""The houses whose state is not what it was some days ago."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from django.db import connection

from akiya.history import Moment, as_of

# What was held then is asked of the history as it was known then; what is held now stands in the copy.
CHANGED = """
SELECT h.id, coalesce(nullif(h.residential_address, ''), nullif(h.address, ''), h.lot_number), h.number,
       coalesce(before.state, 'unknown'), coalesce(before.certainty, 'signalled'), o.state, o.certainty,
       o.since, o.precision, o.earliest, o.latest, moved.recorded_at, count(*) OVER ()
  FROM (SELECT house_id, max(recorded_at) AS recorded_at FROM akiya_occupancychange
         WHERE municipality_id = ANY(%(cities)s) AND recorded_at > %(known)s GROUP BY house_id) AS moved
  JOIN akiya_house h ON h.id = moved.house_id
  JOIN akiya_occupancy o ON o.house_id = h.id
  LEFT JOIN LATERAL ({as_of}) AS before ON true
 WHERE (coalesce(before.state, 'unknown'), coalesce(before.certainty, 'signalled')) <> (o.state, o.certainty)
 ORDER BY moved.recorded_at DESC, h.id LIMIT %(limit)s OFFSET %(offset)s
"""


class Changed(NamedTuple):
    """One house, before and now."""

    house_id: int
    address: str
    number: int
    state_before: str
    certainty_before: str
    state: str
    certainty: str
    since: dt.date | None
    precision: str
    earliest: dt.date | None
    latest: dt.date | None
    recorded_at: dt.datetime


def changed_since(then: dt.datetime, cities: Sequence[int], limit: int, offset: int = 0) -> tuple[list[Changed], int]:
    """Some of the houses changed since a moment, the last recorded first, and how many there are. One statement."""
    before = as_of(Moment(known=then))
    params = {**before.params, "cities": list(cities), "limit": limit, "offset": offset}
    with connection.cursor() as cursor:
        cursor.execute(CHANGED.format(as_of=before.sql), params)
        rows = cursor.fetchall()
    return [Changed(*row[:-1]) for row in rows], rows[0][-1] if rows else 0
