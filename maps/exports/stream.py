"""Rows as they come from the database: never all of them in memory."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection

from akiya.asof.fragment import Fragment

Say = Callable[[int], None]
"""Told how many rows have been written so far."""


def quiet(done: int) -> None:
    """Say nothing."""


def copied(statement: Fragment, options: str) -> Iterator[bytes]:
    """The rows as PostgreSQL itself writes them, by COPY, in pieces of whole rows."""
    copy = f"COPY ({statement.sql}) TO STDOUT ({options}, ENCODING 'UTF8')"
    # Under DEBUG Django wraps the cursor in one whose copy() takes no parameters.
    with connection.cursor() as wrapped, wrapped.cursor.copy(copy, statement.params) as pieces:
        for piece in pieces:
            yield bytes(piece)


def fetched(statement: Fragment, size: int) -> Iterator[list[tuple[Any, ...]]]:
    """The rows as Python values, ``size`` at a time, through a cursor that stays on the server."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement.sql, statement.params)
        while rows := cursor.fetchmany(size):
            yield rows
