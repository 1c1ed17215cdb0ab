"""What a merge makes of the evidence of two houses: pure rules on plain values.

The rows stay with the house they were written of. While a merge stands the survivor hears them too, as
of the moment of the merge, and the merged house says nothing; an undo strikes both out again. So the
register of any earlier moment still answers as it did then, and every copy can be worked out again.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from akiya.occupancy import Evidence


class Merged(NamedTuple):
    """One house was taken into another at a moment, until another moment or until today."""

    id: int
    merged: int
    survivor: int
    at: dt.datetime
    until: dt.datetime | None

    def covers(self, moment: dt.datetime) -> bool:
        """Whether what is recorded at a moment still finds the merge standing, then or later."""
        return self.until is None or moment < self.until


def inherited(pieces: Sequence[Evidence], spans: Sequence[Merged]) -> Iterator[Evidence]:
    """What a survivor hears of a merged house's evidence. ``spans``: every merge of the two, oldest first."""
    for piece in pieces:
        heard = [span for span in spans if span.covers(piece.recorded_at)]
        if not heard:
            continue
        yield replace(piece, recorded_at=max(piece.recorded_at, heard[0].at))
        for span in heard:
            if span.until is not None:
                yield strike(f"apart:{span.id}:{piece.id}", piece.id, span.until)
        for before, after in pairwise(heard):
            yield strike(f"again:{after.id}:{piece.id}", f"apart:{before.id}:{piece.id}", after.at)


def silenced(pieces: Sequence[Evidence], spans: Sequence[Merged]) -> Iterator[Evidence]:
    """What strikes the evidence of a house out while it is merged. ``spans``: every merge of it."""
    for piece in pieces:
        for span in spans:
            if not span.covers(piece.recorded_at):
                continue
            yield strike(f"gone:{span.id}:{piece.id}", piece.id, max(piece.recorded_at, span.at))
            if span.until is not None:
                yield strike(f"back:{span.id}:{piece.id}", f"gone:{span.id}:{piece.id}", span.until)


def strike(id_: str, strikes: str, at: dt.datetime) -> Evidence:
    """A piece of evidence that says nothing of its own."""
    return Evidence(id=id_, recorded_at=at, spoken_at=at, on=at.date(), until=at.date(), strikes=strikes)


def heard_by(house: int, own: dict[int, list[Evidence]], merges: Sequence[Merged]) -> list[Evidence]:
    """All evidence of a house, with what it hears of the houses it took in, and theirs.

    ``own`` is what is written of each house; ``merges`` every merge below ``house`` and of it, oldest
    first. A house never takes in, not even by way of others, one that once took it in.
    """
    children: dict[int, list[Merged]] = {}
    for merge in merges:
        if merge.survivor == house:
            children.setdefault(merge.merged, []).append(merge)
    pieces = list(own.get(house, ()))
    for child, spans in children.items():
        pieces += inherited(told_by(child, own, merges), spans)
    return [*pieces, *silenced(pieces, [merge for merge in merges if merge.merged == house])]


def told_by(house: int, own: dict[int, list[Evidence]], merges: Sequence[Merged]) -> list[Evidence]:
    """What a house tells its survivor: all that it heard, whether or not it is silenced itself."""
    return heard_by(house, own, [merge for merge in merges if merge.merged != house])
