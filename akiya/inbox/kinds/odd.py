"""ようすが ふつうでない答え: an observation that counts, and that staff should look at."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from akiya.access import Scope
from akiya.evidence.reference import Reference
from akiya.inbox.kind import Kind, Order, Subject, Way, Written
from akiya.register.decisions import retract
from akiya.words import EvidenceKind, InboxKind, Resolution


def retracted(order: Order, by: Scope) -> Written:
    """It counts no more."""
    house = order.own_house()
    observation = Reference.to(EvidenceKind.OBSERVATION, order.subjects[0])
    retraction = retract(house, str(observation), order.reason, by)
    return str(Reference.to(EvidenceKind.RETRACTION, retraction.pk)), house


def made_sure_of(about: Subject) -> str:
    return _("%(answer)sを確かめた") % {"answer": about.answer}


ODD = Kind(
    kind=InboxKind.ODD,
    about=gettext_lazy("遠い場所からの答えや、端末の時計が ずれている答えです。"),
    explanation=gettext_lazy("台帳に使っている答えですが、ようすが ふつうではありません。"),
    reasons=(gettext_lazy("内容を確かめた"), gettext_lazy("位置の誤差"), gettext_lazy("見まちがい")),
    observations=1,
    ways=(
        Way(Resolution.SEEN, done=made_sure_of, many=True),
        Way(
            Resolution.RETRACT,
            write=retracted,
            done=lambda about: _("%(answer)sを 数えないことにした") % {"answer": about.answer},
        ),
    ),
)
