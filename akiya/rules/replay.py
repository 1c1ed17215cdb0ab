"""The history of a house as it was written: what each piece of evidence changed when the register heard of it."""

import datetime as dt
from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from akiya.rules.confirmations import Confirmation
from akiya.rules.dossier import Dossier
from akiya.rules.evidence import Evidence
from akiya.rules.occupancy import Step


class Change(NamedTuple):
    """A row of history: a step that begins to hold, or the end of one that was held until now."""

    recorded_at: dt.datetime
    step: Step
    voids: bool
    cause: str


class Held(NamedTuple):
    """The steps that a house held when its history was corrected, and the correction: from then on the rule holds."""

    steps: tuple[Step, ...]
    at: dt.datetime
    cause: str


def changes_between(before: Iterable[Step], after: Iterable[Step], at: dt.datetime, cause: str) -> list[Change]:
    """The rows that turn one timeline into another: first what no longer holds, then what now does."""
    old, new = list(before), list(after)
    return [Change(at, step, True, cause) for step in old if step not in new] + [
        Change(at, step, False, cause) for step in new if step not in old
    ]


def recorded(piece: Evidence) -> tuple[dt.datetime, str]:
    """The order in which the register heard of evidence."""
    return (piece.recorded_at, piece.id)


def replay(evidence: Iterable[Evidence], held: Held | None = None) -> list[Change]:
    """Every row of history, as it was written when each piece of evidence was recorded.

    Pieces recorded at one moment (one import) count as one. The rows known at any moment are therefore
    what the register would have held had it stopped listening then. ``held``: the history was corrected
    once, and what was written before stays as it was.
    """
    changes: list[Change] = []
    steps: tuple[Step, ...] = ()
    known: list[Evidence] = []
    pending = sorted(evidence, key=recorded)
    if held:
        known = [piece for piece in pending if piece.recorded_at <= held.at]
        steps = Dossier(known).timeline
        changes = changes_between(held.steps, steps, held.at, held.cause)
    for at, pieces in groupby(pending[len(known) :], key=lambda piece: piece.recorded_at):
        known += pieces
        before, steps = steps, Dossier(known).timeline
        changes += changes_between(before, steps, at, known[-1].id)
    return changes


class Known(NamedTuple):
    """A confirmation, and from which moment up to which other one the register held it; None where it still does."""

    confirmation: Confirmation
    known_from: dt.datetime
    known_until: dt.datetime | None


def confirmations_known(evidence: Iterable[Evidence]) -> list[Known]:
    """Every confirmation that the register ever held, as each piece of evidence was recorded, oldest day first."""
    held: dict[Confirmation, dt.datetime] = {}
    known: list[Known] = []
    heard: list[Evidence] = []
    for at, pieces in groupby(sorted(evidence, key=recorded), key=lambda piece: piece.recorded_at):
        heard += pieces
        now = Dossier(heard).confirmations
        known += [Known(gone, held.pop(gone), at) for gone in [each for each in held if each not in now]]
        held |= {each: at for each in now if each not in held}
    return sorted([*known, *(Known(each, since, None) for each, since in held.items())], key=lambda each: each[:2])
