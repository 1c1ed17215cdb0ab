"""The box about requests on the page of a house, and the button in it."""

from django.contrib import messages
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from akiya.models import House
from akiya.models.deed import STANDING
from akiya.pages.door import editors
from akiya.pages.house.named import visible_house
from akiya.pages.panels import register
from akiya.register import NotPossible
from akiya.web.once import once
from akiya.web.request import ActingRequest
from akiya.words import RequestReason
from surveys.asking import ask
from surveys.models import Request, RequestWithdrawal

# What staff choose by hand; the others are given by the schedule and by a draw.
BY_HAND = (RequestReason.RENEWAL, RequestReason.SIGNAL, RequestReason.DISPUTE)
SHOWN = 5


@require_POST
@editors
@once
def ask_about(request: ActingRequest, house_id: int) -> HttpResponse:
    """Ask the association of the house to look, and go back to the house. 400 where that is not possible."""
    house = visible_house(request, house_id)
    reason = request.POST.get("reason", "")
    if reason not in BY_HAND:
        raise NotPossible(_("理由をえらんでください。"))
    asked = ask(house, RequestReason(reason), request.scope)
    words = {"association": asked.association.name}
    messages.success(request, _("%(association)sに 見てもらうことにしました。") % words)
    return redirect("house", house_id)


@register
def requests_panel(request: ActingRequest, house: House) -> SafeString:
    """What was asked about the house, for those who write; nobody else learns the reasons. One query."""
    if house.municipality_id not in request.scope.edits:
        return SafeString("")
    withdrawn = RequestWithdrawal.objects.filter(STANDING, request=OuterRef("pk"))
    of_house = Request.objects.filter(house=house).annotate(is_withdrawn=Exists(withdrawn))
    # What waits stands first, however much was asked after it.
    waiting_first = of_house.order_by(ExpressionWrapper(Q(closed_on=None), BooleanField()).desc(), "-asked_on", "-pk")
    asked = list(waiting_first.select_related("association")[:SHOWN])
    context = {
        "house": house,
        "asked": asked,
        "is_open": any(each.closed_on is None for each in asked),
        "typed": request.POST.get("why", ""),
        "reasons": [(reason.value, reason.label) for reason in BY_HAND],
    }
    return render_to_string("surveys/requests_panel.html", context, request)
