"""A passkey is offered to whoever has just set up their device, and sets up a device again."""

from functools import partial
from typing import cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from akiya.models import Person
from akiya.people.attempts import turned_away
from surveys import passkeys
from surveys.contact_points import contact_point_of
from surveys.devices import FieldRequest, hand_over
from surveys.limits import PASSKEYS_FROM_ONE_PLACE


@never_cache
@require_http_methods(["GET", "POST"])
def make(request: HttpRequest) -> HttpResponse:
    """GET asks whether to make one, and POST keeps it. Whoever may make none goes on to the app."""
    device = cast("FieldRequest", request).device
    if device is None or not passkeys.may_make_one(device):
        return redirect("surveys:field")
    is_refused = request.method == "POST" and not passkeys.keep(device, request.POST.get("credential", ""))
    if request.method == "POST" and not is_refused:
        return redirect("surveys:field")
    context = {
        "options": {"creation_options": passkeys.to_make(cast("Person", request.user))},
        "is_refused": is_refused,
        "contact_point": contact_point_of(device.municipality_id),
    }
    return render(request, "surveys/enrol/passkey.html", context, status=422 if is_refused else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """GET gives what a browser is asked for a passkey, as JSON; POST takes the passkey and opens the app."""
    if request.method == "GET":
        return JsonResponse({"request_options": passkeys.to_enter()})
    try:
        key, person = passkeys.enter(request.POST.get("credential", ""), request.headers.get("User-Agent", ""))
    except passkeys.NotRecognised:
        return turned_away(request, PASSKEYS_FROM_ONE_PLACE, 403, partial(_number, request))
    response = redirect("surveys:field")
    hand_over(response, key, person.pk)
    return response


def _number(request: HttpRequest, status: int) -> HttpResponse:
    sentence = _("この 指紋や 顔では はじめられません。紙の 番号を 入れてください。")
    context = {"contact_point": contact_point_of(None), "not_recognised": sentence}
    return render(request, "surveys/enrol/number.html", context, status=status)
