"""What may be done with each kind of thing that waits. Nothing else in the code knows which door leads where."""

from akiya.words import InboxKind, Side

SIDES: dict[InboxKind, tuple[Side, ...]] = {
    InboxKind.DIFFERING: (Side.A, Side.B, Side.ASK),
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
    InboxKind.DIFFERING: (Side.ASK,),
    InboxKind.HELD: (Side.ACCEPT, Side.ASIDE),
    InboxKind.NOWHERE: (Side.ASIDE,),
    InboxKind.CONFLICT: (Side.SEEN,),
    InboxKind.ODD: (Side.SEEN,),
    InboxKind.REUSED: (Side.SEEN,),
    InboxKind.SILENT: (Side.SEEN,),
    InboxKind.GAP: (Side.SEEN,),
}
"""Which of two answers is right, and whether two houses are one, staff look at one by one."""
