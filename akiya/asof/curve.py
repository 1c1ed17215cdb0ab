"""How many houses stood vacant at the end of each month of the last ten years. One statement."""

import datetime as dt
from typing import NamedTuple

from django.db import connection

from akiya.access import Scope
from akiya.asof.bounds import Bounds
from akiya.asof.selection import Selection

MONTHS = 120


def month_ends(today: dt.date) -> list[dt.date]:
    """The last day of each of the 120 months before this one, and today."""
    firsts = [month_start(today, back) for back in range(MONTHS - 1, -1, -1)]
    return [*(first - dt.timedelta(days=1) for first in firsts), today]


def month_start(day: dt.date, back: int) -> dt.date:
    """The first day of the month so many months before that of ``day``."""
    year, month = divmod(day.year * 12 + day.month - 1 - back, 12)
    return dt.date(year, month + 1, 1)


class Month(NamedTuple):
    """The vacant houses of a day, and the least and the most that they may be (akiya/asof/bounds.py)."""

    vacant: int
    least: int
    most: int


# Each row of history holds over a range of days: from the day it speaks of, or, where only what was
# known on the day itself counts, from the day it was recorded until the day it was voided. A later
# row takes its days away from the earlier ones; what is left of the vacant rows is counted. The same with the last
# day on which a row may have begun in place of the day that it speaks of is what was surely so; and between the first
# and the last such day a house may stand in either of two states.
CURVE = """
WITH once_vacant AS MATERIALIZED (
  SELECT DISTINCT house_id FROM akiya_occupancychange WHERE state = 'vacant' AND house_id IN ({houses})
), held AS (
  SELECT c.house_id, c.state = 'vacant' AS is_vacant, c.effective_on, c.recorded_at, c.id,
         daterange(c.effective_on, NULL) * known.days AS days,
         daterange(coalesce(c.latest, c.effective_on), NULL) * known.days AS sure,
         CASE WHEN c.earliest < c.latest THEN daterange(c.earliest, c.latest) * known.days ELSE 'empty' END AS open
    FROM once_vacant
    JOIN akiya_occupancychange c USING (house_id)
    LEFT JOIN akiya_occupancychange void ON void.voids_id = c.id
   CROSS JOIN LATERAL (SELECT (c.recorded_at AT TIME ZONE 'Asia/Tokyo')::date AS day) r
   CROSS JOIN LATERAL (SELECT (void.recorded_at AT TIME ZONE 'Asia/Tokyo')::date AS day) v
   CROSS JOIN LATERAL (SELECT CASE WHEN NOT %(as_known_then)s THEN daterange(NULL, NULL)
                                   WHEN v.day <= r.day THEN 'empty'
                                   ELSE daterange(r.day, v.day) END AS days) known
   WHERE c.voids_id IS NULL AND (void.id IS NULL OR %(as_known_then)s)
), stood AS (
  SELECT house_id, is_vacant, open,
         datemultirange(days) - coalesce(range_agg(days) OVER later, '{{}}') AS days,
         datemultirange(sure) - coalesce(range_agg(sure) OVER later, '{{}}') AS sure
    FROM held
  WINDOW later AS (PARTITION BY house_id ORDER BY effective_on DESC, recorded_at DESC, id DESC
                   ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
), house AS (
  SELECT coalesce(range_agg(days) FILTER (WHERE is_vacant), '{{}}') AS vacant,
         coalesce(range_agg(sure) FILTER (WHERE is_vacant), '{{}}') AS surely,
         coalesce(range_agg(open), '{{}}') AS open,
         coalesce(range_agg(open) FILTER (WHERE is_vacant), '{{}}') AS may_begin,
         coalesce(range_agg(open) FILTER (WHERE NOT is_vacant), '{{}}') AS may_end
    FROM stood GROUP BY house_id
), counted AS MATERIALIZED (
  SELECT 'vacant' AS what, unnest(vacant) AS days FROM house
  UNION ALL SELECT 'over', unnest(vacant * open * (may_end + ('{{(,)}}' - surely))) FROM house WHERE NOT isempty(open)
  UNION ALL SELECT 'under', unnest((open - vacant) * (may_begin + surely)) FROM house WHERE NOT isempty(open)
)
SELECT count(counted.days) FILTER (WHERE what = 'vacant'), count(counted.days) FILTER (WHERE what = 'over'),
       count(counted.days) FILTER (WHERE what = 'under')
  FROM unnest(%(month_ends)s::date[]) WITH ORDINALITY AS month (day, nth)
  LEFT JOIN counted ON counted.days @> month.day
 GROUP BY month.nth ORDER BY month.nth
"""


def vacant_by_month(scope: Scope, chosen: Selection, today: dt.date, as_known_then: bool) -> list[Month]:
    """Vacant houses of the selection's area and search text on each day of ``month_ends(today)``. One query.

    ``as_known_then`` counts each day as the register knew it on that day, else by all that is known.
    """
    rows = Selection(area=chosen.area, text=chosen.text).rows(scope, ["house"])
    params = {**rows.params, "as_known_then": as_known_then, "month_ends": month_ends(today)}
    with connection.cursor() as cursor:
        cursor.execute(CURVE.format(houses=rows.sql), params)
        return [Month(number, *Bounds(over, under).around(number)) for number, over, under in cursor.fetchall()]
