"""One thing that waits for staff, as a plain value, and the table that holds the open ones."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import NamedTuple

from akiya.models import InboxItem, Settlement
from akiya.models.deed import STANDING
from akiya.words import Resolution

BY_THEMSELVES = (Resolution.ASIDE, Resolution.SEEN, Resolution.DISTINCT, Resolution.ASK)
"""What closes an item by having been done. All else writes evidence, and the item is closed by that."""


class Item(NamedTuple):
    """An open item. The columns of InboxItem, in its words."""

    key: str
    municipality: int
    kind: str
    source: str
    house: int | None
    association: int | None
    since: dt.datetime


COLUMNS = ("key", "municipality_id", "kind", "source", "house_id", "association_id", "since")


def stored(sources: Collection[str]) -> set[Item]:
    """The open items of some sources as they stand. One query."""
    return {Item(*row) for row in InboxItem.objects.filter(source__in=sources).values_list(*COLUMNS)}


def write(sources: Collection[str], items: Collection[Item]) -> None:
    """Let the open items of some sources be these and no others. At most three queries, one where nothing changed."""
    before, after = stored(sources), set(items)
    if gone := before - after:
        InboxItem.objects.filter(key__in=[item.key for item in gone]).delete()
    if new := after - before:
        rows = [InboxItem(**dict(zip(COLUMNS, item, strict=True))) for item in new]
        InboxItem.objects.bulk_create(rows, batch_size=1000)


def settled(keys: Collection[str]) -> set[str]:
    """Of some items those that a settlement closes by itself: it stands, and wrote no evidence.

    Evidence that a settlement wrote closes the item, and opens it again when it is retracted, here or
    on the page of the house.
    """
    standing = Settlement.objects.filter(STANDING, key__in=keys, resolution__in=BY_THEMSELVES)
    return set(standing.values_list("key", flat=True)) if keys else set()


def source_of(kind: str, ids: Sequence[object]) -> list[str]:
    """The names of sources: ``house:12``."""
    return [f"{kind}:{each}" for each in ids]
