"""What the map shows beside it of the house that was chosen: a piece of a page."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from akiya.asof.moment import Moment
from akiya.asof.selection import Selection
from akiya.evidence import reading
from akiya.evidence.history import Line, lines_of
from akiya.evidence.records import records_of
from akiya.pages.house.named import areas_of, as_written, end_of, visible_house
from akiya.pages.house.page import happened, standing_now, standing_then
from akiya.web.request import ActingRequest
from akiya.words import AreaKind
from maps.pages.answers import for_scripts
from maps.query import selection, written

EVENTS = 6


@require_safe
@for_scripts
def house_card(request: ActingRequest, house_id: int) -> HttpResponse:
    """The house as of ``on``, as known at ``known``: photo, what stood, signals, the last events."""
    when = selection(request.GET).when
    house = visible_house(request, min(house_id, 2**63 - 1))
    dossier = reading.of_house(house.pk)
    heard = [record for record in records_of(house, request.scope) if record.recorded_at <= end_of(when)]
    lines = lines_of(heard, dossier.as_known(end_of(when)))
    past = sorted((line for line in lines if line.record.happened_on <= when.day), key=happened, reverse=True)
    standing = standing_now(house) if when.is_now else standing_then(house, dossier, when)
    if as_written(house, when) is None:
        raise Http404
    context = {
        "house": house,
        "when": when,
        "standing": standing,
        "confirmed_by": next((line for line in lines if line.record.id == standing.confirmed_by), None),
        "association": next((area.name for area in areas_of(house, when.day) if area.kind == AreaKind.ASSOCIATION), ""),
        "signals": [line for line in past if line.kind == "signal" and not line.retracted_by],
        "picture": next(((photo, line) for line in past for photo in line.record.photos), None),
        "events": [line for line in past if tells(line)][:EVENTS],
        "more": max(0, len([line for line in past if tells(line)]) - EVENTS),
        "moment": written(Selection(when=Moment(when.on, when.known))),
        "may_write": house.municipality_id in request.scope.edits,
        "shows_restricted": house.municipality_id in request.scope.edits,
        "today": timezone.localdate(),
    }
    return render(request, "maps/card.html", context)


def tells(line: Line) -> bool:
    """Whether a record says something about the house's state that still speaks."""
    return line.state is not None and line.speaks
