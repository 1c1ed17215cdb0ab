"""Who comes into the office pages."""

from functools import wraps
from typing import Any, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from akiya.web.request import ActingRequest, View

FIELD = "/field/"
CSRF = "csrfmiddlewaretoken"


def office(view: View) -> View:
    """Let in who holds a post in the office. Heads of associations are shown to the field pages.

    Who is not signed in goes to sign-in; who holds no post at all gets 403. What somebody typed who is signed in no
    more is not thrown away: they are told to sign in beside it, and to send it again.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        acting = cast("ActingRequest", request)
        if not request.user.is_authenticated:
            typed = request.method == "POST" and request.content_type == "application/x-www-form-urlencoded"
            return signed_out(request) if typed else redirect_to_login(request.get_full_path())
        if acting.scope.sees:
            return view(acting, *args, **kwargs)
        if acting.scope.heads:
            return redirect(FIELD)
        raise PermissionDenied(_("いまは 任期がないため、この台帳を見ることができません。"))

    return guarded


def signed_out(request: HttpRequest) -> HttpResponse:
    """401: what was sent, to be sent again once the person has signed in in another window."""
    sent = [(name, text) for name, texts in request.POST.lists() if name != CSRF for text in texts]
    return render(request, "akiya/signed_out.html", {"sent": sent}, status=401)


def editors(view: View) -> View:
    """Let in only who may write in the register; other people of the office get 403."""

    @office
    @wraps(view)
    def guarded(request: ActingRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.scope.edits:
            raise PermissionDenied(_("この台帳を書きかえる権限がありません。"))
        return view(request, *args, **kwargs)

    return guarded
