"""The right half of the inbox: one item with everything that its settlement needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from akiya.inbox.kind import Kind, Opened, subjects_of
from akiya.inbox.listing import Row
from akiya.inbox.observations import Seen, observations
from akiya.inbox.registry import KINDS
from akiya.models import House
from akiya.web.request import ActingRequest
from akiya.words import InboxKind


@dataclass(frozen=True, slots=True)
class Detail:
    """One item laid open. ``more`` is what only its kind has."""

    row: Row
    of: Kind
    explanation: str
    observations: list[Seen]
    house: House | None
    more: Mapping[str, Any]

    @property
    def kind(self) -> InboxKind:
        return self.of.kind


def detail_of(request: ActingRequest, row: Row) -> Detail:
    """What is shown of an item. At most seven queries."""
    kind = KINDS[InboxKind(row.kind)]
    found = observations(subjects_of(row.key)) if kind.observations else []
    house = House.objects.select_related("occupancy").filter(pk=row.house_id).first() if row.house_id else None
    opened = Opened(request, row.key, found, house)
    return Detail(row, kind, kind.explained(opened), found, house, kind.more(opened))
