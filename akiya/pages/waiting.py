"""What waits for staff: kinds of houses, each said once as a statement, so that a count and its list agree.

Another app may add kinds of its own; this one knows only that there are some.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.db import connection
from django.utils.translation import gettext_lazy as _

from akiya.words import Precision

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

IN_THE_INBOX = """
SELECT item.house_id, item.since FROM akiya_inboxitem item
 WHERE item.municipality_id = ANY(%(cities)s) AND item.kind = ANY('{{{kinds}}}')
"""
REPORTED = """
SELECT o.house_id, coalesce(look.recorded_at, o.confirmed_on::timestamptz) AS since
  FROM akiya_occupancy o
  LEFT JOIN akiya_observation look ON look.house_id = o.house_id AND 'look:' || look.id = o.confirmed_by
 WHERE o.municipality_id = ANY(%(cities)s) AND o.state = 'vacant' AND o.certainty = 'reported'
"""
NAMELESS = """
SELECT house.id AS house_id, house.recorded_at AS since
  FROM akiya_house house
 WHERE house.municipality_id = ANY(%(cities)s) AND house.source = 'field' AND house.address_search = ''
   AND house.merged_into_id IS NULL
"""


@dataclass(frozen=True, slots=True)
class Kind:
    """A reason for which houses wait. ``rows`` selects house_id and since, of the municipalities %(cities)s."""

    code: str
    title: "StrPromise"
    explanation: "StrPromise"
    rows: str
    is_urgent: bool = False


_kinds: list[Kind] = [
    Kind(
        "differing",
        _("食いちがい"),
        _("同じ家に 60日のうちに、別の人から ちがう答えが届いています。新しい答えか 職員の決定で なくなります。"),
        IN_THE_INBOX.format(kinds="differing"),
        is_urgent=True,
    ),
    Kind(
        "reported",
        _("新しい報告"),
        _("「だれも住んでいないようだ」と報告された家です。職員が決めると「確認」になります。"),
        REPORTED,
    ),
    Kind(
        "odd",
        _("確かめる答え"),
        _("遠い場所から、端末の時計がずれている、受け持ちの外など、ようすが ふつうでない答えです。"),
        IN_THE_INBOX.format(kinds="held,odd"),
    ),
    Kind(
        "nameless",
        _("住所のない家"),
        _("現地で見つけて 加えられた家です。住所を書くと なくなります。"),
        NAMELESS,
    ),
]


def register(kind: Kind) -> None:
    """Add a kind to the start page, after those that are there. Adding it twice adds it once."""
    if kind.code not in {known.code for known in _kinds}:
        _kinds.append(kind)


def kinds() -> Sequence[Kind]:
    return tuple(_kinds)


COUNTED = """
SELECT '{code}' AS code, {position} AS position, count(DISTINCT house_id), min(since)
  FROM ({rows}) AS waits WHERE house_id IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Count:
    """How many houses wait for one reason, and since when the first of them."""

    kind: Kind
    houses: int
    oldest: dt.datetime


def counts(cities: Sequence[int]) -> list[Count]:
    """Every kind for which something waits, in their order. One statement."""
    by_code = {kind.code: kind for kind in kinds()}
    parts = [
        COUNTED.format(code=code, position=position, rows=kind.rows)
        for position, (code, kind) in enumerate(by_code.items())
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"{' UNION ALL '.join(parts)} ORDER BY position", {"cities": list(cities)})
        return [Count(by_code[code], houses, oldest) for code, _position, houses, oldest in cursor if houses]


class Waiting(NamedTuple):
    """One house that waits."""

    house_id: int
    address: str
    number: int
    landmark: str
    since: dt.datetime
    state: str
    certainty: str
    state_since: dt.date | None
    precision: Precision


HOUSES = """
SELECT house.id, coalesce(nullif(house.residential_address, ''), nullif(house.address, ''), house.lot_number),
       house.number, house.landmark, waits.since, o.state, o.certainty, o.since, o.precision, count(*) OVER ()
  FROM (SELECT house_id, max(since) AS since FROM ({rows}) AS each GROUP BY house_id) AS waits
  JOIN akiya_house house ON house.id = waits.house_id
  JOIN akiya_occupancy o ON o.house_id = house.id
 ORDER BY waits.since DESC, house.id LIMIT %(limit)s OFFSET %(offset)s
"""


def houses(kind: Kind, cities: Sequence[int], offset: int, limit: int) -> tuple[list[Waiting], int]:
    """Some of the houses that wait, the newest first, and how many there are in all. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(HOUSES.format(rows=kind.rows), {"cities": list(cities), "offset": offset, "limit": limit})
        rows = cursor.fetchall()
    return [Waiting(*row[:-1]) for row in rows], rows[0][-1] if rows else 0
