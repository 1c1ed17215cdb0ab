"""What became of each record of a file."""

import uuid
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

    @property
    def picture(self) -> uuid.UUID | None:
        """The photo that staff may look at: one that is here and belongs to no answer."""
        return self.id if self.what == _("答えの とちゅうの 写真") and self.fate in (Fate.TAKEN, Fate.KNOWN) else None
