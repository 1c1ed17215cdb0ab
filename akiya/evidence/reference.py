"""References: how rows name the evidence that they rest on, take back or were moved by. ``look:<uuid>``."""

import uuid
from typing import NamedTuple, Self

from akiya.words import EvidenceKind


class Reference(NamedTuple):
    """One piece of evidence: its kind, and which of that kind."""

    kind: EvidenceKind
    subject: str

    def __str__(self) -> str:
        return f"{self.kind.value}:{self.subject}"

    @classmethod
    def to(cls, kind: EvidenceKind, subject: object) -> Self:
        """The reference to a row by its key."""
        return cls(kind, str(subject))

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The reference that a text is; None for what names no evidence, such as what a merge made of some."""
        kind, _colon, subject = text.partition(":")
        return cls(EvidenceKind(kind), subject) if kind in EvidenceKind.values and subject else None

    @property
    def number(self) -> int:
        """The key of a row that is counted."""
        return int(self.subject)

    @property
    def uuid(self) -> uuid.UUID:
        """The key of an observation."""
        return uuid.UUID(self.subject)


def is_of(text: str, *kinds: EvidenceKind) -> bool:
    """Whether a text refers to evidence of one of some kinds."""
    found = Reference.read(text)
    return found is not None and found.kind in kinds
