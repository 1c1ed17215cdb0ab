"""Which life of the database this is.

A restored database has forgotten what tablets were told it had. PostgreSQL itself knows: a new
cluster has another system identifier, a recovery to a point in time begins another timeline, and
a database filled from a dump has another number. Nothing is stored, so no restore can bring an
old answer back.
"""

import hashlib

from django.db import connection
from django.db.models import TextField
from django.db.models.expressions import RawSQL

IDENTITY = """(
  SELECT concat_ws('.', (SELECT system_identifier FROM pg_control_system()),
                        (SELECT timeline_id FROM pg_control_checkpoint()),
                        (SELECT oid FROM pg_database WHERE datname = current_database()))
)"""


def identity() -> RawSQL:
    """The database's identity as an annotation, for a query that is made anyway."""
    return RawSQL(IDENTITY, (), output_field=TextField())  # noqa: S611  (a constant)


def epoch_of(identity: str) -> str:
    """A short name of an identity, which tells nobody anything about the server."""
    return hashlib.sha256(identity.encode()).hexdigest()[:16]


def epoch() -> str:
    """The epoch of this database. One query."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {IDENTITY}")
        return epoch_of(cursor.fetchone()[0])
