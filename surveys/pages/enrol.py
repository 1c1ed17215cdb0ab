"""The first page a head sees: the paper's link or its number opens the field app on this device."""

from functools import partial
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from akiya.people.attempts import Limit, TooMany, check, count_wrong, later, place_of, turned_away
from akiya.texts.letters import plain
from akiya.texts.waits import how_long
from surveys.contact_points import contact_point_of
from surveys.devices import FieldRequest, hand_over
from surveys.enrolments import Invited, Spent, Unknown, accept, are_short_ones_open, by_code, by_token, was_opened_by
from surveys.limits import (
    LINKS_FROM_ONE_PLACE,
    NUMBERS_FROM_ONE_PLACE,
    NUMBERS_OF_A_KIND,
    SHORT_NUMBERS,
    SHORT_NUMBERS_FROM_ONE_PLACE,
)
from surveys.paper_numbers import DIGITS, SHORT_DIGITS, is_sound, kind_of

MOST_TYPED = 30


@never_cache
@require_http_methods(["GET", "POST"])
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows whom the paper is for, and changes nothing; POST uses it up."""
    try:
        invited = by_token(token)
        if request.method == "POST":
            return _let_in(request, invited)
    except Unknown:
        closed = partial(_closed, request, sentence=_("この紙では はじめられません。紙を もう一度 ごらんください。"))
        return turned_away(request, LINKS_FROM_ONE_PLACE, 404, closed)
    except Spent:
        if was_opened_by(cast("FieldRequest", request).device, token):
            return _go_on(request)
        return _closed(request, 410, _("この紙は もう 使えません。新しい紙を お渡しします。"))
    return _ask(request, invited)


@never_cache
@require_http_methods(["GET", "POST"])
def by_number(request: HttpRequest) -> HttpResponse:
    """The number of the paper, for a device without a camera and for an app on the home screen.

    A POST shows whom the paper is for, and changes nothing; one that is sure of it (``sure``) uses it up.
    """
    if request.method == "GET":
        return _page(request, "number", 200)
    device = cast("FieldRequest", request).device
    if device and request.POST.get("sure") and request.POST.get("paper") == str(device.enrolment_id):
        return _go_on(request)  # pressed twice: the number is nobody's since the first
    code = digits(request.POST.get("code", ""))
    is_short = len(code) == SHORT_DIGITS and are_short_ones_open()
    if not is_short and len(code) != DIGITS:
        return _try_again(request, 422, _("番号は 12けたです。"))
    if not is_short and not is_sound(code):
        return _try_again(request, 422, _("どこかの 数字が ちがうようです。紙と くらべて 直してください。"))
    limits = _limits(code, is_short, place_of(request))
    try:
        for limit, who in limits:
            check(limit, who)
        invited = by_code(code)
        return _let_in(request, invited) if request.POST.get("sure") else _ask(request, invited, code)
    except TooMany as many:
        return _wait(request, many)
    except (Unknown, Spent):
        for limit, who in limits:
            count_wrong(limit, who)
        return _try_again(request, 404, _("この番号では はじめられません。紙を もう一度 ごらんください。"))


def digits(text: str) -> str:
    """The digits of what was typed, also full-width ones, with spaces and hyphens left out. "" if there is more."""
    typed = "".join(plain(text).replace("-", "").split())
    return typed if typed.isascii() and typed.isdigit() else ""


def _ask(request: HttpRequest, invited: Invited, code: str = "") -> HttpResponse:
    """Ask whether the device is that of whom the paper is for. ``code``: the number by which they came, if they did."""
    contact_point = contact_point_of(invited.term.municipality_id)
    who = {"association": invited.term.area, "person": invited.person, "paper": invited.enrolment.pk}
    return _page(request, "begin", 200, **who, contact_point=contact_point, code=code)


def _let_in(request: HttpRequest, invited: Invited) -> HttpResponse:
    response = _go_on(request)
    hand_over(response, accept(invited, request.headers.get("User-Agent", "")), invited.person.pk)
    return response


def _go_on(request: HttpRequest) -> HttpResponse:
    """To the app; first to its passkey where the page says that the device can have one of its own."""
    return redirect("surveys:passkey" if request.POST.get("passkey") else "surveys:field")


def _limits(code: str, is_short: bool, place: str) -> list[tuple[Limit, str]]:
    """What a wrong number counts against: its own kind, and where it comes from."""
    if is_short:
        return [(SHORT_NUMBERS_FROM_ONE_PLACE, place), (SHORT_NUMBERS, "")]
    return [(NUMBERS_FROM_ONE_PLACE, place), (NUMBERS_OF_A_KIND, kind_of(code))]


def _closed(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    return _page(request, "closed", status, sentence=sentence)


def _wait(request: HttpRequest, many: TooMany) -> HttpResponse:
    """Not now by number, whoever typed the wrong ones; by the square at once."""
    words = {"wait": how_long(many.wait)}
    sentence = _(
        "いまは 番号では はじめられません。紙の 四角い もようを カメラで うつすと、すぐに はじめられます。"
        "番号は あと %(wait)sで 使えます。"
    )
    return later(_try_again(request, 429, sentence % words), many)


def _try_again(request: HttpRequest, status: int, wrong: str) -> HttpResponse:
    """The page of the number with what was typed, so that one digit can be put right."""
    return _page(request, "number", status, wrong=wrong, typed=request.POST.get("code", "")[:MOST_TYPED])


def _page(request: HttpRequest, name: str, status: int, **context: Any) -> HttpResponse:
    context.setdefault("contact_point", contact_point_of(None))
    return render(request, f"surveys/enrol/{name}.html", context, status=status)
