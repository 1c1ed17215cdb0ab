"""The list: the map's twin, with the same filters in the same order."""

import datetime as dt
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.db import connection
from django.db.models import TextChoices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from akiya.access import Scope
from akiya.models import HouseArea
from akiya.pages.door import office
from akiya.pages.failures import failure
from akiya.request import ActingRequest
from akiya.words import AreaKind
from maps import counts
from maps.pages.filter_form import FilterForm, kinds_of_areas
from maps.query import BadSelection, selection, written
from maps.selection import Selection

PAGE = 50
LAST_PAGE = 100_000


class Order(TextChoices):
    """What the list is sorted by; a minus turns it round."""

    ADDRESS = "address", gettext_lazy("住所")
    STATE = "state", gettext_lazy("状態")
    SINCE = "since", gettext_lazy("いつから")
    CONFIRMED = "confirmed", gettext_lazy("最後の確認")


class Sorting(NamedTuple):
    """One column and its direction."""

    order: Order
    down: bool

    def __str__(self) -> str:
        return f"{'-' if self.down else ''}{self.order.value}"


FIRST = Sorting(Order.ADDRESS, False)
# What waits for work comes first; days that are not known come last in either direction.
STATES = "array_position('{vacant,unknown,occasional,occupied,gone}'::text[], state::text)"
CERTAINTIES = "array_position('{confirmed,reported,signalled}'::text[], certainty::text)"
KEYS = {
    Order.ADDRESS: "address_search COLLATE maps_address {way}",
    Order.STATE: f"{STATES} {{way}}, {CERTAINTIES} {{way}}",
    Order.SINCE: "since {way} NULLS LAST",
    Order.CONFIRMED: "confirmed_on {way} NULLS LAST",
}
COLUMNS = (
    "house", "number", "residential_address", "address", "lot_number", "address_search", "landmark",
    "state", "certainty", "since", "precision", "confirmed_on",
)  # fmt: skip
LABEL = "coalesce(nullif(residential_address, ''), nullif(address, ''), lot_number)"


class Row(NamedTuple):
    """One house of the list."""

    house: int
    number: int
    label: str
    landmark: str
    state: str
    certainty: str
    since: dt.date | None
    precision: str
    confirmed_on: dt.date | None


@require_safe
@office
def show_list(request: ActingRequest) -> HttpResponse:
    """``?on=&known=&cell=&area=&age=&q=&box=`` choose the houses, ``sort`` and ``page`` which of them are shown."""
    try:
        chosen, sorting, page = selection(request.GET), sorting_of(request), page_of(request)
    except BadSelection as error:
        return failure(request, 400, str(error))
    form = FilterForm(chosen, counts.counts(request.scope, chosen), kinds_of_areas(request.scope, chosen))
    pages = Paginator(range(form.counts.total), PAGE).get_page(page)
    rows = rows_of(request.scope, chosen, sorting, pages.start_index() - 1) if form.counts.total else []
    kind = shown_kind(form)
    context = {
        "form": form,
        "rows": rows,
        "areas": names_of_areas([row.house for row in rows], kind, chosen.when.day),
        "kind": kind,
        "pages": pages,
        "page_links": [
            (number, link(chosen, sorting, number)) for number in around(pages.number, pages.paginator.num_pages)
        ],
        "headings": [heading(chosen, sorting, order) for order in Order],
        "kept": [("sort", str(sorting))] if sorting != FIRST else [],
        "moment": written(Selection(when=chosen.when)),
        "today": timezone.localdate(),
    }
    return render(request, "maps/list.html", context)


def sorting_of(request: HttpRequest) -> Sorting:
    text = request.GET.get("sort", "")
    try:
        return Sorting(Order(text.removeprefix("-")), text.startswith("-")) if text else FIRST
    except ValueError:
        raise BadSelection(_("並べ方が 読めません。")) from None


def page_of(request: HttpRequest) -> int:
    text = request.GET.get("page", "1")
    if not (text.isascii() and text.isdigit() and len(text) < 7 and 1 <= int(text) <= LAST_PAGE):
        raise BadSelection(_("ページの番号が 読めません。"))
    return int(text)


def rows_of(scope: Scope, chosen: Selection, sorting: Sorting, skip: int) -> list[Row]:
    """Fifty houses in order, after those that are skipped. One query."""
    rows = chosen.rows(scope, COLUMNS)
    key = KEYS[sorting.order].format(way="DESC" if sorting.down else "ASC")
    sql = (
        f"SELECT house, number, label, landmark, state, certainty, since, precision, confirmed_on"
        f" FROM (SELECT *, {LABEL} AS label FROM ({rows.sql}) known) named"
        f" ORDER BY {key}, address_search COLLATE maps_address, number LIMIT {PAGE} OFFSET %(skip)s"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, {**rows.params, "skip": skip})
        return [Row(*row) for row in cursor.fetchall()]


def shown_kind(form: FilterForm) -> AreaKind:
    """The kind of areas in the list's last column: that of the chosen area, else the associations."""
    chosen = (each.kind for each in form.kinds for area in each.areas if area.pk == form.chosen.area)
    return next(chosen, AreaKind.ASSOCIATION)


def names_of_areas(houses: list[int], kind: AreaKind, day: dt.date) -> dict[int, str]:
    """The areas of a kind that each house lies in, valid on the day, by the house. One query."""
    lies = HouseArea.objects.filter(house__in=houses, area__kind=kind, area__valid_from__lte=day)
    found: dict[int, list[str]] = {}
    for house, name in lies.exclude(area__valid_to__lte=day).order_by("area__name").values_list("house", "area__name"):
        found.setdefault(house, []).append(name)
    return {house: "・".join(names) for house, names in found.items()}


def heading(chosen: Selection, sorting: Sorting, order: Order) -> dict[str, Any]:
    """A column head that sorts, and turns the order round where the list is sorted by it already."""
    is_sorted = sorting.order == order
    turned = Sorting(order, is_sorted and not sorting.down)
    direction = ("descending" if sorting.down else "ascending") if is_sorted else ""
    return {"order": order, "direction": direction, "href": link(chosen, turned, 1)}


def link(chosen: Selection, sorting: Sorting, page: int) -> str:
    """The address of one page of the list, without what goes without saying."""
    more = {"sort": str(sorting) if sorting != FIRST else "", "page": page if page > 1 else ""}
    return f"?{written(chosen, **more)}"


def around(page: int, last: int) -> list[int]:
    """The pages to link to: the first, the last, and two on either side of this one."""
    return sorted({1, last, *range(max(1, page - 2), min(last, page + 2) + 1)})
