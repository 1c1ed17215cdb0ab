"""All that was ever said of one house, and what follows from it: each worked out once."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from akiya.rules.confirmations import Confirmation, confirmations
from akiya.rules.evidence import Evidence
from akiya.rules.occupancy import Standing, Step, overrules, run_start, standing, statements, timeline
from akiya.rules.retractions import retracted
from akiya.words import Precision


class Dossier:
    """The evidence of one house, in no particular order."""

    def __init__(self, pieces: Iterable[Evidence] = ()) -> None:
        self._pieces = tuple(pieces)

    def __iter__(self) -> Iterator[Evidence]:
        return iter(self._pieces)

    def __len__(self) -> int:
        return len(self._pieces)

    def saying(self, *more: Evidence) -> "Dossier":
        """The same, were more said."""
        return Dossier((*self._pieces, *more))

    def as_known(self, at: dt.datetime) -> "Dossier":
        """What the register had heard by a moment."""
        return Dossier(piece for piece in self._pieces if piece.recorded_at <= at)

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of every piece."""
        return frozenset(piece.id for piece in self._pieces)

    @cached_property
    def retracted(self) -> frozenset[str]:
        """The ids of what speaks no more."""
        return retracted(self._pieces)

    @cached_property
    def speaking(self) -> frozenset[str]:
        """The ids of what still speaks."""
        return self.ids - self.retracted

    @cached_property
    def statements(self) -> Sequence[Evidence]:
        """What says how the house is used, and is neither retracted nor overruled, oldest day first."""
        return statements(self._pieces, self.retracted)

    @cached_property
    def timeline(self) -> tuple[Step, ...]:
        """The steps that the register holds, oldest first."""
        return timeline(self.statements)

    @cached_property
    def confirmations(self) -> tuple[Confirmation, ...]:
        """The days on which a person knew, oldest first."""
        return confirmations(self._pieces, self.retracted)

    @cached_property
    def standing(self) -> Standing:
        """What stands when everything is known."""
        return standing(self.timeline, self.confirmations)

    def overruled_by(self, span: Evidence) -> list[Evidence]:
        """What still speaks and would no longer if ``span`` were said too, and that says otherwise, oldest first."""
        return [piece for piece in self.statements if piece.state != span.state and overrules(span, piece)]


class Kept(NamedTuple):
    """A start that stays where ``span`` only says once more what stood before, and what it would be, were that wrong.

    ``by``: the piece that says when the state began.
    """

    by: str
    stays: Standing
    corrected: Standing


def start_kept(span: Evidence, dossier: Dossier) -> Kept | None:
    """What keeps the start of a state before the day from which ``span`` says it; None where nothing does."""
    said = dossier.saying(span)
    steps = said.timeline
    first = steps[run_start(steps)] if steps else None
    if first is None or span.precision == Precision.UNKNOWN or first.state != span.state or first.on >= span.on:
        return None
    return Kept(first.evidence, said.standing, dossier.saying(replace(span, retracts=first.evidence)).standing)
