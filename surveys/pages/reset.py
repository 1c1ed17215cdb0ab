"""パスワードを決め直す紙: one page with a link by which a person of the office chooses a new password."""

from urllib.parse import urljoin

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from akiya.pages.door import editors
from akiya.people.passwords import Spent, by_token, may_reset, reset_password
from akiya.people.shown_once import MINUTES, show_at, shown_at
from akiya.people.squares import square_of
from akiya.web.request import ActingRequest
from surveys.contact_points import contact_point_of
from surveys.pages.person import person_of


@require_http_methods(["GET", "POST"])
@editors
@never_cache
def reset(request: ActingRequest, person_id: int) -> HttpResponse:
    """GET shows the paper that was just made, for some minutes; POST takes the password away and makes one."""
    who = person_of(request, person_id)
    if not may_reset(request.scope, who):
        raise Http404
    address = reverse("surveys:reset", args=[who.pk])
    if request.method == "POST":
        made = reset_password(who, request.scope, drop_keys=bool(request.POST.get("keys")))
        return show_at(address, request, {"token": made.token})
    shown = shown_at(address, request)
    try:
        row = by_token(shown["token"]) if shown else None
    except Spent:
        row = None
    if shown is None or row is None:
        messages.warning(request, _("この紙は もう 見られません。手もとに ないときは、新しく つくってください。"))
        return redirect("surveys:person", who.pk)
    link = urljoin(request.build_absolute_uri("/"), reverse("password_reset", args=[shown["token"]]))
    context = {
        "person": who,
        "row": row,
        "link": link,
        "square": square_of(link),
        "minutes": MINUTES,
        "contact_point": contact_point_of(row.municipality_id),
    }
    return render(request, "surveys/reset.html", context)
