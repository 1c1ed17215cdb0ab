"""処理ずみ: what was settled in the inbox, by whom and why, each with its undo."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import F, Func, Q, QuerySet, TextField, Value
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from akiya.inbox.done import done_words
from akiya.models import Settlement
from akiya.models.deed import STANDING
from akiya.pages.door import editors
from akiya.projections.found_by import houses_of
from akiya.texts.searching import Sought, read
from akiya.web.asked import words_in
from akiya.web.page_number import PAGE, page_number
from akiya.web.request import ActingRequest
from akiya.words import InboxKind


@dataclass(frozen=True, slots=True)
class Settled:
    """One settlement in words. ``with_it``: how many of its act stand, said at the first of them on the page."""

    one: Settlement
    words: str
    with_it: int


@require_safe
@editors
def inbox_settled(request: ActingRequest) -> HttpResponse:
    """``?words=&page=``: fifty settlements, the last first, of the houses that the words find."""
    page, words = page_number(request.GET), words_in(request.GET)
    sought = read(words, request.scope.cities)
    own = Settlement.objects.filter(municipality__in=request.scope.edits, undoes=None)
    listed = at_houses(own, sought).select_related("house", "person", "undone_by").order_by("-recorded_at", "-pk")
    found = list(listed[(page - 1) * PAGE : page * PAGE + 1])
    context = {
        "text": words,
        "readings": sought.readings,
        "settlements": in_words(found[:PAGE]),
        "has_next": len(found) > PAGE,
        "next": page + 1,
        "previous": page - 1,
    }
    return render(request, "akiya/inbox/settled.html", context)


def at_houses(settlements: QuerySet[Settlement, Settlement], sought: Sought) -> QuerySet[Settlement, Settlement]:
    """The settlements about the houses that words find: those of two houses that may be one at either."""
    if sought.is_nothing:
        return settlements.none()
    if not sought.words:
        return settlements
    other = Func(F("key"), Value(":"), Value(3), function="split_part", output_field=TextField())
    of_two = Q(kind=InboxKind.MERGE, other__in=houses_of(sought, "text"))
    return settlements.annotate(other=other).filter(Q(house__in=houses_of(sought)) | of_two)


def in_words(found: list[Settlement]) -> list[Settled]:
    """Each settlement as the page shows it. At most three queries."""
    words = done_words(found)
    acts = {one.together for one in found if one.together}
    standing = Settlement.objects.filter(STANDING, together__in=acts) if acts else []
    left = Counter(one.together for one in standing)
    shown = []
    for one in found:
        with_it = left.pop(one.together, 0) if one.together and not hasattr(one, "undone_by") else 0
        shown.append(Settled(one, words[one.pk], with_it if with_it > 1 else 0))
    return shown
