"""処理ずみ: what was settled in the inbox, by whom and why, each with its undo."""

from collections import Counter
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from akiya.models import Settlement
from akiya.pages.door import editors
from akiya.pages.inbox_list import PAGE
from akiya.pages.settled_words import done_words
from akiya.pages.waiting_page import page_number
from akiya.request import ActingRequest


@dataclass(frozen=True, slots=True)
class Settled:
    """One settlement in words. ``with_it``: how many of its act stand, said at the first of them on the page."""

    one: Settlement
    words: str
    with_it: int


@require_safe
@editors
def inbox_settled(request: ActingRequest) -> HttpResponse:
    """``?page=``: fifty settlements, the last first."""
    page = page_number(request.GET)
    own = Settlement.objects.filter(municipality__in=request.scope.edits, undoes=None)
    listed = own.select_related("house", "person", "undone_by").order_by("-recorded_at", "-pk")
    found = list(listed[(page - 1) * PAGE : page * PAGE + 1])
    context = {
        "settlements": in_words(found[:PAGE]),
        "has_next": len(found) > PAGE,
        "next": page + 1,
        "previous": page - 1,
    }
    return render(request, "akiya/inbox/settled.html", context)


def in_words(found: list[Settlement]) -> list[Settled]:
    """Each settlement as the page shows it. At most three queries."""
    words = done_words(found)
    acts = {one.together for one in found if one.together}
    standing = Settlement.objects.filter(together__in=acts, undoes=None, undone_by=None) if acts else []
    left = Counter(one.together for one in standing)
    shown = []
    for one in found:
        with_it = left.pop(one.together, 0) if one.together and not hasattr(one, "undone_by") else 0
        shown.append(Settled(one, words[one.pk], with_it if with_it > 1 else 0))
    return shown
