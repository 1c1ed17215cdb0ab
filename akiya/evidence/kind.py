"""What a kind of evidence is: everything that the register must know of it, said once in one file a kind."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import TextChoices

from akiya.words import Certainty, EvidenceKind, State

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of evidence. A test asks each of them for all of this.

    ``rows``: SELECTs of its pieces, with the columns that ``registry.EVIDENCE`` names, in their order. ``records``: a
    SELECT of what the page of a house tells of it, in the columns of ``records.Record``; None where another kind's
    rows tell of it. ``name``: such a record in a few words.

    ``words``: what may be said, and ``states``: which of it says that the house is in a state. ``of_city``: a SELECT of
    house_id and said, of all houses of %(city)s, where it may say that one is vacant.

    ``begins``: its day is the one on which the state began, where it says how exactly that is known; else it was so
    on that day. ``by_person``: somebody knew. ``silent``: it only says that a list lacks the house. ``retracts``: the
    kinds that it may take back. ``corrected``: whether a decision may take its place.
    """

    kind: EvidenceKind
    rows: str
    records: str | None = None
    name: "StrPromise | None" = None
    certainty: Certainty = Certainty.CONFIRMED
    words: type[TextChoices] | None = None
    states: Mapping[str, State] = field(default_factory=dict)
    of_city: str = ""
    begins: bool = False
    by_person: bool = False
    silent: bool = False
    retracts: frozenset[EvidenceKind] = frozenset()
    corrected: bool = False

    def state(self, said: str) -> State | None:
        """The state that it says the house is in, if it says one."""
        return self.states.get(said)

    def confirms(self, said: str) -> bool:
        """Whether a person knew by it in which state the house was."""
        return self.by_person and self.state(said) not in {None, State.UNKNOWN}

    def label(self, said: str) -> str:
        """What was said, in the words of the screen."""
        return str(self.words(said).label) if self.words and said else ""

    def saying(self, state: State) -> list[str]:
        """What may be said that means a state."""
        return [said for said, meant in self.states.items() if meant is state]
