"""Whose turn it is to write: locks first, then the time.

Always in this order, so that nobody waits for somebody who waits for them: records by name, the lock of a city,
a share of the city or the whole of it, houses by number, photos by their content, and what waits in the inbox last.
Only a file handed over has several records, one after the other: where it and a tablet that sends the same ones wait
for each other, the database ends one of them, and that is busy as any other.

A moment taken before a lock lies before what others record while one waits, and history would say that
they knew of it. So every door asks here, and is given the moment together with the lock. The moment is the
database's own: servers whose clocks differ would otherwise undo the order in which they were let in.
"""

import datetime as dt
import uuid
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from django.db import OperationalError, connections
from django.utils.translation import gettext as _
from psycopg.errors import DeadlockDetected, LockNotAvailable

from akiya.models import Municipality
from akiya.not_possible import Busy

# Writers at single houses share their cities; who speaks of all houses of one at once has it alone. Held until the
# transaction ends, and kept in memory: a row that everybody locked would be written anew by each of them.
ALONE = "SELECT pg_advisory_xact_lock('akiya_municipality'::regclass::oid::int, %(city)s::int)"

# Of records that have a name before they have a row.
NAMED = "SELECT pg_advisory_xact_lock(name) FROM unnest(%(names)s::bigint[]) AS name"

# The houses asked for and those that speak for them, with a share of each of their cities.
SHARE = """
WITH RECURSIVE up AS (
  SELECT id, municipality_id, merged_into_id FROM akiya_house WHERE id = ANY(%(houses)s)
  UNION SELECT house.id, house.municipality_id, house.merged_into_id
    FROM akiya_house house JOIN up ON house.id = up.merged_into_id
), shared AS MATERIALIZED (
  SELECT pg_advisory_xact_lock_shared('akiya_municipality'::regclass::oid::int, city)
    FROM (SELECT DISTINCT municipality_id::int AS city FROM up ORDER BY 1) cities
)
SELECT up.id FROM up, (SELECT count(*) FROM shared) all_of_them
"""
# In one order, so that nobody waits for somebody who waits for them. The last row is read when all are locked, and
# so the greatest moment is that of the whole. No key changes: who only refers to a house need not wait.
LOCK = """
WITH locked AS MATERIALIZED (
  SELECT id, municipality_id, cell, merged_into_id FROM akiya_house
   WHERE id = ANY(%(houses)s) ORDER BY id FOR NO KEY UPDATE
)
SELECT *, clock_timestamp() FROM locked
"""


class Locked(NamedTuple):
    """What the projections need to know of a house that nobody else may change meanwhile."""

    municipality: int
    cell: int | None
    merged_into: int | None


class Turn(NamedTuple):
    """A moment later than all that was recorded of some houses, which are locked until the transaction ends."""

    at: dt.datetime
    houses: dict[int, Locked]

    def merged(self, house: int, into: int | None) -> "Turn":
        """The same turn after one of its houses was merged into another, or parted from it."""
        return self._replace(houses=self.houses | {house: self.houses[house]._replace(merged_into=into)})


def lock_houses(house_ids: Collection[int]) -> Turn:
    """Wait until nobody else writes of some houses or of those that speak for them. Two statements.

    Raises Busy where the wait is longer than the transaction's lock_timeout, as all that wait here do.
    """
    with _waiting(), connections["default"].cursor() as cursor:
        cursor.execute(SHARE, {"houses": list(house_ids)})
        wanted = {house for (house,) in cursor}
        while True:
            cursor.execute(LOCK, {"houses": sorted(wanted)})
            rows = cursor.fetchall()
            houses = {house: Locked(*columns) for house, *columns, _at in rows}
            # Somebody may have merged one of them while we waited.
            further = {house.merged_into for house in houses.values() if house.merged_into} - wanted
            if not further:
                return Turn(max((row[-1] for row in rows), default=None) or now(), houses)
            wanted |= further


def lock_every_house(municipality_id: int) -> dt.datetime:
    """Wait until nobody writes of any house of a city, and keep others out until the transaction ends. Two queries."""
    with _waiting(), connections["default"].cursor() as cursor:
        cursor.execute(ALONE, {"city": municipality_id})
    return now()


def lock_records(*ids: uuid.UUID | None) -> None:
    """One at a time for some records, until the transaction ends: two senders of one, or one and what takes it back.

    Names are the random ends of the ids: two that are alike by chance wait for each other, and no more. One query.
    """
    names = sorted({int.from_bytes(each.bytes[8:], signed=True) for each in ids if each is not None})
    with _waiting(), connections["default"].cursor() as cursor:
        cursor.execute(NAMED, {"names": names})


def name_of(sha256: bytes) -> uuid.UUID:
    """A name for all photos of one content, to wait for them as for a record."""
    return uuid.UUID(bytes=sha256[:16])


def now() -> dt.datetime:
    """The moment, by the clock that all moments of the register are read from. One query."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: dt.datetime = cursor.fetchone()[0]
    return moment


def lock_municipality(municipality_id: int) -> None:
    """One at a time in a city, where two at once would both find the same thing free. One query.

    Held until the transaction ends; who writes of single houses need not wait for it.
    """
    with _waiting():
        Municipality.objects.select_for_update(no_key=True).only("pk").get(pk=municipality_id)


def busy(error: Exception) -> Busy | None:
    """What a failure of the database comes to, where somebody else holds a lock for too long or for ever; else None."""
    if not isinstance(error.__cause__, LockNotAvailable | DeadlockDetected):
        return None
    return Busy(_("いま 台帳の取りこみ中などのため、まだ 保存していません。少し待って、もう一度 送ってください。"))


@contextmanager
def _waiting() -> Iterator[None]:
    """Wait for a lock, or raise Busy."""
    try:
        yield
    except OperationalError as error:
        raise busy(error) or error from error
