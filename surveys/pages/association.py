"""One association: who heads it, from when to when, with which devices; and what staff change of that."""

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from akiya.models import Area, Term
from akiya.pages.door import editors
from akiya.pages.office_form import as_typed
from akiya.people.appointing import replace_head
from akiya.register import NotPossible
from akiya.web.once import once
from akiya.web.request import ActingRequest
from akiya.words import AreaKind, Role
from surveys.devices import revoke_device
from surveys.enrolments import revoke
from surveys.models import Device
from surveys.no_changes_shown import said_by
from surveys.pages.people_forms import HeadForm, end_form, reopen_form
from surveys.people_list import lines_of, with_devices

EARLIER_TERMS = 10
SAID = 12  # two years of rounds


@require_http_methods(["GET", "POST"])
@editors
@once
def association(request: ActingRequest, area_id: int) -> HttpResponse:
    """GET shows it; POST puts a new head in office."""
    area = _area(request, area_id)
    if request.method == "GET":
        return _page(request, area)
    form = HeadForm(request.POST)
    if form.is_valid():
        new = form.cleaned_data
        try:
            term = replace_head(area, form.particulars, new["starts_on"], request.scope, new["last_day"])
        except NotPossible as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _("%(name)sさんの任期を はじめました。") % {"name": term.person.name})
            return redirect("surveys:association", area.pk)
    return _page(request, area, form, status=400)


@require_POST
@editors
def revoke_paper(request: ActingRequest, term_id: int) -> HttpResponse:
    """Make the unused paper of a term worthless."""
    term = head_term(request, term_id)
    revoke(term, request.scope)
    messages.success(request, _("まだ使われていない紙を 使えなくしました。"))
    return redirect("surveys:association", term.area_id)


@require_POST
@editors
def stop_device(request: ActingRequest, device_id: uuid.UUID) -> HttpResponse:
    """Shut a device out, for one that was lost or given away."""
    device = Device.objects.filter(pk=device_id, municipality_id__in=request.scope.edits).first()
    if device is None:
        raise Http404
    revoke_device(device, request.scope)
    messages.success(request, _("端末を 使えなくしました。"))
    term = Term.objects.filter(person=device.person_id, role=Role.HEAD).first()
    return redirect("surveys:association", term.area_id) if term else redirect("surveys:people")


def head_term(request: ActingRequest, term_id: int) -> Term:
    """A head's term of a city that the person writes in. Raises Http404."""
    terms = Term.objects.filter(role=Role.HEAD, municipality_id__in=request.scope.edits)
    term = terms.select_related("person", "area", "municipality").filter(pk=term_id).first()
    if term is None:
        raise Http404
    return term


def _area(request: ActingRequest, area_id: int) -> Area:
    areas = Area.objects.filter(kind=AreaKind.ASSOCIATION, municipality_id__in=request.scope.edits)
    area = areas.defer("geometry").filter(pk=area_id).first()
    if area is None:
        raise Http404
    return area


def _page(request: ActingRequest, area: Area, form: HeadForm | None = None, status: int = 200) -> HttpResponse:
    today = timezone.localdate()
    ended = Term.objects.filter(area=area, role=Role.HEAD, ends_on__lte=today)
    earlier = ended.select_related("area").order_by("-ends_on", "-pk")
    context: dict[str, Any] = {
        "area": area,
        "heads": [(held, end_form(held.term)) for held in lines_of([area])[0].heads],
        "unchanged": said_by(area.pk)[:SAID],
        "earlier": [(held, reopen_form(held.term)) for held in with_devices(earlier[:EARLIER_TERMS])],
        "form": form or HeadForm(initial={"starts_on": as_typed(_next_april(today))}),
    }
    return render(request, "surveys/association.html", context, status=status)


def _next_april(today: dt.date) -> dt.date:
    """The next 1 April from today on: when associations change heads."""
    april = today.replace(month=4, day=1)
    return april if april >= today else april.replace(year=today.year + 1)
