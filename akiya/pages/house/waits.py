"""What waits in the inbox at one house, in the words of the inbox, from what its page knows already."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from akiya.evidence.history import Line
from akiya.evidence.records import Record
from akiya.inbox.listing import Row
from akiya.models import House


def waits_at(house: House, lines: Sequence[Line]) -> list[Row]:
    """The open items of a house that ``visible_house`` gave, the oldest first. No query."""
    by_id = {line.record.id: line.record for line in lines}
    return [row_of(house, key, kind, since, by_id) for key, kind, since in house.open_items or ()]  # type: ignore[attr-defined]


def row_of(house: House, key: str, kind: str, since: str, by_id: dict[str, Record]) -> Row:
    """One item as the list of the inbox has it; what a record does not tell stays empty."""
    observations = [by_id.get(f"look:{each}") for each in key.split(":")[1:]]
    one, other = [*observations, None, None][:2]
    return Row(
        key=key, kind=kind, house_id=house.pk, address=house.label, number=house.number, association="",
        since=dt.datetime.fromisoformat(since), **said("", one), **said("other_", other), is_elsewhere=False,
    )  # fmt: skip


def said(prefix: str, observation: Record | None) -> dict[str, Any]:
    """Who said what, as columns of a row."""
    columns: dict[str, Any] = {
        f"{prefix}answer": observation.said if observation else "",
        f"{prefix}channel": observation.channel if observation else "",
        f"{prefix}by": observation.association if observation else "",
    }
    return columns if prefix else columns | {"flags": list(observation.flags) if observation else []}
