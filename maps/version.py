"""Whether anything has been written since somebody looked."""

from enum import StrEnum

from django.db import connection


class Counter(StrEnum):
    """What a picture is drawn from: the register with its history, or the ground and the buildings on it."""

    REGISTER = "maps_register_version"
    GROUND = "maps_ground_version"


def version(counter: Counter) -> str:
    """A text that is another after every committed write. One query that reads no table.

    The counter grows when a statement writes, before its transaction commits. A reader between the
    two would keep the old picture under the new number; so the transactions still open belong to
    the text, and it changes once more when they end.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT last_value, split_part(pg_current_snapshot()::text, ':', 3) FROM {counter.value}")
        written, unfinished = cursor.fetchone()
    return f"{written}:{unfinished}"
