"""The houses that a tablet carries, what its association said of them, and which of them are asked about."""

import datetime as dt
from typing import Any, NamedTuple

from django.contrib.gis.geos import Point, Polygon
from django.db import connection
from django.db.models import BigIntegerField, Case, Func, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import JSONObject
from django.utils import timezone

from akiya.access import Scope
from akiya.evidence.observation import TAKES_BACK
from akiya.evidence.registry import LAST_VOICE
from akiya.models import House, HouseArea, Observation
from surveys.ground import DECIMALS
from surveys.labels import short_label
from surveys.models import Request

# Requests come in rounds of two months; what was asked within one stays on the list when it is done.
ROUND = dt.timedelta(days=62)

# The last observation that its association let stand gives the answer; any observation at all, taken back or held, is
# what a next one knew of. What staff retracted or accepted is the office's: its rows are not a head's to see.
OBSERVATIONS = f"""
SELECT speaker AS house_id,
       (array_agg(told ORDER BY recorded_at DESC, told DESC))[1] AS basis,
       (array_agg(answer ORDER BY {LAST_VOICE}) FILTER (WHERE stands))[1] AS answer,
       max(until_day) FILTER (WHERE stands) AS on_day
  FROM (SELECT 'look:' || said.id AS id, said.id::text AS told, said.seen_on AS until_day, spoken_at, recorded_at,
               answer, akiya_survivor(said.house_id) AS speaker, said.answer <> '' AND NOT said.held AND NOT EXISTS (
                 SELECT 1 FROM akiya_observation back WHERE back.withdraws = said.id AND {TAKES_BACK}) AS stands
          FROM akiya_observation said
         WHERE said.association_id = %s AND said.house_id IS NOT NULL) AS own
 GROUP BY speaker
"""  # noqa: S608 - constants


class LastSaid(NamedTuple):
    """What the association said of a house last, if anything, and the newest of its observations."""

    basis: str | None = None
    answer: str | None = None
    on: dt.date | None = None


def last_said(association_id: int) -> dict[int, LastSaid]:
    """What one association said of each house it ever looked at. One query."""
    with connection.cursor() as cursor:
        cursor.execute(OBSERVATIONS, [association_id])
        return {house: LastSaid(*said) for house, *said in cursor}


def houses_of(association_id: int, scope: Scope, since: dt.date) -> QuerySet[House, House]:
    """The houses of one association, in the order of their numbers, each with its latest request as ``asked``.

    ``since``: the day from which its head is in office. What was answered before is not this head's round.
    """
    of_association = HouseArea.objects.filter(area_id=association_id).values("house_id")
    # What staff withdrew is closed and has no answer: nobody asks it any more.
    seen = Observation.objects.filter(association=association_id, seen_on__gte=since).values("pk")
    answered = Q(answered_by__in=seen, asked_on__gte=timezone.localdate() - ROUND)
    on_list = Q(closed_on=None) | answered
    # Of a house that was merged, the one that speaks for it is looked at in its place.
    merged = When(house__merged_into__isnull=False, then=Func("house_id", function="akiya_survivor"))
    speaker = Case(merged, default="house_id", output_field=BigIntegerField())
    of_houses = Request.objects.filter(on_list, association=association_id).alias(speaker=speaker)
    latest = of_houses.filter(speaker=OuterRef("pk"))
    open_first = Case(When(closed_on=None, then=0), default=1)
    asked = latest.order_by(open_first, "-asked_on", "-pk").values(
        request=JSONObject(id="pk", asked_on="asked_on", closed_on="closed_on")
    )
    houses = House.objects.visible_to(scope).filter(pk__in=of_association, point__isnull=False, merged_into=None)
    return houses.annotate(asked=Subquery(asked[:1])).order_by("number")


def carried(house: House, city: str, said: LastSaid) -> dict[str, Any]:
    """One house as a tablet carries it."""
    return {
        "id": house.pk,
        "label": short_label(house.label, city),
        "landmark": house.landmark,
        "point": rounded(house.point) if house.point else None,
        "footprint": ring(house.footprint) if house.footprint else None,
        "before": {"answer": said.answer, "on": said.on.isoformat()} if said.answer and said.on else None,
        "basis": said.basis,
    }


def rounded(point: Point) -> list[float]:
    """Longitude and latitude in degrees, to 0.1 m."""
    return [round(point.x, DECIMALS), round(point.y, DECIMALS)]


def ring(footprint: Polygon) -> list[list[float]]:
    """The outline of a building, longitude and latitude in degrees. Courtyards are not drawn on a tablet."""
    return [[round(x, DECIMALS), round(y, DECIMALS)] for x, y, *_height in footprint.exterior_ring.coords]


def requests_among(houses: list[House]) -> list[dict[str, Any]]:
    """The requests of the round, oldest first, numbered from 1. Why each was made stays in the office."""
    asked = [(house.pk, request) for house in houses if (request := getattr(house, "asked", None))]
    asked.sort(key=lambda each: (each[1]["asked_on"], each[1]["id"]))
    return [
        {"house": house, "number": number, "done": request["closed_on"] is not None}
        for number, (house, request) in enumerate(asked, start=1)
    ]
