"""Every kind of the inbox, the most urgent first. Other apps add theirs, and further ways to those that are here."""

from dataclasses import replace

from akiya.inbox.kind import Kind, Way
from akiya.inbox.kinds.conflict import CONFLICT
from akiya.inbox.kinds.differing import DIFFERING
from akiya.inbox.kinds.held import HELD
from akiya.inbox.kinds.merge import MERGE
from akiya.inbox.kinds.odd import ODD
from akiya.inbox.kinds.reused import REUSED
from akiya.inbox.kinds.unlinked import UNLINKED
from akiya.words import InboxKind, Resolution

KINDS: dict[InboxKind, Kind] = {each.kind: each for each in (DIFFERING, HELD, UNLINKED, MERGE, CONFLICT, ODD, REUSED)}


def add(kind: Kind) -> None:
    """Add a kind of another app. Adding it twice adds it once."""
    KINDS[kind.kind] = kind


def add_way(kind: InboxKind, way: Way) -> None:
    """Add something that may be done with a kind. Adding it twice adds it once."""
    others = tuple(each for each in KINDS[kind].ways if each.resolution is not way.resolution)
    KINDS[kind] = replace(KINDS[kind], ways=(*others, way))


def way_of(kind: str, resolution: str) -> Way:
    """How a kind is, or was, resolved. Raises LookupError where it never could be."""
    way = KINDS[InboxKind(kind)].way(Resolution(resolution))
    if way is None:
        raise LookupError(f"{kind} is not resolved by {resolution}")
    return way


def for_many() -> list[Resolution]:
    """What may be done with some kind of item together with others."""
    return [each for each in Resolution if any(way.many and way.resolution is each for way in _every_way())]


def naming(observations: int) -> list[str]:
    """The kinds whose keys name at least so many observations."""
    return [kind.kind.value for kind in KINDS.values() if kind.observations >= observations]


def _every_way() -> list[Way]:
    return [way for kind in KINDS.values() for way in kind.ways]
