"""Who comes into the office pages."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from akiya.request import ActingRequest

FIELD = "/field/"

View = Callable[..., HttpResponseBase]


def office(view: View) -> View:
    """Let in who holds a post in the office. Heads of associations are shown to the field pages.

    Who is not signed in goes to sign-in; who holds no post at all gets 403.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        acting = cast("ActingRequest", request)
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if acting.scope.sees:
            return view(acting, *args, **kwargs)
        if acting.scope.heads:
            return redirect(FIELD)
        raise PermissionDenied(_("いまは 任期がないため、この台帳を見ることができません。"))

    return guarded


def editors(view: View) -> View:
    """Let in only who may write in the register; other people of the office get 403."""

    @office
    @wraps(view)
    def guarded(request: ActingRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.scope.edits:
            raise PermissionDenied(_("この台帳を書きかえる権限がありません。"))
        return view(request, *args, **kwargs)

    return guarded
