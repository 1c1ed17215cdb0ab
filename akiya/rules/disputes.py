"""食いちがい: when two observations at one house contradict each other. A pure rule on plain values.

An observation that knew of another and says otherwise reports a change. Only those that did not know of each
other contradict, and only while the house can hardly have changed between them.
"""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import NamedTuple

DISPUTE_DAYS = 60
"""Two answers seen further apart than this do not contradict each other: a house may have changed."""


class Said(NamedTuple):
    """One observation as the rule sees it. ``speaks``: it gives a clear answer, counts, and was not taken back."""

    id: uuid.UUID
    answer: str
    person: int | None
    association: int | None
    seen_on: dt.date
    spoken_at: dt.datetime
    basis: uuid.UUID | None
    speaks: bool

    def voice(self) -> tuple[dt.date, dt.datetime, str]:
        """Which of two spoke last: as of any evidence (Evidence.voice), whenever the register heard of it."""
        return (self.seen_on, self.spoken_at, str(self.id))


def knew(later: Said, earlier: Said, by_id: Mapping[uuid.UUID, Said]) -> bool:
    """Whether whoever gave the later observation knew of the earlier one.

    A device names the newest observation of its association that it had seen (``basis``), and so knew that
    one, what that one knew in turn, and all that its association had said before that.
    """
    seen: set[uuid.UUID] = set()
    basis = later.basis
    while basis is not None and basis not in seen:
        if basis == earlier.id:
            return True
        seen.add(basis)
        known = by_id.get(basis)
        if known is None:
            return False
        if known.association == earlier.association == later.association and known.voice() >= earlier.voice():
            return True
        basis = known.basis
    return False


def contradict(one: Said, other: Said, by_id: Mapping[uuid.UUID, Said]) -> bool:
    """Whether two observations of different people differ, near in time, and neither knew of the other."""
    return (
        one.answer != other.answer
        and (one.person is None or one.person != other.person)
        and abs(one.seen_on - other.seen_on).days <= DISPUTE_DAYS
        and not knew(one, other, by_id)
        and not knew(other, one, by_id)
    )


def dispute(observations: Sequence[Said]) -> tuple[Said, Said] | None:
    """The contradiction that a house stands in, the earlier spoken first: its last word against the newest other.

    Observations may come in any order. What was contradicted before the last word has been overtaken by it.
    """
    by_id = {said.id: said for said in observations}
    speaking = sorted((said for said in observations if said.speaks), key=Said.voice)
    if not speaking:
        return None
    *earlier, last = speaking
    other = next((said for said in reversed(earlier) if contradict(said, last, by_id)), None)
    return (other, last) if other else None
