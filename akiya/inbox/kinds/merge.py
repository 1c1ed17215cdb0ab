"""同じ家かもしれない: a house that somebody found, and another near by."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from akiya.access import Scope
from akiya.inbox.kind import Kind, Opened, Order, Subject, Way, Written
from akiya.inbox.observations import observations
from akiya.models import House, Merge, Observation
from akiya.projections.waiting.merges import speaker_of
from akiya.register.merges import merge, unmerge
from akiya.words import InboxKind, Resolution

SHOWN = 6


def merged(order: Order, by: Scope) -> Written:
    """The found house is A, the known one B; who speaks for a merged one stands in its place. Raises NotPossible."""
    found, known = (House.objects.get(pk=speaker_of(int(each))) for each in order.item.key.split(":")[1:])
    survivor, gone = (found, known) if order.resolution is Resolution.A else (known, found)
    return f"merge:{merge(gone, survivor, order.reason, by).pk}", survivor


def parted(number: int, reason: str, by: Scope) -> None:
    """Both houses speak for themselves again. Raises NotPossible."""
    unmerge(Merge.objects.get(pk=number), reason, by)


def kept_words(about: Subject) -> str:
    if about.merge is None:
        return _("まとめた")
    words = {"kept": about.merge.survivor.label, "merged": about.merge.merged.label}
    return _("%(kept)sを残して、%(merged)sを まとめた") % words


def two_houses(opened: Opened) -> Mapping[str, Any]:
    """The found house and the known one, or who speaks for it. At most five queries."""
    ids = [speaker_of(int(each)) for each in opened.key.split(":")[1:]]
    known = House.objects.visible_to(opened.request.scope).select_related("occupancy").in_bulk(ids)
    spoken = Observation.objects.filter(house__in=ids).exclude(answer="").order_by("-recorded_at").values_list("pk")
    return {
        "houses": [known[each] for each in ids if each in known],
        "observations": observations([pk for (pk,) in spoken[:SHOWN]]),
    }


MERGE = Kind(
    kind=InboxKind.MERGE,
    about=gettext_lazy("現地で見つけた家の すぐ近くに、もう1棟あります。"),
    line=gettext_lazy("すぐ近くに もう1棟あります"),
    explanation=gettext_lazy(
        "とても近くにある 2棟です。同じ建物なら、残すほうを えらびます。記録は どちらも残ります。"
    ),
    reasons=(gettext_lazy("同じ建物と確かめた"), gettext_lazy("となりどうしの別の家")),
    of_houses=True,
    template="akiya/inbox/merge.html",
    more=two_houses,
    ways=(
        Way(Resolution.A, write=merged, take_back=parted, done=kept_words, button=gettext_lazy("Aを残して まとめる")),
        Way(Resolution.B, write=merged, take_back=parted, done=kept_words, button=gettext_lazy("Bを残して まとめる")),
        Way(Resolution.DISTINCT, done=lambda about: _("別の家とした")),
    ),
)
