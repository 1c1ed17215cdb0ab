"""The lists behind the numbers of the first page: houses that wait, and houses that changed."""

from dataclasses import replace

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from akiya.pages.door import office
from akiya.pages.start import waiting
from akiya.pages.start.lists import choice_of, headings
from akiya.pages.start.page import RECENT
from akiya.pages.start.recent_changes import COLUMNS, associations_of_changed, changed_since
from akiya.web.page_number import PAGE, paging, to_last_page
from akiya.web.request import ActingRequest


@require_safe
@office
def waiting_page(request: ActingRequest, code: str) -> HttpResponse:
    """``?association=&sort=&page=``: fifty houses that wait for one reason; what is worked on elsewhere leads there."""
    kind = next((kind for kind in waiting.kinds() if kind.code == code), None)
    if kind is None:
        raise Http404
    if kind.in_inbox:
        return redirect("inbox" if request.scope.edits else "start")
    if kind.page:
        return redirect(kind.page)
    choice = choice_of(request.GET, waiting.columns(kind))
    before = (choice.page - 1) * PAGE
    found, in_all = waiting.houses(kind, request.scope.sees, choice, before, PAGE)
    if before and not found:
        return to_last_page(request, waiting.houses(kind, request.scope.sees, choice, 0, 1)[1])
    context = {
        "kind": kind,
        "houses": found,
        "may_write": bool(request.scope.edits),
        "before": before,
        "choice": choice,
        "headings": headings(choice, waiting.columns(kind)),
        "associations": waiting.associations(kind, request.scope.sees),
        **paging(choice.page, in_all),
    }
    return render(request, "akiya/waiting.html", context)


@require_safe
@office
def changes_page(request: ActingRequest) -> HttpResponse:
    """``?association=&sort=&page=``: fifty houses that changed in the last two weeks."""
    choice, then = choice_of(request.GET, COLUMNS), timezone.now() - RECENT
    found, in_all = changed_since(then, request.scope.sees, PAGE, choice)
    if choice.page > 1 and not found:
        return to_last_page(request, changed_since(then, request.scope.sees, 1, replace(choice, page=1))[1])
    context = {
        "changed": found,
        "choice": choice,
        "headings": headings(choice, COLUMNS),
        "associations": associations_of_changed(then, request.scope.sees),
        **paging(choice.page, in_all),
    }
    return render(request, "akiya/changes.html", context)
