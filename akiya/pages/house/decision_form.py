"""The form by which staff decide what is so at a house."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from akiya.evidence import decision
from akiya.evidence.history import Line
from akiya.evidence.reference import is_of
from akiya.evidence.words import name_of
from akiya.pages.office_form import EraDate, OfficeForm, as_typed
from akiya.rules.dossier import Dossier, Kept, start_kept
from akiya.rules.occupancy import Standing
from akiya.texts.eras import When
from akiya.words import Basis, EvidenceKind, Precision, State

AS_WRITTEN = ""
CONFIRMS = "confirms"
"""The answer that a decision says once more what stood before; else the decision that it corrects."""
COARSENESS = (Precision.DAY, Precision.MONTH, Precision.YEAR, Precision.ERA, Precision.UNKNOWN)
MOST = 100
"""So many pieces of evidence, the last recorded ones, can be named."""
RECENT = 6
"""This many pieces of evidence stand in the open; older ones under a fold."""


class DecisionForm(OfficeForm):
    """What is so, since when, how that was found out, on what evidence, and why."""

    state = forms.ChoiceField(label=gettext_lazy("状態"), choices=State.choices, widget=forms.RadioSelect)
    since = EraDate(label=gettext_lazy("いつから"))
    precision = forms.ChoiceField(
        label=gettext_lazy("くわしさ"),
        required=False,
        choices=[
            (AS_WRITTEN, gettext_lazy("書いたとおり")),
            *((value, value.label) for value in COARSENESS if value is not Precision.ERA),
        ],
    )
    basis = forms.ChoiceField(label=gettext_lazy("決め方"), choices=Basis.choices, initial=Basis.REVIEW)
    evidence = forms.MultipleChoiceField(
        label=gettext_lazy("根拠"), required=False, widget=forms.CheckboxSelectMultiple
    )
    knowing = forms.BooleanField(label=gettext_lazy("それでも この状態に決める"), required=False)
    start = forms.ChoiceField(label=gettext_lazy("いつから"), required=False, widget=forms.RadioSelect)
    replaces = forms.ChoiceField(
        label=gettext_lazy("訂正する決定"),
        required=False,
        help_text=gettext_lazy("えらんだ決定は 取り消され、この決定に 置きかわります。"),
    )
    reason = forms.CharField(
        label=gettext_lazy("理由（記録に残ります）"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("理由を書いてください。")},
    )

    def __init__(self, *args: Any, lines: Sequence[Line], standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speaking = [line for line in lines if line.speaks][:MOST]
        self.fields["evidence"].choices = [(line.record.id, name_of(line)) for line in speaking]  # type: ignore[attr-defined]
        self.initial.setdefault(
            "evidence", [line.record.id for line in unheard(speaking) if line.state == standing.state]
        )
        decisions = [(line.record.id, name_of(line)) for line in speaking if line.kind == EvidenceKind.DECISION]
        self.fields["replaces"].choices = [("", _("なし（あたらしい決定）")), *decisions]  # type: ignore[attr-defined]
        self.fields["start"].choices = [(CONFIRMS, _("もう一度の確認")), *decisions]  # type: ignore[attr-defined]
        self.has_decisions = bool(decisions)
        self.names = {line.record.id: name_of(line) for line in lines}
        self.warnings: list[str] = []
        self.kept: Kept | None = None
        self.initial.setdefault("state", standing.state)
        if standing.since:
            self.initial.setdefault("since", as_typed(standing.since, standing.precision))

    def must_ask(self, dossier: Dossier) -> bool:
        """Whether the decision that was sent does what staff have not yet said that they know.

        It overrules what says otherwise; or the state began before the day that was written, and stays so. Both are
        said until it is taken, with what was answered: of two questions one may be answered first.
        """
        found = self.cleaned_data
        meant = decision.meant(
            State(found["state"]), found["effective_on"], Precision(found["precision"]), timezone.now()
        )
        overruled = [piece.id for piece in dossier.overruled_by(meant) if piece.id != found["replaces"]]
        self.warnings = [self.names[id_] for id_ in overruled if id_ in self.names]
        if not self["replaces"].value():
            self.kept = start_kept(meant, dossier)
        return bool((self.warnings and not found["knowing"]) or (self.kept and not found["start"]))

    @property
    def kept_by(self) -> str:
        """The name of what says when the state began."""
        return self.names.get(self.kept.by, "") if self.kept else ""

    @property
    def may_correct(self) -> bool:
        """Whether that is a decision, which this one can replace."""
        return self.kept is not None and is_of(self.kept.by, EvidenceKind.DECISION) and self.kept.by in self.names

    @property
    def today(self) -> dt.date:
        return timezone.localdate()

    @property
    def recent_evidence(self) -> list[forms.boundfield.BoundWidget]:
        return list(self["evidence"])[:RECENT]

    @property
    def older_evidence(self) -> list[forms.boundfield.BoundWidget]:
        return list(self["evidence"])[RECENT:]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if "since" in found:
            when = coarser(found["since"], found.get("precision", AS_WRITTEN))
            if when is None:
                self.add_error("precision", _("書いた日付より くわしくは できません。"))
            else:
                found["effective_on"] = when.first or timezone.localdate()
                found["precision"] = when.precision
        if found.get("basis") == Basis.REVIEW and not found.get("evidence"):
            self.add_error("evidence", _("記録を見なおして決めるときは、根拠を 1つ以上 選んでください。"))
        if found.get("start") not in {None, "", CONFIRMS} and not found.get("replaces"):
            found["replaces"] = found["start"]
        return found


def unheard(lines: Sequence[Line]) -> list[Line]:
    """What came after the last decision, so that no decision rests on it yet."""
    decided = max((line.record.recorded_at for line in lines if line.kind == EvidenceKind.DECISION), default=None)
    return [line for line in lines if decided is None or line.record.recorded_at > decided]


def coarser(when: When, wanted: str) -> When | None:
    """The date at the precision wanted; None where it was not written so exactly."""
    if wanted == AS_WRITTEN or wanted == when.precision:
        return when
    if COARSENESS.index(Precision(wanted)) < COARSENESS.index(when.precision) or when.first is None:
        return None
    first = when.first
    if wanted == Precision.MONTH:
        first = first.replace(day=1)
    if wanted == Precision.YEAR:
        first = first.replace(month=1, day=1)
    return When(None if wanted == Precision.UNKNOWN else first, Precision(wanted))
