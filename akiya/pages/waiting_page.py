"""The lists behind the numbers of the first page: houses that wait, and houses that changed."""

from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from akiya.pages import waiting
from akiya.pages.door import office
from akiya.pages.recent_changes import changed_since
from akiya.pages.start import RECENT
from akiya.request import ActingRequest

PAGE = 50
LAST_PAGE = 10_000


@require_safe
@office
def waiting_page(request: ActingRequest, code: str) -> HttpResponse:
    """``?page=``: fifty houses that wait for one reason, the newest first; what is worked on elsewhere leads there."""
    kind = next((kind for kind in waiting.kinds() if kind.code == code), None)
    if kind is None:
        raise Http404
    if kind.in_inbox:
        return redirect("inbox" if request.scope.edits else "start")
    if kind.page:
        return redirect(kind.page)
    page = page_number(request.GET)
    found, in_all = waiting.houses(kind, request.scope.sees, (page - 1) * PAGE, PAGE)
    context = {
        "kind": kind,
        "houses": found,
        "may_write": bool(request.scope.edits),
        "before": (page - 1) * PAGE,
        **paging(page, in_all),
    }
    return render(request, "akiya/waiting.html", context)


@require_safe
@office
def changes_page(request: ActingRequest) -> HttpResponse:
    """``?page=``: fifty houses that changed in the last two weeks, the last recorded first."""
    page = page_number(request.GET)
    found, in_all = changed_since(timezone.now() - RECENT, request.scope.sees, PAGE, (page - 1) * PAGE)
    return render(request, "akiya/changes.html", {"changed": found, **paging(page, in_all)})


def page_number(query: QueryDict) -> int:
    """The page asked for. Raises BadRequest where it is none."""
    text = query.get("page", "1")
    if not (text.isascii() and text.isdigit() and len(text) <= 5 and 1 <= int(text) <= LAST_PAGE):
        raise BadRequest(_("ページの番号が読めません。"))
    return int(text)


def paging(page: int, in_all: int) -> dict[str, int | bool]:
    """What the template needs to lead on and back."""
    return {"page": page, "in_all": in_all, "has_next": page * PAGE < in_all, "next": page + 1, "previous": page - 1}
