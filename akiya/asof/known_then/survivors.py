"""What the houses that took others in say, as known at a moment. The rule of it is akiya's own (merging.py)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from akiya.asof.known_then.retracted import Merge
from akiya.evidence.reading import of_houses
from akiya.rules.evidence import Evidence
from akiya.words import EvidenceKind

# Each house looks through all merges of those that are asked for with it.
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Survivors:
    """The houses of the merges that stood at a moment.

    ``merged``: those that say nothing. ``speaking``: of each other one, every piece of evidence that is written
    of it or that it hears, but for what is retracted.
    """

    merged: frozenset[int]
    speaking: dict[int, list[Evidence]]

    @property
    def all(self) -> list[int]:
        """The houses of which the rows that are written of them say too much, or too little."""
        return sorted(self.merged | self.speaking.keys())

    def decided(self, day: dt.date) -> dict[int, Evidence]:
        """What staff last decided about each house by a day. Without the houses about which they never did."""
        decisions = {
            house: [piece for piece in by(day, pieces) if piece.kind is EvidenceKind.DECISION]
            for house, pieces in self.speaking.items()
        }
        return {house: max(pieces, key=Evidence.voice) for house, pieces in decisions.items() if pieces}


def by(day: dt.date, pieces: list[Evidence]) -> list[Evidence]:
    """What was said by the end of a day."""
    return [piece for piece in pieces if piece.until <= day]


def survivors_as_known(known_at: dt.datetime, merges: Sequence[Merge]) -> Survivors:
    """What the houses of the merges that stood at a moment said. No statement where there was no merge."""
    merged = frozenset(merge.merged for merge in merges)
    survivors = sorted({merge.survivor for merge in merges} - merged)
    speaking: dict[int, list[Evidence]] = {}
    for first in range(0, len(survivors), AT_ONCE):
        for house, dossier in of_houses(survivors[first : first + AT_ONCE]).items():
            known = dossier.as_known(known_at)
            speaking[house] = [piece for piece in known if piece.id in known.speaking]
    return Survivors(merged, speaking)
