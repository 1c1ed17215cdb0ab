"""Whether anything has been written since somebody looked."""

from enum import StrEnum

from django.db import connection


class Counter(StrEnum):
    """What a picture is drawn from: the register with its history, or the ground and the buildings on it."""

    REGISTER = "maps_register_version"
    GROUND = "maps_ground_version"


VERSION = """
SELECT written.last_value, coalesce(string_agg(lock.virtualtransaction, ',' ORDER BY lock.virtualtransaction), '')
  FROM {counter} written
  LEFT JOIN pg_locks lock
    ON lock.locktype = 'advisory' AND lock.objsubid = 2 AND lock.classid = '{counter}'::regclass::oid
   AND lock.database = (SELECT oid FROM pg_database WHERE datname = current_database())
 GROUP BY written.last_value
"""


def version(counter: Counter) -> str:
    """A text that is another after every committed write. One query that reads no table.

    The counter grows when a statement writes, before its transaction commits. Who drew a picture
    between the two would keep the old one under the new number; so the transactions that have
    written and are still open belong to the text, and it changes once more when they end. A
    transaction gives its lock up only after its rows can be seen, so ask for the version first
    and draw then: a picture may be newer than its version, never older.
    """
    with connection.cursor() as cursor:
        cursor.execute(VERSION.format(counter=counter.value))
        written, unfinished = cursor.fetchone()
    return f"{written}:{unfinished}"
