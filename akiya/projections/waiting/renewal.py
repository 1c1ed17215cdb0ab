"""Work the inbox of one source out anew, by the source's name."""

from akiya.evidence import reading
from akiya.projections.waiting import houses, loose
from akiya.words import InboxKind

LOOSE_KINDS = {"look": InboxKind.UNLINKED, "aside": InboxKind.CONFLICT, "photo": InboxKind.REUSED}


def renew(source: str) -> None:
    """Let the inbox hold what waits of one source. What a live kind names is not stored, and needs nothing."""
    name, _, subject = source.partition(":")
    if name == "house":
        houses.bring_up_to_date(reading.of_houses([int(subject)]))
    elif name in LOOSE_KINDS:
        kind = LOOSE_KINDS[name]
        loose.bring_up_to_date(kind, [loose.source_id(kind, subject)])


def source_of_key(key: str, house: int | None) -> str:
    """The source of an item that is not open, by its key and the house of its settlement."""
    kind, _, subject = key.partition(":")
    for name, loose_kind in LOOSE_KINDS.items():
        if kind == loose_kind.value:
            return f"{name}:{subject}"
    if kind == InboxKind.MERGE:
        return f"house:{key.split(':')[1]}"
    return f"house:{house}" if house else ""
