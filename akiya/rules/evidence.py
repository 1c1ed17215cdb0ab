"""A piece of evidence as a plain value: what the register was told of one house, and when."""

import datetime as dt
from dataclasses import dataclass

from akiya.words import Certainty, EvidenceKind, Precision, State

RANK = {Certainty.SIGNALLED: 0, Certainty.REPORTED: 1, Certainty.CONFIRMED: 2}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing the register was told about one house, or one thing it was told to take back.

    ``told``: what it says, apart from the number it got when it was heard. ``dated``: it says that the state
    began on ``on``; else that it was so on that day. ``silent``: a complete list that lacks the house, which
    ends a vacancy and says no more. ``batch``: the list it is of.
    """

    id: str
    kind: EvidenceKind
    recorded_at: dt.datetime
    spoken_at: dt.datetime
    on: dt.date
    until: dt.date
    state: State | None = None
    certainty: Certainty = Certainty.REPORTED
    precision: Precision = Precision.DAY
    confirms: bool = False
    retracts: str | None = None
    told: str = ""
    dated: bool = False
    silent: bool = False
    batch: int | None = None

    def order(self) -> tuple[dt.date, int, dt.datetime, bool, str, str]:
        """Later days last; on one day the weightier voice, then the later one; to be named outweighs silence."""
        return (self.on, RANK[self.certainty], self.spoken_at, not self.silent, self.told, self.id)

    def voice(self) -> tuple[dt.date, dt.datetime, str, str]:
        """Which of two spoke last. Its twin in SQL is evidence/registry.LAST_VOICE."""
        return (self.until, self.spoken_at, self.told, self.id)
