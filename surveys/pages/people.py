"""自治会と利用者: every association with its head and devices."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from akiya.pages.door import editors
from akiya.texts.searching import read
from akiya.web.request import ActingRequest
from surveys.people_list import associations, lines_of

A_PAGE = 50
MOST_LETTERS = 100


@require_safe
@editors
def people(request: ActingRequest) -> HttpResponse:
    """``?q=`` names of associations or heads, or how they are read; ``?page=``."""
    words = request.GET.get("q", "").replace("\0", "")[:MOST_LETTERS]
    page = Paginator(associations(request.scope, words), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "words": words,
        "readings": read(words, request.scope.cities).readings,
        "page": page,
        "lines": lines_of(page.object_list),
        "administers": bool(request.scope.administers),
    }
    return render(request, "surveys/people.html", context)
