"""Retract one record of a house, or put a retracted one back. Both leave a row behind."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from akiya import register
from akiya.evidence import reading
from akiya.evidence.history import RETRACTIONS, Line, lines_of
from akiya.evidence.records import records_of
from akiya.evidence.words import name_of
from akiya.models import House, Retraction
from akiya.pages.door import editors
from akiya.pages.house.named import visible_house
from akiya.pages.office_form import OfficeForm
from akiya.pages.undo import with_undo
from akiya.web.request import ActingRequest


class ReasonForm(OfficeForm):
    """Why."""

    reason = forms.CharField(
        label=gettext_lazy("理由（記録に残ります）"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("理由を書いてください。")},
    )


@require_http_methods(["GET", "POST"])
@editors
def house_retract(request: ActingRequest, house_id: int) -> HttpResponse:
    """``?evidence=look:<uuid>``: ask for the reason, then retract it. Naming a retraction puts its record back."""
    house = visible_house(request, house_id)
    lines = lines_of(records_of(house, request.scope), reading.of_house(house.pk))
    by_id = {line.record.id: line for line in lines}
    line = by_id.get(request.GET.get("evidence", ""))
    if line is None:
        raise Http404
    target = by_id.get(line.record.refers) if line.kind in RETRACTIONS else None
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        retraction = retracted(form, house, line, request)
        if retraction is not None:
            said = _("もどしました。") if target else _("取り消しました。")
            messages.success(request, with_undo(said, house, f"retraction:{retraction.pk}"))
            return redirect("house", house.pk)
    context = {
        "house": house,
        "line": line,
        "name": name_of(target or line),
        "puts_back": target is not None,
        "form": form,
        "shows_restricted": True,
    }
    return render(request, "akiya/house_retract.html", context, status=400 if form.errors else 200)


def retracted(form: ReasonForm, house: House, line: Line, request: ActingRequest) -> Retraction | None:
    """The retraction as the register took it; None where it refused, with the reason in the form."""
    try:
        return register.retract(house, line.record.id, form.cleaned_data["reason"], request.scope)
    except register.NotPossible as wrong:
        form.add_error(None, str(wrong))
        return None
