"""What staff may do with something that waits, and what they did, in words that need no letter beside them."""

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from akiya.inbox.observations import Seen, looks
from akiya.models import Decision, House, Merge, Settlement
from akiya.texts.days import era_near
from akiya.words import InboxKind, Side

BUTTONS = {
    (InboxKind.MERGE, Side.A): gettext_lazy("Aを残して まとめる"),
    (InboxKind.MERGE, Side.B): gettext_lazy("Bを残して まとめる"),
}
"""Where a side means something else than for other kinds."""


def side_words(kind: str, side: str) -> str:
    """What the button says by which a side is taken."""
    return str(BUTTONS.get((InboxKind(kind), Side(side)), Side(side).label))


@dataclass(frozen=True, slots=True)
class Subject:
    """What a settlement is about: the looks its item names in their order, its house, what it wrote."""

    looks: Sequence[Seen]
    house: House | None
    merge: Merge | None
    decision: Decision | None

    @property
    def answer(self) -> str:
        """The first look in words."""
        return look_words(self.looks[0]) if self.looks else _("答え")


def look_words(look: Seen) -> str:
    """東自治会・タブレットの「住んでいる」（11月12日）."""
    words = {"who": look.giver, "answer": look.words, "day": era_near(look.seen_on)}
    return _("%(who)sの「%(answer)s」（%(day)s）") % words


def _took(place: int) -> Callable[[Subject], str]:
    def said(about: Subject) -> str:
        taken = about.looks[place] if place < len(about.looks) else None
        words = _("%(look)sを採った") % {"look": look_words(taken) if taken else _("答え")}
        if about.decision is None:
            return words
        return _("%(words)s（%(day)sから）") % {"words": words, "day": era_near(about.decision.effective_on)}

    return said


def _merged(about: Subject) -> str:
    if about.merge is None:
        return _("まとめた")
    words = {"kept": about.merge.survivor.label, "merged": about.merge.merged.label}
    return _("%(kept)sを残して、%(merged)sを まとめた") % words


def _given_to_house(about: Subject) -> str:
    words = {"look": about.answer, "house": about.house.label if about.house else _("家")}
    return _("%(look)sを、%(house)sの答えにした") % words


DONE: dict[tuple[InboxKind, Side] | Side, Callable[[Subject], str]] = {
    (InboxKind.MERGE, Side.A): _merged,
    (InboxKind.MERGE, Side.B): _merged,
    Side.A: _took(0),
    Side.B: _took(1),
    Side.ACCEPT: lambda about: _("%(look)sを受け入れた") % {"look": about.answer},
    Side.ASSIGN: _given_to_house,
    Side.NEW_HOUSE: lambda about: _("%(look)sを、新しい家の答えにした") % {"look": about.answer},
    Side.ASIDE: lambda about: _("%(look)sを 使わないことにした") % {"look": about.answer},
    Side.STRIKE: lambda about: _("%(look)sを 数えないことにした") % {"look": about.answer},
    Side.SEEN: lambda about: (_("%(look)sを確かめた") % {"look": about.answer}) if about.looks else _("確かめた"),
    Side.DISTINCT: lambda about: _("別の家とした"),
    Side.ASK: lambda about: _("もう一度 見てもらうことにした"),
}
NAMES_LOOKS = frozenset({InboxKind.DIFFERING, InboxKind.HELD, InboxKind.NOWHERE, InboxKind.ODD})


def done_words(settlements: Iterable[Settlement]) -> dict[int, str]:
    """What was chosen with each settlement, by its number. Three queries at most."""
    found = list(settlements)
    said = {look.id: look for look in looks([each for one in found for each in look_ids(one)])}
    merged, decided = _wrote(found, "merge"), _wrote(found, "decision")
    merges = Merge.objects.select_related("survivor", "merged").in_bulk(merged) if merged else {}
    decisions = Decision.objects.in_bulk(decided) if decided else {}
    return {one.pk: _done(one, said, merges, decisions) for one in found}


def _done(
    one: Settlement, said: Mapping[uuid.UUID, Seen], merges: Mapping[int, Merge], decisions: Mapping[int, Decision]
) -> str:
    kind, side = InboxKind(one.kind), Side(one.side)
    words = DONE.get((kind, side)) or DONE[side]
    named = [said[each] for each in look_ids(one) if each in said]
    of = (merges.get(_number(one, "merge")), decisions.get(_number(one, "decision")))
    return words(Subject(named, one.house, *of))


def look_ids(one: Settlement) -> list[uuid.UUID]:
    """The looks that the key of a settlement names."""
    return [uuid.UUID(each) for each in one.key.split(":")[1:]] if one.kind in NAMES_LOOKS else []


def _number(one: Settlement, wanted: str) -> int:
    """The number of what a settlement wrote, where it is of this kind; else 0."""
    kind, _colon, number = one.evidence.partition(":")
    return int(number) if kind == wanted else 0


def _wrote(found: Sequence[Settlement], wanted: str) -> list[int]:
    return [number for one in found if (number := _number(one, wanted))]
