"""What may be done with each kind of thing that waits. Nothing else in the code knows which door leads where."""

from akiya.words import InboxKind, Side

SIDES: dict[InboxKind, tuple[Side, ...]] = {
    InboxKind.DIFFERING: (Side.A, Side.B),
    InboxKind.HELD: (Side.ACCEPT, Side.ASIDE),
    InboxKind.NOWHERE: (Side.ASSIGN, Side.NEW_HOUSE, Side.ASIDE),
    InboxKind.MERGE: (Side.A, Side.B, Side.DISTINCT),
    InboxKind.CONFLICT: (Side.SEEN,),
    InboxKind.ODD: (Side.SEEN, Side.STRIKE),
    InboxKind.REUSED: (Side.SEEN,),
    InboxKind.SILENT: (Side.SEEN,),
    InboxKind.GAP: (Side.SEEN,),
}
MANY_AT_ONCE: dict[InboxKind, tuple[Side, ...]] = {
    InboxKind.HELD: (Side.ACCEPT, Side.ASIDE),
    InboxKind.NOWHERE: (Side.ASIDE,),
    InboxKind.CONFLICT: (Side.SEEN,),
    InboxKind.ODD: (Side.SEEN,),
    InboxKind.REUSED: (Side.SEEN,),
    InboxKind.SILENT: (Side.SEEN,),
    InboxKind.GAP: (Side.SEEN,),
}
"""Two answers that contradict each other, and two houses that may be one, are looked at one by one."""


def sides_for_all(kinds: set[InboxKind]) -> tuple[Side, ...]:
    """What may be done at once with items of all these kinds, in the order of the doors."""
    common = set.intersection(*(set(MANY_AT_ONCE.get(kind, ())) for kind in kinds)) if kinds else set()
    return tuple(side for side in Side if side in common)
