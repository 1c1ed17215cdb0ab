"""Everything that is read together is of one moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from django.db import connection
from psycopg import Connection, IsolationLevel


@contextmanager
def one_snapshot() -> Iterator[None]:
    """Let every statement of the next transaction see the register at one instant.

    Counts, dictionary and rows of one export then agree even while answers come in, and so do a projection and the rows
    that it follows from. Inside a transaction that has begun already, that one's own rule holds.
    """
    if connection.in_atomic_block:
        yield
        return
    connection.ensure_connection()
    session = cast("Connection[Any]", connection.connection)
    session.isolation_level = IsolationLevel.REPEATABLE_READ
    try:
        yield
    finally:
        if not session.closed:
            session.isolation_level = None
