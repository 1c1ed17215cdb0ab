"""The numbers beside the map, as JSON: counts of a selection, the curve of ten years, the border of an area."""

import json

from django.db import connection
from django.http import Http404, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from akiya.asof import counts, curve
from akiya.web.request import ActingRequest
from maps.pages.answers import for_scripts
from maps.pages.freshness import unless_held
from maps.pages.moments import told
from maps.query import selection
from maps.version import Counter

# Simplified to about two metres: a border on the screen, not a survey.
BORDER = """
SELECT ST_AsGeoJSON(ST_SimplifyPreserveTopology(geometry, 0.00002), 6) FROM akiya_area
 WHERE id = %(area)s AND municipality_id = ANY(%(sees)s)
"""


@require_safe
@for_scripts
def counts_json(request: ActingRequest) -> HttpResponse:
    """``{grid: {state_class: n}, ages: {age: n}, any_age, total: n, moment: Told}`` of the selection. Two queries."""
    chosen = selection(request.GET)

    def draw() -> HttpResponse:
        found = counts.counts(request.scope, chosen)
        return JsonResponse(
            {
                "grid": {str(state_class): number for state_class, number in found.grid.items()},
                "ages": found.ages,
                "any_age": found.of_any_age,
                "total": found.total,
                "moment": told(chosen.when),
            }
        )

    return unless_held(request, Counter.REGISTER, draw)


@require_safe
@for_scripts
def curve_json(request: ActingRequest) -> HttpResponse:
    """``{vacant, least, most: [n, …]}`` on curve.month_ends, with ``known`` as known on each of them. Two queries."""
    chosen = selection(request.GET)
    as_known_then = "known" in request.GET

    def draw() -> HttpResponse:
        today = timezone.localdate()
        months = curve.vacant_by_month(request.scope, chosen, today, as_known_then)
        return JsonResponse({name: [getattr(month, name) for month in months] for name in curve.Month._fields})

    return unless_held(request, Counter.REGISTER, draw)


@require_safe
@for_scripts
def border_json(request: ActingRequest, area_id: int) -> HttpResponse:
    """The border of an area as GeoJSON (EPSG:6668). 404 where the person may see no such area."""
    with connection.cursor() as cursor:
        cursor.execute(BORDER, {"area": min(area_id, 2**63 - 1), "sees": request.scope.sees})
        row = cursor.fetchone()
    if row is None:
        raise Http404
    return JsonResponse({"border": json.loads(row[0])})
