"""Kinds that follow from the clock and not from a record, such as a tablet that has gone silent.

Another app adds them; this one knows only that there are some. Each is one statement over a small
table, whose rows have the columns of Item, of the municipalities %(cities)s.
"""

from dataclasses import dataclass

from django.db import connections

from akiya.projections.waiting.item import Item
from akiya.words import InboxKind

STILL_OPEN = """
SELECT * FROM ({rows}) AS live (key, municipality_id, kind, source, house_id, association_id, since)
 WHERE NOT EXISTS (SELECT 1 FROM akiya_settlement done
                    WHERE done.key = live.key AND done.undoes_id IS NULL
                      AND NOT EXISTS (SELECT 1 FROM akiya_settlement back WHERE back.undoes_id = done.id))
"""
STORED = """
SELECT key, municipality_id, kind, source, house_id, association_id, since
  FROM akiya_inboxitem WHERE municipality_id = ANY(%(cities)s)
"""

ONE = "SELECT * FROM ({live}) AS live WHERE key = %(key)s"


@dataclass(frozen=True, slots=True)
class LiveKind:
    """One such kind and its statement."""

    kind: InboxKind
    rows: str


_kinds: dict[InboxKind, LiveKind] = {}


def register(kind: LiveKind) -> None:
    """Add a kind to the inbox. Adding it twice adds it once."""
    _kinds[kind.kind] = kind


def open_items() -> str:
    """Every open item of the municipalities %(cities)s, stored or live, as one statement without an order."""
    return " UNION ALL ".join([STORED, *(STILL_OPEN.format(rows=kind.rows) for kind in _kinds.values())])


def live_item(key: str, cities: list[int]) -> Item | None:
    """The open item of a live kind that has this key. One query."""
    parts = [STILL_OPEN.format(rows=kind.rows) for kind in _kinds.values()]
    if not parts:
        return None
    with connections["default"].cursor() as cursor:
        cursor.execute(ONE.format(live=" UNION ALL ".join(parts)), {"key": key, "cities": cities})
        row = cursor.fetchone()
    return Item(*row) if row else None
