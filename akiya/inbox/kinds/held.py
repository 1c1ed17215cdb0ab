"""あずかった答え: an observation that does not count until staff accept it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from akiya.access import Scope
from akiya.evidence.reference import Reference
from akiya.inbox.kind import Kind, Order, Way, Written
from akiya.register.acceptance import accept
from akiya.words import EvidenceKind, InboxKind, Resolution


def accepted(order: Order, by: Scope) -> Written:
    """It counts from now on, for the house that it names or that staff named. Raises NotPossible."""
    acceptance = accept(order.subjects[0], order.house, by)
    return str(Reference.to(EvidenceKind.ACCEPTANCE, acceptance.pk)), acceptance.house


HELD = Kind(
    kind=InboxKind.HELD,
    about=gettext_lazy("任期が終わった人や、受け持ちの外からの答えです。受け入れるまで 使いません。"),
    explanation=gettext_lazy(
        "受け入れるまで、家の状態には使っていません。受け入れると、今日から 台帳の記録になります。"
    ),
    reasons=(gettext_lazy("内容を確かめた"), gettext_lazy("前の会長に確かめた"), gettext_lazy("見た時期が古い")),
    urgency="waiting",
    observations=1,
    ways=(
        Way(
            Resolution.ACCEPT,
            write=accepted,
            done=lambda about: _("%(answer)sを受け入れた") % {"answer": about.answer},
            many=True,
        ),
        Way(
            Resolution.ASIDE,
            done=lambda about: _("%(answer)sを 使わないことにした") % {"answer": about.answer},
            many=True,
        ),
    ),
)
