"""Who wrote or took out what, for administrators: read only, by person, kind and day."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from akiya.access import OFFICE
from akiya.models import Person
from akiya.pages.door import office
from akiya.pages.failures import failure
from akiya.web.asked import LARGEST_ID, query_string, whole
from akiya.web.page_number import LAST_PAGE, PAGE
from akiya.web.request import ActingRequest
from maps.deed_sources import Deed
from maps.deeds import Wanted, deeds
from maps.pages.deed_words import lines

DAYS_AT_FIRST = 30


class BadQuestion(ValueError):
    """A filter that cannot be read. The message is for the person who asked."""


@require_safe
@never_cache
@office
def show_deeds(request: ActingRequest) -> HttpResponse:
    """``?first=&last=&person=&kind=&page=``: the last thirty days of everybody unless told."""
    cities = request.scope.administers
    if not cities:
        raise PermissionDenied(_("この記録を見られるのは 管理者だけです。"))
    try:
        wanted, page = wanted_of(request), number_of(request, "page", LAST_PAGE) or 1
    except BadQuestion as error:
        return failure(request, 400, str(error))
    found = deeds(cities, wanted, (page - 1) * PAGE, PAGE + 1)
    context = {
        "wanted": wanted,
        "lines": lines(found[:PAGE]),
        "people": people_of(cities),
        "kinds": Deed.choices,
        "today": timezone.localdate(),
        "earlier": address(wanted, page + 1) if len(found) > PAGE else "",
        "later": address(wanted, page - 1) if page > 1 else "",
    }
    return render(request, "maps/deeds.html", context)


def people_of(cities: list[int]) -> QuerySet[Person]:
    """Who has, or had, a post in the office of these cities."""
    held = Person.objects.filter(terms__municipality__in=cities, terms__role__in=OFFICE)
    return held.distinct().order_by("name", "pk")


def wanted_of(request: HttpRequest) -> Wanted:
    today = timezone.localdate()
    last = day_of(request, "last") or today
    first = day_of(request, "first") or last - dt.timedelta(days=DAYS_AT_FIRST)
    if first > last:
        raise BadQuestion(_("はじまりの日が おわりの日より あとです。"))
    kind = request.GET.get("kind", "")
    if kind and kind not in Deed.values:
        raise BadQuestion(_("種類が 読めません。"))
    return Wanted(first, last, number_of(request, "person", LARGEST_ID), Deed(kind) if kind else None)


def day_of(request: HttpRequest, name: str) -> dt.date | None:
    text = request.GET.get(name, "")
    if not text:
        return None
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or not 1900 <= day.year < 9999:
        raise BadQuestion(_("日付は 2026-11-20 のように書いてください。"))
    return day


def number_of(request: HttpRequest, name: str, largest: int) -> int | None:
    text = request.GET.get(name, "")
    if not text:
        return None
    number = whole(text, largest)
    if not number:
        raise BadQuestion(_("番号が 読めません。"))
    return number


def address(wanted: Wanted, page: int) -> str:
    """The query string of a page of the same deeds."""
    parts = {
        "first": wanted.first.isoformat(),
        "last": wanted.last.isoformat(),
        "person": wanted.person,
        "kind": wanted.kind and wanted.kind.value,
        "page": page if page > 1 else None,
    }
    return "?" + query_string(parts)
