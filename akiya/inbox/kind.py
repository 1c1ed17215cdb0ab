"""What a kind of the inbox is: what may be done with it, what that writes, how it is undone, and every word of it."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from akiya.access import Scope
from akiya.inbox.observations import Seen, observation_words
from akiya.models import Decision, House, Merge
from akiya.projections.waiting.item import Item
from akiya.web.request import ActingRequest
from akiya.words import InboxKind, Resolution

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True, slots=True)
class Order:
    """What staff want done with one item. ``house``: for an observation of which nobody knows the house.

    ``knowing``: what they know is overruled where one of two answers is taken; None where nobody is asked.
    """

    item: Item
    resolution: Resolution
    reason: str
    house: House | None = None
    knowing: frozenset[str] | None = None

    @property
    def subjects(self) -> list[uuid.UUID]:
        """The observations that its key names, in its order."""
        return subjects_of(self.item.key)

    def own_house(self) -> House:
        """The house that the item is about; only kinds that are about one ask for it."""
        assert self.item.house is not None
        return House.objects.get(pk=self.item.house)


def subjects_of(key: str) -> list[uuid.UUID]:
    """The ids that the key of an item names, where it names such."""
    return [uuid.UUID(each) for each in key.split(":")[1:]]


@dataclass(frozen=True, slots=True)
class Subject:
    """What was settled: the observations that its item names in their order, its house, what was written."""

    observations: Sequence[Seen]
    house: House | None
    merge: Merge | None
    decision: Decision | None

    @property
    def answer(self) -> str:
        """The first observation in words."""
        return observation_words(self.observations[0]) if self.observations else _("答え")


@dataclass(frozen=True, slots=True)
class Opened:
    """An item laid open, for what only its kind shows of it."""

    request: ActingRequest
    key: str
    observations: list[Seen]
    house: House | None


Written = tuple[str, House | None]
Write = Callable[[Order, Scope], Written]
TakeBack = Callable[[int, str, Scope], None]


def nothing(order: Order, by: Scope) -> Written:
    """The settlement alone closes the item."""
    return "", House.objects.filter(pk=order.item.house).first() if order.item.house else None


@dataclass(frozen=True, slots=True)
class Way:
    """One thing that may be done with an item.

    ``write`` gives the reference to what it wrote and the house it is of; blank where the settlement alone closes the
    item. ``take_back``: how that is undone, by its number; None where it is evidence, which is retracted. ``done``:
    what was done, in words. ``button``: where that says something else than the resolution. ``many``: it may be done
    with others at once; what staff look at one by one is not.
    """

    resolution: Resolution
    done: Callable[[Subject], str]
    write: Write = nothing
    take_back: TakeBack | None = None
    button: "StrPromise | None" = None
    many: bool = False

    @property
    def words(self) -> str:
        """What the button says."""
        return str(self.button or self.resolution.label)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of what waits. A test asks each of them for all of this.

    ``about``: what it is, in one line for who has not opened it yet; ``line``: what is the matter with one, where no
    answer tells it; ``explanation``: of one that is open, for its kind or for the very one. ``reasons``: those that
    are offered. ``urgency``: the class of its mark. ``observations``: so many its key names, ``of_houses``: it names
    two houses instead. ``template`` shows what is laid open, with what ``more`` gives.
    """

    kind: InboxKind
    about: "StrPromise"
    ways: tuple[Way, ...]
    explanation: "StrPromise | str | Callable[[Opened], str]" = ""
    reasons: tuple["StrPromise", ...] = ()
    line: "StrPromise | str" = ""
    urgency: str = ""
    observations: int = 0
    of_houses: bool = False
    template: str = "akiya/inbox/one.html"
    more: Callable[[Opened], Mapping[str, Any]] = lambda opened: {}

    def way(self, resolution: Resolution) -> Way | None:
        """How it is resolved so; None where it cannot be."""
        return next((way for way in self.ways if way.resolution is resolution), None)

    def explained(self, opened: Opened) -> str:
        """What is said above one that is open."""
        return self.explanation(opened) if callable(self.explanation) else str(self.explanation)
