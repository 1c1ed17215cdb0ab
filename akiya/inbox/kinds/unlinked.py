"""台帳にない家の答え: an observation of which nobody knows the house."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from akiya.access import Scope
from akiya.evidence.reference import Reference
from akiya.inbox.kind import Kind, Opened, Order, Subject, Way, Written
from akiya.inbox.kinds.held import accepted
from akiya.models import Observation
from akiya.places.nearby import houses_near
from akiya.register.acceptance import accept, house_for
from akiya.words import EvidenceKind, InboxKind, Resolution

SHOWN_NEAR = 6


def accepted_as_new(order: Order, by: Scope) -> Written:
    """A new house is added where it was made. Raises NotPossible."""
    observation = order.subjects[0]
    acceptance = accept(observation, house_for(observation, by), by)
    return str(Reference.to(EvidenceKind.ACCEPTANCE, acceptance.pk)), acceptance.house


def given_to_house(about: Subject) -> str:
    words = {"answer": about.answer, "house": about.house.label if about.house else _("家")}
    return _("%(answer)sを、%(house)sの答えにした") % words


def near(opened: Opened) -> Mapping[str, Any]:
    """The known houses nearest to where it was made; none where nobody knows where that was. Two queries."""
    seen = next(iter(opened.observations), None)
    if seen is None or seen.longitude is None or seen.latitude is None:
        return {"near": []}
    city = Observation.objects.values_list("municipality_id", flat=True).get(pk=seen.id)
    found = houses_near(city, seen.longitude, seen.latitude)
    return {"near": [house for house in found if house.merged_into is None][:SHOWN_NEAR]}


UNLINKED = Kind(
    kind=InboxKind.UNLINKED,
    about=gettext_lazy("どの家の答えか 分からないものです。家を えらびます。"),
    explanation=gettext_lazy("台帳のどの家か 分からない答えです。どの家かを えらぶか、新しい家として加えます。"),
    reasons=(gettext_lazy("地図と写真で確かめた"), gettext_lazy("本人に確かめた"), gettext_lazy("家が分からない")),
    urgency="waiting",
    observations=1,
    more=near,
    ways=(
        Way(Resolution.ASSIGN, write=accepted, done=given_to_house),
        Way(
            Resolution.NEW_HOUSE,
            write=accepted_as_new,
            done=lambda about: _("%(answer)sを、新しい家の答えにした") % {"answer": about.answer},
        ),
        Way(
            Resolution.ASIDE,
            done=lambda about: _("%(answer)sを 使わないことにした") % {"answer": about.answer},
            many=True,
        ),
    ),
)
