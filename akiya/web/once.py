"""A form that is pressed twice is taken once: the second press leads to where the first one led.

Somebody who goes back in the browser has the same form again; with other words in it, it says something else.
"""

import datetime as dt
import uuid
from functools import wraps
from typing import Any

from django.http import HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from akiya.locks import lock_records
from akiya.models import SentForm
from akiya.web.request import ActingRequest, View

FIELD = "form"
KEPT = dt.timedelta(days=1)
"""Nobody presses again later than this, and what came of it is seen on the pages."""


def once(view: View) -> View:
    """Take what a form brings once, by its words and the id that was made with it ({% form_id %}). Inside of who may
    come in.

    Two presses at the same moment wait for each other; what was refused is taken when it is sent again. A form
    without an id, of a page that was opened before there were any, is taken as it comes.
    """

    @wraps(view)
    def guarded(request: ActingRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        form = form_of(request)
        if form is None:
            return view(request, *args, **kwargs)
        press = uuid.uuid5(form, said_by(request))
        lock_records(press)
        before = SentForm.objects.filter(person=request.user, form=press).first()
        if before is not None:
            return redirect(before.led_to)
        response = view(request, *args, **kwargs)
        if isinstance(response, HttpResponseRedirect):
            SentForm.objects.filter(person=request.user, recorded_at__lt=timezone.now() - KEPT).delete()
            SentForm.objects.create(person=request.user, form=press, led_to=response.url)
        return response

    return guarded


def form_of(request: ActingRequest) -> uuid.UUID | None:
    """The id that was sent with a form; None for what is none."""
    try:
        return uuid.UUID(request.POST.get(FIELD, ""))
    except ValueError:
        return None


def said_by(request: ActingRequest) -> str:
    """Where a form was sent and what was written in it, whatever the token of the page that it stood on."""
    written = request.POST.copy()
    written.pop("csrfmiddlewaretoken", None)
    return f"{request.path}?{written.urlencode()}"
