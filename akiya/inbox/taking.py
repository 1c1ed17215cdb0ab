"""To take one of two answers that contradict each other: the decision that says it, and what it does to the others."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Protocol

from django.utils import timezone

from akiya.evidence import decision
from akiya.evidence.observation import OBSERVATION
from akiya.evidence.reference import Reference
from akiya.rules.dossier import Dossier
from akiya.rules.occupancy import Standing
from akiya.words import EvidenceKind, Precision, Resolution, State


@dataclass(frozen=True, slots=True)
class Taking:
    """What is decided where one is taken: its state, from the day of the earlier answer, for the two as evidence."""

    state: State
    since: dt.date
    evidence: tuple[str, ...]

    def outcome(self, dossier: Dossier) -> tuple[Standing, list[str]]:
        """What would stand of the house, and the ids of what else says otherwise and would say it no more."""
        meant = decision.meant(self.state, self.since, Precision.DAY, timezone.now())
        overruled = [piece.id for piece in dossier.overruled_by(meant) if piece.id not in self.evidence]
        return dossier.saying(meant).standing, overruled


class Said(Protocol):
    """An observation as far as it is taken or not."""

    @property
    def id(self) -> uuid.UUID: ...

    @property
    def answer(self) -> str: ...

    @property
    def seen_on(self) -> dt.date: ...


def taking(a: Said, b: Said, resolution: Resolution) -> Taking:
    """What it is to take one of two answers. It begins with the earlier, so that the other stands nowhere between."""
    state = OBSERVATION.state((a if resolution is Resolution.A else b).answer)
    assert state is not None, "only clear answers contradict each other"
    evidence = tuple(str(Reference.to(EvidenceKind.OBSERVATION, each.id)) for each in (a, b))
    return Taking(state, min(a.seen_on, b.seen_on), evidence)
