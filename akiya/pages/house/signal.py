"""Add a hint that something changed at a house."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from akiya import register
from akiya.models import House, Signal
from akiya.pages.door import editors
from akiya.pages.house.named import visible_house
from akiya.pages.office_form import EraDay, OfficeForm
from akiya.pages.undo import with_undo
from akiya.web.once import once
from akiya.web.request import ActingRequest
from akiya.words import SignalKind


class SignalForm(OfficeForm):
    """What was noticed, when, and where the city has it from."""

    kind = forms.ChoiceField(label=gettext_lazy("種類"), choices=SignalKind.choices)
    observed_on = EraDay(
        label=gettext_lazy("見られた日"), help_text=gettext_lazy("9月30日、令和8年9月30日、2026-09-30 など")
    )
    value = forms.CharField(label=gettext_lazy("値"), max_length=100, required=False)
    source = forms.CharField(
        label=gettext_lazy("どこから"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("例：水道課、市民からの電話"),
    )


@require_http_methods(["GET", "POST"])
@editors
@once
def house_signal(request: ActingRequest, house_id: int) -> HttpResponse:
    """The form, then back to the house."""
    house = visible_house(request, house_id)
    form = SignalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        signal = added(form, house, request)
        if signal is not None:
            said = _("兆候「%(kind)s」を加えました。") % {"kind": SignalKind(signal.kind).label}
            messages.success(request, with_undo(said, house, f"signal:{signal.pk}"))
            return redirect("house", house.pk)
    context = {"house": house, "form": form}
    return render(request, "akiya/house_signal.html", context, status=400 if form.errors else 200)


def added(form: SignalForm, house: House, request: ActingRequest) -> Signal | None:
    """The signal as the register took it; None where it refused, with the reason in the form."""
    found = form.cleaned_data
    try:
        return register.add_signal(
            house, SignalKind(found["kind"]), found["observed_on"], request.scope, found["value"], found["source"]
        )
    except register.NotPossible as wrong:
        form.add_error(None, str(wrong))
        return None
