"""The field app itself: one page, which then lives on the tablet."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from akiya.web.request import ActingRequest
from surveys.contact_points import contact_point_of
from surveys.head_terms import Closed, head_term_of
from surveys.shell import app_page, rescue_page


@require_safe
@ensure_csrf_cookie
@gzip_page
def field(request: HttpRequest) -> HttpResponse:
    """The app, for whoever heads an association; one sentence for anybody else."""
    try:
        head_term_of(cast("ActingRequest", request).scope)
    except Closed as closed:
        if closed.code == "not_enrolled":
            return redirect("surveys:enrol")
        context = {"sentence": str(closed), "contact_point": contact_point_of(None)}
        return render(request, "surveys/enrol/closed.html", context, status=closed.status)
    return HttpResponse(app_page())


@require_safe
@gzip_page
def shell(request: HttpRequest) -> HttpResponse:
    """The app's page as the service worker keeps it. There is nothing in it but the app, so anybody may have it."""
    return HttpResponse(app_page())


@require_safe
@gzip_page
def rescue(request: HttpRequest) -> HttpResponse:
    """Takes out what a tablet has not sent, when the app itself does not open."""
    return HttpResponse(rescue_page())
