"""What the field API says when it cannot do what it was asked: always a code, a sentence and a 4xx."""

import errno
from collections.abc import Callable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.request import RawPostDataException, UnreadablePostError
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from akiya import locks
from akiya.access import Refused
from akiya.media.photos import Damaged, TooLarge
from akiya.media.pictures import NotAnImage
from akiya.not_possible import Busy
from akiya.web.request import RETRY_AFTER
from surveys.handover.faults import fault_at
from surveys.head_terms import Closed
from surveys.malformed import keep_for_staff

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise, StrPromise


ROOT = "/field/api/"


class Problem(Exception):
    """Something that is wrong with a request. ``code`` is for the app, the message for the person."""

    def __init__(self, code: str, message: str, status: int = 422, **more: Any) -> None:
        super().__init__(message)
        self.code, self.message, self.status, self.more = code, message, status, more


def answer(code: str, message: "StrOrPromise", status: int, **more: Any) -> HttpResponse:
    """One problem as JSON."""
    body = {"code": code, "message": str(message), **more}
    return JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})


def conflict(subject: Any) -> HttpResponse:
    """The id is known with other content; both are kept."""
    return answer("conflict", _("同じ番号の 別の記録が あります。職員が たしかめます。"), 409, id=str(subject))


def _malformed(request: HttpRequest, error: Any) -> HttpResponse:
    fields = sorted({".".join(str(part) for part in each["loc"][2:] or each["loc"][-1:]) for each in error.errors})
    keep_for_staff(request, fault_at(fields[0].split(".")))
    return answer("malformed", _("記録の 形が 正しくありません。"), 422, fields=fields)


def _storage(request: HttpRequest, error: Any) -> HttpResponse:
    """A full disk is no fault of the sender, who keeps what was not taken; any other failure is ours to see."""
    if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
        raise error
    return answer("storage_full", _("いま 受け取れません。あとで もう一度 送ります。"), 507)


def _busy(request: HttpRequest, error: Any) -> HttpResponse:
    """Somebody else writes for longer than a tablet waits: it keeps what it has, and sends it again by itself."""
    if not isinstance(error, Busy) and locks.busy(error) is None:
        raise error
    told = answer("busy", _("いま 受け取れません。あとで もう一度 送ります。"), 503)
    told["Retry-After"] = str(RETRY_AFTER)
    return told


def _own(request: HttpRequest, error: Any) -> HttpResponse:
    return answer(error.code, str(error), error.status, **getattr(error, "more", {}))


NOT_AN_IMAGE = _("写真として 読めません。")
# What the register or the server raises: its code, its status, and what is said unless the error says it itself.
RAISED: dict[type[Exception], "tuple[str, int, StrPromise | None]"] = {
    Http404: ("not_found", 404, _("見つかりません。")),
    RequestDataTooBig: ("too_large", 413, _("大きすぎて 受け取れません。")),
    UnreadablePostError: ("unreadable", 400, _("とちゅうで 切れました。")),
    HttpError: ("unreadable", 400, _("記録を 読めませんでした。")),
    # A form where JSON belongs was read already, for the mark that forms carry.
    RawPostDataException: ("unreadable", 400, _("記録を 読めませんでした。")),
    NotAnImage: ("not_an_image", 422, NOT_AN_IMAGE),
    TooLarge: ("too_large", 413, None),
    Damaged: ("sha256_differs", 422, None),
    Refused: ("refused", 403, None),
}


def _unreadable(request: HttpRequest, error: Any) -> HttpResponse:
    keep_for_staff(request, fault_at([]))
    return _raised(request, error)


def _raised(request: HttpRequest, error: Any) -> HttpResponse:
    code, status, sentence = next(RAISED[kind] for kind in type(error).__mro__ if kind in RAISED)
    return answer(code, str(sentence or error), status)


class ApiMiddleware:
    """What is refused before the API is asked, or by ninja in bare English, is told as the rest is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not request.path.startswith(ROOT) or response.get("Content-Type") == "application/json":
            return response
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            told = answer("method_not_allowed", _("この住所では できません。"), HTTPStatus.METHOD_NOT_ALLOWED)
            told["Allow"] = response["Allow"]
            return told
        if response.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            code, status, sentence = RAISED[RequestDataTooBig]
            return answer(code, sentence or "", status)
        return response


def listen(api: NinjaAPI) -> None:
    """Let every problem of the API be answered here."""
    api.add_exception_handler(Problem, _own)
    api.add_exception_handler(Closed, _own)
    api.add_exception_handler(ValidationError, _malformed)
    api.add_exception_handler(OSError, _storage)
    api.add_exception_handler(Busy, _busy)
    api.add_exception_handler(OperationalError, _busy)
    for kind in RAISED:
        api.add_exception_handler(kind, _raised)
    api.add_exception_handler(HttpError, _unreadable)
