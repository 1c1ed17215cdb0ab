"""What became of each record of a file."""

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _


class Fate(StrEnum):
    """What became of one record."""

    TAKEN = "taken"
    HELD = "held"
    KNOWN = "known"
    CONFLICT = "conflict"
    ASIDE = "aside"
    BEGUN = "begun"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One record or photo of the file, and what became of it."""

    what: str
    id: uuid.UUID
    fate: Fate
    said: str = ""
    goes_with: uuid.UUID | None = None
    """The answer or begun answer that a photo belongs to."""

    @property
    def picture(self) -> uuid.UUID | None:
        """The photo that staff may look at: one that is here and belongs to no answer."""
        return self.id if self.what == _("答えの とちゅうの 写真") and self.fate in (Fate.TAKEN, Fate.KNOWN) else None


def counted(outcomes: Iterable[Outcome]) -> list[tuple[Fate, int]]:
    """How many things fared how, in the order of the fates: as many as the tablet counts (surveys/static/…/things.js).

    An answer is one thing with its photos, and photos whose answer is not in the file are one.
    """
    things: dict[uuid.UUID, Fate] = {}
    for each in outcomes:  # answers before photos
        things.setdefault(each.goes_with or each.id, each.fate)
    many = Counter(things.values())
    return [(fate, many[fate]) for fate in Fate if many[fate]]


def photos_not_taken(outcomes: Iterable[Outcome]) -> int:
    """How many photos of a file are not in the register, whatever became of their answers."""
    return sum(each.goes_with is not None and each.fate in (Fate.CONFLICT, Fate.REFUSED) for each in outcomes)
