"""What staff did with what waited, in words that need no letter beside them."""

import uuid
from collections.abc import Iterable, Mapping, Sequence

from akiya.inbox.kind import Subject, subjects_of
from akiya.inbox.observations import Seen, observations
from akiya.inbox.registry import KINDS, way_of
from akiya.models import Decision, Merge, Settlement
from akiya.words import InboxKind


def done_words(settlements: Iterable[Settlement]) -> dict[int, str]:
    """What was chosen with each settlement, by its number. Three queries at most."""
    found = list(settlements)
    said = {seen.id: seen for seen in observations([each for one in found for each in named_by(one)])}
    merged, decided = _wrote(found, "merge"), _wrote(found, "decision")
    merges = Merge.objects.select_related("survivor", "merged").in_bulk(merged) if merged else {}
    decisions = Decision.objects.in_bulk(decided) if decided else {}
    return {one.pk: _done(one, said, merges, decisions) for one in found}


def _done(
    one: Settlement, said: Mapping[uuid.UUID, Seen], merges: Mapping[int, Merge], decisions: Mapping[int, Decision]
) -> str:
    named = [said[each] for each in named_by(one) if each in said]
    of = (merges.get(_number(one, "merge")), decisions.get(_number(one, "decision")))
    return way_of(one.kind, one.resolution).done(Subject(named, one.house, *of))


def named_by(one: Settlement) -> list[uuid.UUID]:
    """The observations that the key of a settlement names."""
    return subjects_of(one.key) if KINDS[InboxKind(one.kind)].observations else []


def _number(one: Settlement, wanted: str) -> int:
    """The number of what a settlement wrote, where it is of this kind; else 0."""
    kind, number = one.wrote
    return int(number) if kind == wanted else 0


def _wrote(found: Sequence[Settlement], wanted: str) -> list[int]:
    return [number for one in found if (number := _number(one, wanted))]
