"""The page of one house: where, what, what stands and why, and everything that was ever said of it."""

import datetime as dt
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from akiya.asof.moment import Moment, moment
from akiya.evidence import reading
from akiya.evidence.history import Line, lines_of, standing_at
from akiya.evidence.records import Photo, records_of
from akiya.evidence.words import name_of, short_label, told_apart
from akiya.models import House, OccupancyChange
from akiya.pages.door import office
from akiya.pages.house.decision_form import DecisionForm
from akiya.pages.house.drawing import Drawing, Mark, draw
from akiya.pages.house.named import areas_of, as_written, end_of, say_merged, visible_house
from akiya.pages.house.waits import waits_at
from akiya.pages.house.way_back import Way, origin_of
from akiya.pages.panels import panels_for
from akiya.projections.current import STEP_COLUMNS
from akiya.projections.waiting.merges import speaker_of
from akiya.rules.dossier import Dossier
from akiya.rules.occupancy import Standing, Step
from akiya.web.page_number import page_number
from akiya.web.request import ActingRequest

THUMBNAILS = 2
RECORDS = 100
"""So many records stand on one page; what stands and the drawing are made of all."""


class Picture(NamedTuple):
    """A photo and the observation it was taken with."""

    photo: Photo
    line: Line


@office
def house_page(request: ActingRequest, house_id: int) -> HttpResponse:
    """``?on=&known=``: as of a day, as known at a moment. ``?order=recorded``: the table by the second clock."""
    when = moment(request.GET.get("on", ""), request.GET.get("known", ""))
    origin = origin_of(request.GET, request.scope)
    house = visible_house(request, house_id, **origin.columns(request.scope))
    if house.merged_into_id is not None and when.known is None:
        say_merged(request, house)
        return redirect("house", speaker_of(house.pk))
    return render(request, "akiya/house.html", page_of(request, house, when, origin.way(house)))


def page_of(
    request: ActingRequest, house: House, when: Moment, way: Way | None = None, form: DecisionForm | None = None
) -> dict[str, Any]:
    """Everything the page shows, with a decision form that was sent and did not pass, if there is one."""
    may_write = house.municipality_id in request.scope.edits and when.is_now
    dossier = reading.of_house(house.pk)
    heard = [record for record in records_of(house, request.scope) if record.recorded_at <= end_of(when)]
    lines = lines_of(heard, dossier.as_known(end_of(when)))
    by_id = {line.record.id: line for line in lines}
    standing = standing_now(house) if when.is_now else standing_then(house, dossier, when)
    pictures = [Picture(photo, line) for line in lines for photo in line.record.photos]
    by_recorded = request.GET.get("order") == "recorded"
    in_order = lines if by_recorded else sorted(lines, key=happened, reverse=True)
    page = page_number(request.GET)
    return {
        "house": as_written(house, when),
        "house_id": house.pk,
        "city": house.municipality,
        "when": when,
        "areas": areas_of(house, when.day),
        "standing": standing,
        "confirmed_by": by_id.get(standing.confirmed_by),
        "lines": in_order[(page - 1) * RECORDS : page * RECORDS],
        "in_all": len(lines),
        "has_earlier": len(lines) > page * RECORDS,
        "earlier": page + 1,
        "later": page - 1,
        "by_recorded": by_recorded,
        "names": {line.record.id: name_of(line) for line in lines},
        "told_apart": told_apart(lines, house.municipality_id in request.scope.edits),
        "signals": [line for line in sorted(lines, key=happened, reverse=True) if line.kind == "signal"],
        "pictures": pictures,
        "taken_down": [(down, line) for line in lines for down in line.record.down],
        "thumbnails": pictures[1 : 1 + THUMBNAILS],
        "more_pictures": max(0, len(pictures) - 1 - THUMBNAILS),
        "drawing": drawing_of(lines, when),
        "has_held": any(line.record.held for line in lines),
        "may_write": may_write,
        "way": way,
        "waits": waits_at(house, lines) if may_write else [],
        "shows_restricted": house.municipality_id in request.scope.edits,
        "panels": panels_for(request, house) if when.is_now else [],
        "form": (form or DecisionForm(lines=lines, standing=standing)) if may_write else None,
    }


def happened(line: Line) -> tuple[dt.date, dt.datetime]:
    """The order of the first clock."""
    return (line.record.happened_on, line.record.recorded_at)


def standing_now(house: House) -> Standing:
    """What stands today, from the projection."""
    now = house.occupancy
    return Standing(*(getattr(now, name) for name in Standing._fields))


def standing_then(house: House, dossier: Dossier, when: Moment) -> Standing:
    """What stood at another moment, from the rows of history. One statement."""
    known = end_of(when)
    rows = OccupancyChange.objects.filter(house=house, voids=None, recorded_at__lte=known)
    held = rows.exclude(voided_by__recorded_at__lte=known).order_by("effective_on", "recorded_at", "id")
    return standing_at([Step(*row) for row in held.values_list(*STEP_COLUMNS)], dossier, when.day, known)


def drawing_of(lines: list[Line], when: Moment) -> Drawing | None:
    """The drawing of the two clocks: everything that says something about the state."""
    today = max(timezone.localdate(end_of(when)), when.day) if not when.is_now else timezone.localdate()
    marks = [
        Mark(
            happened_on=line.record.happened_on,
            recorded_on=timezone.localdate(line.record.recorded_at),
            state=line.state,
            certainty=line.certainty,
            label=short_label(line),
            corrects=line.corrects,
            retracted=line.retracted_by is not None,
        )
        for line in lines
        if line.state and line.certainty and not line.record.held
    ]
    return draw(marks, today)
