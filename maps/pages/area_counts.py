"""The selection counted area by area; every number opens its houses."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from akiya.access import Scope
from akiya.asof import counts
from akiya.asof.open_states import open_in
from akiya.asof.selection import Selection
from akiya.pages.door import office
from akiya.pages.failures import failure
from akiya.web.heading import direction, turns_down
from akiya.web.request import ActingRequest
from akiya.words import AreaKind
from maps.area_table import BETWEEN, BY_CODE, MEANINGS, Figure, Line, Sorting, Table, table_of
from maps.pages.filter_form import FilterForm, kinds_of_areas
from maps.query import BadSelection, selection, written


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: which houses, in which areas, in which order."""

    chosen: Selection
    kind: AreaKind
    sorting: Sorting

    def query(self, sorting: Sorting | None = None, kind: AreaKind | None = None) -> str:
        """The query string of the same page in another order, or for another kind of areas."""
        order = sorting or self.sorting
        return written(self.chosen, kind=(kind or self.kind).value, sort=str(order) if order != BY_CODE else "")


def asked(request: HttpRequest) -> Asked:
    """The houses are counted in every area, so an area that was chosen elsewhere is left aside. Raises BadSelection."""
    return Asked(replace(selection(request.GET), area=None), kind_of(request), sorting_of(request.GET.get("sort", "")))


def sorting_of(text: str) -> Sorting:
    """``-rate`` is by rate, the largest first; nothing is by code. Raises BadSelection."""
    name = text.removeprefix("-")
    try:
        return Sorting(Figure(name) if name and name != "code" else None, text.startswith("-"))
    except ValueError:
        raise BadSelection(_("並べ方が 読めません。")) from None


def kind_of(request: HttpRequest) -> AreaKind:
    try:
        return AreaKind(request.GET.get("kind", AreaKind.ASSOCIATION))
    except ValueError:
        raise BadSelection(_("区域の種類が 読めません。")) from None


def ordered_table(scope: Scope, ask: Asked, whole: counts.Counts) -> Table:
    """The table as the page and the files show it. Three queries beside those of ``whole``, of one city."""
    areas = counts.by_area(scope, ask.chosen, ask.kind)
    table = table_of(ask.chosen, areas, whole, open_in(scope, ask.chosen))
    return replace(table, lines=ask.sorting.order(table.lines))


@require_safe
@office
def show_areas(request: ActingRequest) -> HttpResponse:
    """``?on=&known=&cell=&age=&q=`` choose the houses, ``kind`` the areas, ``sort`` the column they are sorted by."""
    try:
        ask = asked(request)
    except BadSelection as error:
        return failure(request, 400, str(error))
    whole = counts.counts(request.scope, ask.chosen)
    form = FilterForm(ask.chosen, whole, kinds_of_areas(request.scope, ask.chosen))
    table = ordered_table(request.scope, ask, whole)
    context: dict[str, Any] = {
        "form": form,
        "is_by_area": True,
        "kind": ask.kind,
        "kinds": [(each.kind, ask.query(kind=each.kind)) for each in form.kinds],
        "kept": [("kind", ask.kind.value), *([("sort", str(ask.sorting))] if ask.sorting != BY_CODE else [])],
        "headings": [heading(ask, figure) for figure in (None, *Figure)],
        "rows": [row(line) for line in table.lines],
        "total": row(table.total),
        "query": ask.query(),
        "meanings": (*MEANINGS, BETWEEN) if table.is_open else MEANINGS,
        "is_open": table.is_open,
        "today": timezone.localdate(),
    }
    return render(request, "maps/areas.html", context)


def heading(ask: Asked, figure: Figure | None) -> Mapping[str, Any]:
    """The head of a column of numbers, which has its figure beside it, or of the areas' names."""
    is_sorted = ask.sorting.figure == figure
    # Of numbers the largest are looked for first.
    turned = Sorting(figure, turns_down(is_sorted, ask.sorting.down, falls=figure is not None))
    way = direction(is_sorted, ask.sorting.down)
    return {"figure": figure, "direction": way, "href": f"?{ask.query(sorting=turned)}"}


def row(line: Line) -> Mapping[str, Any]:
    """One line with the list behind each of its numbers; the rate has none, its two numbers have."""
    cells = [(figure, line.figures[figure], address(line.behind[figure])) for figure in Figure if figure in line.behind]
    return {"name": line.name, "cells": cells, "rate": line.rate, "vacant": line.vacant}


def address(chosen: Selection) -> str:
    return f"{reverse('maps:list')}?{written(chosen)}"
