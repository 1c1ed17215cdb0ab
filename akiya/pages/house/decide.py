"""Staff decide what is so at a house."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from akiya import register
from akiya.asof.moment import NOW
from akiya.evidence import reading
from akiya.evidence.history import lines_of
from akiya.evidence.records import records_of
from akiya.models import Decision, House, Occupancy
from akiya.pages.door import editors
from akiya.pages.house.decision_form import DecisionForm
from akiya.pages.house.named import speaking_house
from akiya.pages.house.page import page_of, standing_now
from akiya.pages.house.way_back import Way, origin_of
from akiya.pages.undo import with_undo
from akiya.templatetags.house import since_words
from akiya.web.once import once
from akiya.web.request import ActingRequest
from akiya.web.standing_at import stand_at
from akiya.words import Basis, Precision, State


@require_POST
@editors
@once
def house_decide(request: ActingRequest, house_id: int) -> HttpResponse:
    """Write the decision and go back to where work goes on; where it does not fit, say what is wrong beside the form.

    ``begin``: nothing is decided yet, a reason that was written elsewhere is to stand in the form. Said beside it, too,
    where it would overrule what others say of the same time, or where the state stands since another day than was
    written: staff are told, and say that they know, or which of the two they mean. Of a house that was merged meanwhile
    nothing is decided: the form comes again, with what was written in it, at the house that speaks for both.
    """
    origin = origin_of(request.POST, request.scope)
    house = speaking_house(request, house_id, **origin.columns(request.scope))
    dossier = reading.of_house(house.pk)
    lines = lines_of(records_of(house, request.scope), dossier)
    way = origin.way(house)
    stand_at(request, house_address(way, house))
    if request.POST.get("begin"):
        begun = DecisionForm(
            lines=lines, standing=standing_now(house), initial={"reason": request.POST.get("reason", "")[:1000]}
        )
        return render(request, "akiya/house.html", page_of(request, house, NOW, way, begun))
    form = DecisionForm(request.POST, lines=lines, standing=standing_now(house))
    is_meant = house.pk == house_id and form.is_valid() and not form.must_ask(dossier)
    decision = decided(form, house, request) if is_meant else None
    if decision is None:
        return render(request, "akiya/house.html", page_of(request, house, NOW, way, form), status=400)
    messages.success(request, with_undo(said_of(decision), house, f"decision:{decision.pk}"))
    return redirect(on_from(way, house))


def said_of(decision: Decision) -> str:
    """What was decided, and since when the register holds it now, which need not be the day that was written."""
    said = _("%(state)s（確認）と決めました。") % {"state": State(decision.state).label}
    stands = Occupancy.objects.filter(house=decision.house_id, state=decision.state).first()
    if stands is None:
        return said
    return _("%(said)s いつから：%(since)s。") % {"said": said, "since": since_words(stands)}


def on_from(way: Way | None, house: House) -> str:
    """Where work goes on: in the inbox; at the house, with the next of its list, where it was opened from one."""
    if way is not None and "inbox" in way.carried:
        return way.address
    return house_address(way, house)


def house_address(way: Way | None, house: House) -> str:
    """The page of the house, as it was come to."""
    query = f"?{urlencode(way.carried)}" if way else ""
    return f"{reverse('house', args=[house.pk])}{query}"


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
