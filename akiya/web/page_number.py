"""Which page of a list an address asks for, and what its template needs to lead on and back."""

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from akiya.web.asked import whole

PAGE = 50
LAST_PAGE = 10_000


def page_number(query: QueryDict) -> int:
    """The page asked for. Raises BadRequest where it is none."""
    page = whole(query.get("page", "1"), LAST_PAGE)
    if not page:
        raise BadRequest(_("ページの番号が読めません。"))
    return page


def paging(page: int, in_all: int) -> dict[str, int | bool]:
    """What the template needs to lead on and back."""
    return {"page": page, "in_all": in_all, "has_next": page * PAGE < in_all, "next": page + 1, "previous": page - 1}


def to_last_page(request: HttpRequest, in_all: int) -> HttpResponseRedirect:
    """To the last page that there is, with all else as it was asked: what stood on the one asked for has gone."""
    query = request.GET.copy()
    query["page"] = str(max(1, -(-in_all // PAGE)))
    return redirect(f"{request.path}?{query.urlencode()}")
