"""The map: any day, any state and certainty, one house beside it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from akiya.asof import counts
from akiya.asof.moment import EARLIEST
from akiya.pages.door import office
from akiya.pages.failures import failure
from akiya.web.request import ActingRequest
from maps.pages.filter_form import FilterForm, kinds_of_areas
from maps.pages.map_setup import setup
from maps.query import BadSelection, selection


@require_safe
@office
def show_map(request: ActingRequest) -> HttpResponse:
    """``?on=&known=&cell=&area=&age=&q=`` choose the houses; ``house`` and ``at`` are for the script."""
    try:
        chosen = selection(request.GET)
    except BadSelection as error:
        return failure(request, 400, str(error))
    form = FilterForm(chosen, counts.counts(request.scope, chosen), kinds_of_areas(request.scope, chosen))
    return render(
        request,
        "maps/map.html",
        {"form": form, "setup": setup(request, chosen.when), "earliest": EARLIEST, "today": timezone.localdate()},
    )
