"""By what a person last knew the state of a house: a clear observation, a decision, a listed line."""

import datetime as dt
from collections.abc import Collection, Iterable
from itertools import groupby
from typing import NamedTuple

from akiya.rules.evidence import Evidence


class Confirmation(NamedTuple):
    """On a day a person knew, because of one piece of evidence."""

    on: dt.date
    evidence: str


def confirmations(evidence: Iterable[Evidence], retracted: Collection[str]) -> tuple[Confirmation, ...]:
    """The days on which a person knew, oldest first, one a day: of several the one that spoke last."""
    known = [piece for piece in evidence if piece.confirms and piece.state is not None and piece.id not in retracted]
    by_voice = sorted(known, key=Evidence.voice)
    days = (list(pieces)[-1] for _day, pieces in groupby(by_voice, key=lambda piece: piece.until))
    return tuple(Confirmation(piece.until, piece.id) for piece in days)
