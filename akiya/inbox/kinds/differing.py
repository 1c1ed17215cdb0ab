"""食いちがい: two observations of one house contradict each other, and staff say which of them is right."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from akiya.access import Scope
from akiya.evidence.history import lines_of
from akiya.evidence.reading import of_house
from akiya.evidence.records import records_of
from akiya.evidence.reference import Reference
from akiya.evidence.words import name_of
from akiya.inbox.kind import Kind, Opened, Order, Subject, Way, Written
from akiya.inbox.observations import observation_words
from akiya.inbox.taking import taking
from akiya.models import Observation
from akiya.not_possible import NotPossible
from akiya.register.decisions import decide
from akiya.rules.dossier import Dossier
from akiya.rules.occupancy import Standing
from akiya.texts import ages
from akiya.texts.days import era_near
from akiya.texts.states import state_words
from akiya.words import Basis, EvidenceKind, InboxKind, Precision, Resolution

TAKEN = (Resolution.A, Resolution.B)


def taken(order: Order, by: Scope) -> Written:
    """Decide for one of two answers. Raises NotPossible where that would overrule what staff do not know of."""
    found = Observation.objects.in_bulk(order.subjects)
    a, b = (found[each] for each in order.subjects)
    meant = taking(a, b, order.resolution)
    house = order.own_house()
    if order.knowing is not None:
        _stands, overruled = meant.outcome(of_house(house.pk))
        if unknown := set(overruled) - order.knowing:
            raise NotPossible(
                ngettext(
                    "これを採ると、ほかの %(count)s件より 優先されます。下で 確かめてから、もう一度 押してください。",
                    "これを採ると、ほかの %(count)s件より 優先されます。下で 確かめてから、もう一度 押してください。",
                    len(unknown),
                )
                % {"count": len(unknown)}
            )
    decision = decide(house, meant.state, meant.since, Precision.DAY, Basis.REVIEW, order.reason, by, meant.evidence)
    return str(Reference.to(EvidenceKind.DECISION, decision.pk)), house


def took(place: int) -> Callable[[Subject], str]:
    """What taking one of the two is called."""

    def said(about: Subject) -> str:
        one = about.observations[place] if place < len(about.observations) else None
        words = _("%(answer)sを採った") % {"answer": observation_words(one) if one else _("答え")}
        if about.decision is None:
            return words
        return _("%(words)s（%(day)sから）") % {"words": words, "day": era_near(about.decision.effective_on)}

    return said


@dataclass(frozen=True, slots=True)
class Outcome:
    """What would stand where one is taken, and the names of what else it would overrule."""

    letter: str
    stands: Standing
    overruled: list[str]


def two_answers(opened: Opened) -> Mapping[str, Any]:
    """What it would do to take either. One query; three more where something else would be overruled."""
    if len(opened.observations) != len(TAKEN) or opened.house is None:
        return {}
    a, b = opened.observations
    dossier = of_house(opened.house.pk)
    outcomes_of = {resolution: taking(a, b, resolution).outcome(dossier) for resolution in TAKEN}
    ids = dict.fromkeys(id_ for _stands, overruled in outcomes_of.values() for id_ in overruled)
    lines = lines_of(records_of(opened.house, opened.request.scope), Dossier()) if ids else []
    names = {line.record.id: name_of(line) for line in lines}
    outcomes = [
        Outcome(resolution.value.upper(), stands, [names[id_] for id_ in overruled if id_ in names])
        for resolution, (stands, overruled) in outcomes_of.items()
    ]
    return {"outcomes": outcomes, "overruled": " ".join(ids)}


def explanation(opened: Opened) -> str:
    """Whether the later of the two can have known of the earlier, and what the register holds meanwhile."""
    said = []
    if len(opened.observations) == len(TAKEN):
        a, b = opened.observations
        said.append(acquaintance(a.recorded_at, b.spoken_at))
    if opened.house is not None:
        held = state_words(opened.house.occupancy.state, opened.house.occupancy.certainty)
        said.append(_("決めるまで、台帳では「%(state)s」です。") % {"state": held})
    return " ".join(said)


def acquaintance(a_arrived: dt.datetime, b_spoken: dt.datetime) -> str:
    """B cannot have known of A before A arrived; afterwards it may have, and nobody wrote down whether it did."""
    if b_spoken < a_arrived:
        return _("AとBは、たがいを知らずに記録されました。")
    first, second = timezone.localdate(a_arrived), timezone.localdate(b_spoken)
    if first == second:
        return _("Bは、Aが届いた日に、そのあとで 見たものです。Aを知っていたかは 分かりません。")
    words = {"span": ages.span(first, second)}
    return _("Bは、Aが届いてから %(span)s後に 見たものです。Aを知っていたかは 分かりません。") % words


DIFFERING = Kind(
    kind=InboxKind.DIFFERING,
    about=gettext_lazy("同じ家に 60日のうちに、別の人から ちがう答えが届いています。"),
    explanation=explanation,
    reasons=(
        gettext_lazy("現地で確かめた"),
        gettext_lazy("電話で本人に確かめた"),
        gettext_lazy("家族から聞いた"),
        gettext_lazy("写真で確かめた"),
    ),
    urgency="bad",
    observations=2,
    template="akiya/inbox/differing.html",
    more=two_answers,
    ways=(
        Way(Resolution.A, write=taken, done=took(0)),
        Way(Resolution.B, write=taken, done=took(1)),
    ),
)
