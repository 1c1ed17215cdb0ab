"""Staff decide what is so at a house."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from akiya import evidence, register
from akiya.history import NOW
from akiya.models import Decision, House
from akiya.pages.decision_form import DecisionForm
from akiya.pages.door import editors
from akiya.pages.house_history import lines_of
from akiya.pages.house_page import page_of, standing_now
from akiya.pages.house_records import records_of
from akiya.pages.house_words import name_of
from akiya.pages.houses import visible_house
from akiya.pages.undo import with_undo
from akiya.request import ActingRequest
from akiya.words import Basis, Precision, State


@require_POST
@editors
def house_decide(request: ActingRequest, house_id: int) -> HttpResponse:
    """Write the decision and come back; where it does not fit, the house's page with what is wrong beside the form.

    So, too, where it would overrule what others say of the same time: staff are told, and say that they know.
    """
    house = visible_house(request, house_id)
    pieces = evidence.of_houses([house.pk])[house.pk]
    lines = lines_of(records_of(house), pieces)
    form = DecisionForm(request.POST, lines=lines, standing=standing_now(house))
    if form.is_valid() and not form.cleaned_data["knowing"]:
        overruled = set(form.overrules(pieces))
        form.warnings = [name_of(line) for line in lines if line.record.id in overruled]
    decision = decided(form, house, request) if form.is_valid() and not form.warnings else None
    if decision is None:
        return render(request, "akiya/house.html", page_of(request, house, NOW, form), status=400)
    said = _("%(state)s（確認）と決めました。") % {"state": State(decision.state).label}
    messages.success(request, with_undo(said, house, f"decision:{decision.pk}"))
    return redirect("house", house.pk)


def decided(form: DecisionForm, house: House, request: ActingRequest) -> Decision | None:
    """The decision as the register took it; None where it refused, with the reason in the form."""
    found = form.cleaned_data
    try:
        return register.decide(
            house,
            State(found["state"]),
            found["effective_on"],
            Precision(found["precision"]),
            Basis(found["basis"]),
            found["reason"],
            request.scope,
            found["evidence"],
            found["replaces"],
        )
    except register.NotPossible as wrong:
        form.add_error(None, str(wrong))
        return None
