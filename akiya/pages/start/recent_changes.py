"""The houses whose state is not what it was some days ago."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import connection
from django.utils.translation import gettext_lazy

from akiya.asof.moment import Moment
from akiya.asof.standing import as_of
from akiya.pages.start.lists import ASSOCIATIONS, Choice, Column, associations_of
from akiya.texts.house_labels import address_sql

# What was held then is asked of the history as it was known then; what is held now stands in the projection.
CHANGED = """
SELECT h.id AS house_id, {address}, h.number,
       coalesce(before.state, 'unknown'), coalesce(before.certainty, 'signalled'), o.state, o.certainty,
       o.since, o.precision, o.earliest, o.latest, moved.recorded_at, {associations}, count(*) OVER ()
  FROM (SELECT house_id, max(recorded_at) AS recorded_at FROM akiya_occupancychange
         WHERE municipality_id = ANY(%(cities)s) AND recorded_at > %(known_at)s GROUP BY house_id) AS moved
  JOIN akiya_house h ON h.id = moved.house_id
  JOIN akiya_occupancy o ON o.house_id = h.id
  LEFT JOIN LATERAL ({as_of}) AS before ON true
 WHERE (coalesce(before.state, 'unknown'), coalesce(before.certainty, 'signalled')) <> (o.state, o.certainty)
   AND {condition}
 ORDER BY {order} LIMIT %(limit)s OFFSET %(offset)s
"""
COLUMNS = {
    "house": Column("h.address_search", gettext_lazy("家")),
    "association": Column(ASSOCIATIONS.format(house="h.id"), gettext_lazy("自治会")),
    "happened": Column("o.since", gettext_lazy("起きた日"), falls=True),
    "since": Column("moved.recorded_at", gettext_lazy("記録した日"), falls=True),
}


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
    associations: list[str]


def changed_since(
    then: dt.datetime, cities: Sequence[int], limit: int, choice: Choice | None = None
) -> tuple[list[Changed], int]:
    """Some of the houses changed since a moment, the last recorded first, and how many there are. One statement."""
    choice = choice or Choice()
    sql, params = _statement(then, cities, choice)
    with connection.cursor() as cursor:
        cursor.execute(sql, {**params, "limit": limit, "offset": (choice.page - 1) * limit})
        rows = cursor.fetchall()
    return [Changed(*row[:-1]) for row in rows], rows[0][-1] if rows else 0


def associations_of_changed(then: dt.datetime, cities: Sequence[int]) -> Sequence[tuple[int, str, int]]:
    """The associations of all of them, each with how many it has. One statement."""
    sql, params = _statement(then, cities, Choice())
    return associations_of(sql, {**params, "limit": None, "offset": 0})


def _statement(then: dt.datetime, cities: Sequence[int], choice: Choice) -> tuple[str, dict[str, Any]]:
    before = as_of(Moment(known=then))
    sql = CHANGED.format(
        address=address_sql("h"),
        as_of=before.sql,
        associations=ASSOCIATIONS.format(house="h.id"),
        condition=choice.condition("h.id"),
        order=choice.order(COLUMNS, "h.id"),
    )
    return sql, {**before.params, "cities": list(cities)}
