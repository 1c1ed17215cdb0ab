"""The list: the map's twin, with the same filters in the same order."""

import datetime as dt
from dataclasses import replace
from typing import NamedTuple

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
from akiya.asof import counts
from akiya.asof.nearest import nearest
from akiya.asof.selection import Selection
from akiya.pages.door import office
from akiya.pages.failures import failure
from akiya.texts.house_labels import address_sql
from akiya.texts.searching import Sought, read
from akiya.web.asked import whole
from akiya.web.heading import Heading, direction, turns_down
from akiya.web.request import ActingRequest
from akiya.words import AreaKind
from maps.pages.filter_form import FilterForm, kinds_of_areas
from maps.query import BadSelection, selection, written

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
STATES = "array_position(ARRAY['vacant', 'unknown', 'occasional', 'occupied', 'gone'], state::text)"
CERTAINTIES = "array_position(ARRAY['confirmed', 'reported', 'signalled'], certainty::text)"
KEYS = {
    Order.ADDRESS: "address_search COLLATE maps_address {way}, number",
    Order.STATE: f"{STATES} {{way}}, {CERTAINTIES} {{way}}, address_search COLLATE maps_address, number",
    Order.SINCE: "since {way} NULLS LAST, address_search COLLATE maps_address, number",
    Order.CONFIRMED: "confirmed_on {way} NULLS LAST, address_search COLLATE maps_address, number",
}
SORTED_BY = {
    Order.ADDRESS: (),
    Order.STATE: ("state", "certainty"),
    Order.SINCE: ("since",),
    Order.CONFIRMED: ("confirmed_on",),
}
COLUMNS = (
    "house", "number", "residential_address", "address", "lot_number", "address_search", "landmark",
    "state", "certainty", "since", "precision", "earliest", "latest", "confirmed_on",
)  # fmt: skip
AREAS = """
(SELECT array_agg(area.name ORDER BY area.code)
   FROM akiya_housearea lies JOIN akiya_area area ON area.id = lies.area_id
  WHERE lies.house_id = known.house AND area.kind = %(kind)s
    AND area.valid_from <= %(area_day)s AND (area.valid_to IS NULL OR area.valid_to > %(area_day)s))"""


# First the houses of the page, by nothing but what they are sorted by, then everything that is shown of them.
PAGE_OF = """
SELECT house, number, {label}, landmark, state, certainty, since, precision, earliest, latest, confirmed_on,
       {areas}
  FROM ({rows}) known ORDER BY {key}
"""
ON_PAGE = "{{house}} = ANY(ARRAY({page}))"
# Numbered and not limited: where it reads what stands of each house, under row security the planner takes a LIMIT
# for a reason to read the same houses again and again.
NUMBERED = """
SELECT house FROM (SELECT house, row_number() OVER (ORDER BY {key}) AS nth FROM ({rows}) sorted) numbered
 WHERE nth > %(skip)s AND nth <= %(skip)s + %(page)s"""
# Limited, all houses of one city come from an index that has them in the order of their addresses.
LIMITED = "SELECT house FROM ({rows}) sorted ORDER BY {key} LIMIT %(page)s OFFSET %(skip)s"


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
    earliest: dt.date | None
    latest: dt.date | None
    confirmed_on: dt.date | None
    areas: list[str] | None


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
    kind = shown_kind(form)
    skip = pages.start_index() - 1
    sought = read(chosen.text, request.scope.cities)
    rows = rows_of(request.scope, chosen, sorting, skip, kind) if form.counts.total else []
    context = {
        "form": form,
        "rows": rows,
        "readings": sought.readings if not rows else [],
        "label": label_of(chosen, sought) if rows else None,
        "nearest": [(near, written(near.chosen)) for near in nearest(request.scope, chosen)] if not rows else [],
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


class Label(NamedTuple):
    """A number that was read as the label of one house, and the address that looks for it as any number."""

    reading: str
    number: str
    query: str


def label_of(chosen: Selection, sought: Sought) -> Label | None:
    """How one word was read as a label, where it was: the number may also have been meant as that of a list."""
    number = sought.words[0].number if len(sought.words) == 1 else None
    return Label(sought.readings[0], number.text, written(replace(chosen, text=number.text))) if number else None


def sorting_of(request: HttpRequest) -> Sorting:
    text = request.GET.get("sort", "")
    try:
        return Sorting(Order(text.removeprefix("-")), text.startswith("-")) if text else FIRST
    except ValueError:
        raise BadSelection(_("並べ方が 読めません。")) from None


def page_of(request: HttpRequest) -> int:
    page = whole(request.GET.get("page", "1"), LAST_PAGE)
    if not page:
        raise BadSelection(_("ページの番号が 読めません。"))
    return page


def rows_of(scope: Scope, chosen: Selection, sorting: Sorting, skip: int, kind: AreaKind) -> list[Row]:
    """Fifty houses in order, after those that are skipped, each with its areas of a kind. One query."""
    key = KEYS[sorting.order].format(way="DESC" if sorting.down else "ASC")
    ordered = chosen.rows(scope, ["house", "number", "address_search", *SORTED_BY[sorting.order]], in_one_city(scope))
    is_indexed = sorting == FIRST and chosen == Selection()
    page = (LIMITED if is_indexed else NUMBERED).format(key=key, rows=ordered.sql)
    rows = chosen.rows(scope, COLUMNS, also=ON_PAGE.format(page=page))
    sql = PAGE_OF.format(label=address_sql("known"), areas=AREAS, rows=rows.sql, key=key)
    params = {**ordered.params, **rows.params, "skip": skip, "page": PAGE, "kind": kind, "area_day": chosen.when.day}
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [Row(*row) for row in cursor.fetchall()]


def in_one_city(scope: Scope) -> str:
    """The city of who sees one alone, as a condition that an index in the order of addresses can begin with."""
    return f"{{municipality}} = {int(scope.sees[0])}" if len(scope.sees) == 1 and not scope.heads else "true"


def shown_kind(form: FilterForm) -> AreaKind:
    """The kind of areas in the list's last column: that of the chosen area, else the associations."""
    chosen = (each.kind for each in form.kinds for area in each.areas if area.pk == form.chosen.area)
    return next(chosen, AreaKind.ASSOCIATION)


def heading(chosen: Selection, sorting: Sorting, order: Order) -> Heading:
    is_sorted = sorting.order == order
    turned = Sorting(order, turns_down(is_sorted, sorting.down))
    return Heading(order.label, direction(is_sorted, sorting.down), link(chosen, turned, 1))


def link(chosen: Selection, sorting: Sorting, page: int) -> str:
    """The address of one page of the list, without what goes without saying."""
    more = {"sort": str(sorting) if sorting != FIRST else "", "page": page if page > 1 else ""}
    return f"?{written(chosen, **more)}"


def around(page: int, last: int) -> list[int]:
    """The pages to link to: the first, the last, and two on either side of this one."""
    return sorted({1, last, *range(max(1, page - 2), min(last, page + 2) + 1)})
