"""What the map's script needs to know before it asks for anything."""

import datetime as dt
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from akiya.access import Scope
from akiya.asof import curve
from akiya.asof.moment import Moment
from akiya.templatetags.house import era_year
from akiya.texts.days import era
from akiya.web.asked import whole
from akiya.web.request import ActingRequest
from maps.pages.moments import beside, told
from maps.pages.phrases import phrases
from maps.version import Counter, version

PALE = "/xyz/pale/{z}/{x}/{y}.png"
SOURCE = "https://maps.gsi.go.jp/development/ichiran.html"
TILE = "{z}/{x}/{y}"
PLACES = """
SELECT ST_XMin(city.extent), ST_YMin(city.extent), ST_XMax(city.extent), ST_YMax(city.extent),
       middle.x, middle.y, chosen.id, ST_X(chosen.point), ST_Y(chosen.point)
  FROM (SELECT ST_Extent(boundary) AS extent FROM akiya_municipality WHERE id = ANY(%(sees)s::bigint[])) city
 CROSS JOIN (SELECT avg(ST_X(point)) AS x, avg(ST_Y(point)) AS y FROM akiya_house
              WHERE municipality_id = ANY(%(sees)s::bigint[]) AND point IS NOT NULL) middle
  LEFT JOIN akiya_house chosen ON chosen.id = %(house)s AND chosen.municipality_id = ANY(%(sees)s::bigint[])
"""


class Places(NamedTuple):
    """Where the map may begin, in degrees (EPSG:6668); None for what is not known.

    ``bounds``: west, south, east and north of the city. ``middle``: the middle of its houses, or the
    chosen house, which is ``house`` where there is one that the person may see.
    """

    bounds: list[float] | None
    middle: list[float] | None
    house: int | None


def setup(request: ActingRequest, when: Moment) -> dict[str, Any]:
    """Addresses, days, places, words. Places are [longitude, latitude] in degrees (EPSG:6668)."""
    today = timezone.localdate()
    places = places_of(request.scope, request.GET.get("house", ""))
    return {
        "addresses": addresses(),
        "months": [month(day) for day in curve.month_ends(today)],
        "moment": told(when),
        **places._asdict(),
        "background": background(),
        "phrases": {key: str(said) for key, said in phrases().items()},
    }


def addresses() -> dict[str, str]:
    """Where the script asks; in tiles the numbers are put in by the script."""
    zero = {"z": 0, "x": 0, "y": 0}
    return {
        "houses": reverse("maps:house_tile", kwargs=zero).replace("0/0/0", TILE),
        "ground": f"{reverse('maps:ground_tile', kwargs=zero).replace('0/0/0', TILE)}?v={version(Counter.GROUND)}",
        "counts": reverse("maps:counts"),
        "curve": reverse("maps:curve"),
        "card": reverse("maps:card", args=[0]).replace("/0/", "/{house}/"),
        "border": reverse("maps:border", args=[0]).replace("/0/", "/{area}/"),
        "list": reverse("maps:list"),
    }


def month(day: dt.date) -> dict[str, str]:
    """One stop of the slider: the day, as it is said, and as it is written beside; its year under the rail."""
    return {"on": day.isoformat(), "said": era(day), "beside": beside(day), "year": era_year(day)}


def places_of(scope: Scope, house: str) -> Places:
    """The places of the cities whose register the scope may see, with the house of that number. One query."""
    with connection.cursor() as cursor:
        cursor.execute(PLACES, {"sees": scope.sees, "house": whole(house)})
        found = cursor.fetchone()
    bounds, middle, chosen, stands = found[:4], found[4:6], found[6], found[7:]
    return Places(
        bounds=list(bounds) if bounds[0] is not None else None,
        middle=next((list(place) for place in (stands, middle) if place[0] is not None), None),
        house=chosen,
    )


def background() -> dict[str, Any]:
    """The map under the houses that comes over the network. Under an invented town the real one would mislead."""
    host = settings.BACKGROUND_TILES
    return {"tiles": f"{host}{PALE}" if host else "", "source": SOURCE, "first": bool(host) and not settings.DEMO}
