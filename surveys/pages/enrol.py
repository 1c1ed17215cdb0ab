"""The first page a head sees: the paper's link or its number opens the field app on this device."""

import unicodedata
from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from surveys.attempts import (
    CODE_FROM_ANYWHERE,
    CODE_FROM_ONE_PLACE,
    LINK_FROM_ONE_PLACE,
    Limit,
    TooMany,
    check,
    count_wrong,
)
from surveys.desks import desk_of
from surveys.devices import hand_over
from surveys.enrolments import DIGITS, Invited, Spent, Unknown, accept, by_code, by_token


@never_cache
@require_http_methods(["GET", "POST"])
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows whom the paper is for, and changes nothing; POST uses it up."""
    limits = [(LINK_FROM_ONE_PLACE, _place(request))]
    try:
        _check(limits)
        invited = by_token(token)
        if request.method == "POST":
            return _let_in(request, invited)
    except TooMany as many:
        return _wait(request, many)
    except Unknown:
        _count(limits)
        return _page(request, "closed", 404, sentence=_("この紙では はじめられません。紙を もう一度 ごらんください。"))
    except Spent:
        return _page(request, "closed", 410, sentence=_("この紙は もう 使えません。新しい紙を お渡しします。"))
    return _ask(request, invited)


@never_cache
@require_http_methods(["GET", "POST"])
def by_number(request: HttpRequest) -> HttpResponse:
    """The six digits of the paper, for a device without a camera and for an app on the home screen.

    A POST shows whom the paper is for, and changes nothing; one that is sure of it (``sure``) uses it up.
    """
    if request.method == "GET":
        return _page(request, "number", 200)
    limits = [(CODE_FROM_ONE_PLACE, _place(request)), (CODE_FROM_ANYWHERE, "")]
    code = digits(request.POST.get("code", ""))
    if len(code) != DIGITS:
        return _page(request, "number", 422, wrong=_("番号は 6けたです。"))
    try:
        _check(limits)
        invited = by_code(code)
        return _let_in(request, invited) if request.POST.get("sure") else _ask(request, invited, code)
    except TooMany as many:
        return _wait(request, many)
    except (Unknown, Spent):
        _count(limits)
        return _page(request, "number", 404, wrong=_("この番号では はじめられません。紙を もう一度 ごらんください。"))


def digits(text: str) -> str:
    """The digits of what was typed, also full-width ones, with spaces and hyphens left out. "" if there is more."""
    plain = "".join(unicodedata.normalize("NFKC", text).replace("-", "").split())
    return plain if plain.isascii() and plain.isdigit() else ""


def _ask(request: HttpRequest, invited: Invited, code: str = "") -> HttpResponse:
    """Ask whether the device is that of whom the paper is for. ``code``: the number by which they came, if they did."""
    desk = desk_of(invited.term.municipality_id)
    return _page(request, "begin", 200, association=invited.term.area, person=invited.person, desk=desk, code=code)


def _let_in(request: HttpRequest, invited: Invited) -> HttpResponse:
    # The page says so of a device that has a passkey of its own.
    response = redirect("surveys:passkey" if request.POST.get("passkey") else "surveys:field")
    hand_over(response, accept(invited, request.headers.get("User-Agent", "")), invited.person.pk)
    return response


def _place(request: HttpRequest) -> str:
    return str(get_adapter().get_client_ip(request))


def _check(limits: list[tuple[Limit, str]]) -> None:
    for limit, who in limits:
        check(limit, who)


def _count(limits: list[tuple[Limit, str]]) -> None:
    for limit, who in limits:
        count_wrong(limit, who)


def _wait(request: HttpRequest, many: TooMany) -> HttpResponse:
    response = _page(request, "closed", 429, sentence=_("なんども ちがう番号が 入りました。しばらく お待ちください。"))
    response.headers["Retry-After"] = str(int(many.wait.total_seconds()) + 1)
    return response


def _page(request: HttpRequest, name: str, status: int, **context: Any) -> HttpResponse:
    context.setdefault("desk", desk_of(None))
    return render(request, f"surveys/enrol/{name}.html", context, status=status)
