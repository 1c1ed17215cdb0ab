"""What a person reads when a page cannot be given: one clear sentence and a way back."""

from collections.abc import Callable

from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from akiya import locks
from akiya.access import Refused
from akiya.asof.moment import BadMoment
from akiya.not_possible import Busy, NotPossible
from akiya.web.request import RETRY_AFTER


def failure(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    """A page of one sentence. Where we failed ourselves it asks nothing of the database, which may be what failed."""
    context = {"sentence": sentence, "status": status}
    page = render_to_string("akiya/failure.html", context, None if status >= 500 else request)
    return HttpResponse(page, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, or 413 where the body was larger than we take."""
    if isinstance(exception, RequestDataTooBig):
        return failure(request, 413, _("送られたものが 大きすぎます。分けて送ってください。"))
    return failure(request, 400, _("送られた内容が 読めませんでした。前のページから やり直してください。"))


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403, with the reason where one was given."""
    ours = isinstance(exception, PermissionDenied | Refused) and str(exception)
    return failure(request, 403, ours or _("このページを見る権限がありません。"))


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form's own mark was missing or old."""
    return failure(request, 403, _("ページが古くなっています。前のページを 読みこみ直して、もう一度 送ってください。"))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return failure(request, 404, _("この住所のページは ありません。なくなったか、見る権限がありません。"))


def too_many(request: HttpRequest) -> HttpResponse:
    """429: more tries than anybody needs."""
    return failure(request, 429, _("続けて何度も送られました。少し待ってから やり直してください。"))


def busy(request: HttpRequest, sentence: str) -> HttpResponse:
    """503: somebody else writes for longer than a page waits."""
    page = failure(request, 503, sentence)
    page["Retry-After"] = str(RETRY_AFTER)
    return page


def failed(request: HttpRequest) -> HttpResponse:
    """500."""
    return failure(request, 500, _("こちらの不具合で 開けませんでした。何も書きかわっていません。"))


class FailureMiddleware:
    """Turn what the register refuses into a page: a bad date 400, a missing right 403, a wrong method 405."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code == 405 and not response.streaming and not getattr(response, "content", b""):
            page = failure(request, 405, _("ここは 開くページではありません。前のページから やり直してください。"))
            page["Allow"] = response.get("Allow", "")
            return page
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page for what a view refuses; anything else stays a failure of ours. Nothing written stays.

        The page is made first: once the transaction is marked for undoing, nothing can be asked of it.
        """
        page = page_for(request, exception)
        if page is not None:
            transaction.set_rollback(True)
        return page


def page_for(request: HttpRequest, exception: Exception) -> HttpResponse | None:
    """The page that answers an exception of a view; None for one that nobody foresaw."""
    if isinstance(exception, Http404):
        return not_found(request, exception)
    if isinstance(exception, Refused | PermissionDenied):
        return refused(request, exception)
    if too_long := exception if isinstance(exception, Busy) else locks.busy(exception):
        return busy(request, str(too_long))
    if isinstance(exception, BadMoment | NotPossible | BadRequest):
        return failure(request, 400, str(exception))
    if isinstance(exception, SuspiciousOperation):
        return bad_request(request, exception)
    return None
