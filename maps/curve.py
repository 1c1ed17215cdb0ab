"""How many houses stood vacant at the end of each month of the last ten years. One statement."""

import datetime as dt

from django.db import connection

from akiya.access import Scope
from maps.selection import Selection

MONTHS = 120


def month_ends(today: dt.date) -> list[dt.date]:
    """The last day of each of the 120 months before this one, and today."""
    firsts = [month_start(today, back) for back in range(MONTHS - 1, -1, -1)]
    return [*(first - dt.timedelta(days=1) for first in firsts), today]


def month_start(day: dt.date, back: int) -> dt.date:
    """The first day of the month so many months before that of ``day``."""
    year, month = divmod(day.year * 12 + day.month - 1 - back, 12)
    return dt.date(year, month + 1, 1)


# Each row of history holds over a range of days: from the day it speaks of, or, where only what was
# known on the day itself counts, from the day it was recorded until the day it was voided. A later
# row takes its days away from the earlier ones; what is left of the vacant rows is counted.
CURVE = """
WITH once_vacant AS MATERIALIZED (
  SELECT DISTINCT house_id FROM akiya_occupancychange WHERE state = 'vacant' AND house_id IN ({houses})
), held AS (
  SELECT c.house_id, c.state, c.effective_on, c.recorded_at, c.id,
         CASE WHEN NOT %(as_known_then)s THEN daterange(c.effective_on, NULL)
              WHEN v.day <= greatest(c.effective_on, r.day) THEN 'empty'
              ELSE daterange(greatest(c.effective_on, r.day), v.day) END AS days
    FROM once_vacant
    JOIN akiya_occupancychange c USING (house_id)
    LEFT JOIN akiya_occupancychange void ON void.voids_id = c.id
   CROSS JOIN LATERAL (SELECT (c.recorded_at AT TIME ZONE 'Asia/Tokyo')::date AS day) r
   CROSS JOIN LATERAL (SELECT (void.recorded_at AT TIME ZONE 'Asia/Tokyo')::date AS day) v
   WHERE c.voids_id IS NULL AND (void.id IS NULL OR %(as_known_then)s)
), stood AS (
  SELECT state, datemultirange(days) - coalesce(range_agg(days) OVER later, '{{}}') AS days
    FROM held
  WINDOW later AS (PARTITION BY house_id ORDER BY effective_on DESC, recorded_at DESC, id DESC
                   ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
), vacant AS MATERIALIZED (
  SELECT unnest(days) AS days FROM stood WHERE state = 'vacant'
)
SELECT (SELECT count(*) FROM vacant WHERE vacant.days @> month.day)
  FROM unnest(%(month_ends)s::date[]) WITH ORDINALITY AS month (day, nth) ORDER BY month.nth
"""


def vacant_by_month(scope: Scope, chosen: Selection, today: dt.date, as_known_then: bool) -> list[int]:
    """Vacant houses of the selection's area and search text on each day of ``month_ends(today)``. One query.

    ``as_known_then`` counts each day as the register knew it on that day, else by all that is known.
    """
    rows = Selection(area=chosen.area, text=chosen.text).rows(scope, ["house"])
    params = {**rows.params, "as_known_then": as_known_then, "month_ends": month_ends(today)}
    with connection.cursor() as cursor:
        cursor.execute(CURVE.format(houses=rows.sql), params)
        return [number for (number,) in cursor.fetchall()]
