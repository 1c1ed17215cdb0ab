"""The selection counted area by area; every number opens its houses."""

from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from akiya.pages.door import office
from akiya.pages.failures import failure
from akiya.request import ActingRequest
from akiya.words import AreaKind, State
from maps import counts
from maps.counts import InArea
from maps.pages.filter_form import FilterForm, kinds_of_areas
from maps.query import BadSelection, selection, written
from maps.selection import CELLS, Selection

STATES = (State.VACANT, State.OCCASIONAL, State.OCCUPIED, State.UNKNOWN, State.GONE)


@dataclass(frozen=True, slots=True)
class Row:
    """One area: each number with the list behind it, the sum last."""

    name: str
    numbers: list[tuple[int, str]]


@require_safe
@office
def show_areas(request: ActingRequest) -> HttpResponse:
    """``?on=&known=&cell=&age=&q=`` choose the houses, ``kind`` the areas that they are counted in."""
    try:
        chosen, kind = selection(request.GET), kind_of(request)
    except BadSelection as error:
        return failure(request, 400, str(error))
    form = FilterForm(chosen, counts.counts(request.scope, chosen), kinds_of_areas(request.scope, chosen))
    context = {
        "form": form,
        "kind": kind,
        "kept": [("kind", kind.value)],
        "rows": [row(chosen, area) for area in counts.by_area(request.scope, chosen, kind)],
        "states": STATES,
        "today": timezone.localdate(),
    }
    return render(request, "maps/areas.html", context)


def kind_of(request: HttpRequest) -> AreaKind:
    try:
        return AreaKind(request.GET.get("kind", AreaKind.ASSOCIATION))
    except ValueError:
        raise BadSelection(_("区域の種類が 読めません。")) from None


def row(chosen: Selection, area: InArea) -> Row:
    here = replace(chosen, area=area.id)
    numbers = [(area.states[state], houses_of(here, state)) for state in STATES]
    return Row(area.name, [*numbers, (sum(area.states.values()), address(here))])


def houses_of(chosen: Selection, state: State) -> str:
    """The list of the selection's houses of one state."""
    cells = chosen.cells if chosen.cells is not None else frozenset(CELLS)
    return address(replace(chosen, cells=frozenset(cell for cell in cells if cell.state is state)))


def address(chosen: Selection) -> str:
    return f"{reverse('maps:list')}?{written(chosen)}"
