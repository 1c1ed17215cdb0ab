"""Answers that a script reads: JSON, tiles and pieces of pages, and what it is told where it gets none."""

from functools import wraps
from typing import Any, cast

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from akiya.web.request import ActingRequest, View
from maps.query import BadSelection
from maps.tiles import NoSuchTile


def for_scripts(view: View) -> View:
    """Let in who holds a post in the office. Everybody else, and who asks wrongly, gets a code and a sentence."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        acting = cast("ActingRequest", request)
        if not request.user.is_authenticated:
            return told(401, "signed_out", _("もう一度 サインインしてください。"))
        if not acting.scope.sees:
            return told(403, "refused", _("この台帳を見る権限がありません。"))
        try:
            return view(acting, *args, **kwargs)
        except BadSelection as error:
            return told(400, "bad_selection", str(error))
        except NoSuchTile as error:
            return told(404, "no_such_tile", str(error))

    return guarded


def told(status: int, code: str, sentence: str) -> JsonResponse:
    """One sentence for a person and a code for the script that shows it."""
    return JsonResponse({"code": code, "message": sentence}, status=status)
