"""A small drawing of the roads and buildings round a house, in metres, north up."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from akiya.models import House
from akiya.pages.door import office
from akiya.pages.house.named import visible_house
from akiya.places.crs import STORAGE_SRID
from akiya.places.morton import keys_round
from akiya.web.request import ActingRequest

HALF_WIDTH = 96
HALF_HEIGHT = 72
"""Metres from the house to the edges of the drawing."""
PRIVATE = "private, max-age=600"

# Cut first, in degrees, then laid into the city's plane with the house at 0, 0. A path's y runs down.
GROUND = """
SELECT kind, rank, name, coalesce(width, 0), ST_AsSVG(laid, 1, 1),
       ST_X(ST_PointOnSurface(laid)), -ST_Y(ST_PointOnSurface(laid))
  FROM (SELECT id, kind, rank, name, width,
               ST_Translate(ST_Transform(ST_Intersection(geometry, frame.box), %(plane)s), -%(x)s, -%(y)s) AS laid
          FROM akiya_ground, (SELECT ST_Transform(ST_MakeEnvelope(
                 %(x)s - %(half_width)s - 20, %(y)s - %(half_height)s - 20,
                 %(x)s + %(half_width)s + 20, %(y)s + %(half_height)s + 20, %(plane)s), %(srid)s) AS box) AS frame
         WHERE municipality_id = %(city)s AND ST_Intersects(geometry, frame.box)) AS near
 ORDER BY rank DESC, id
"""
BUILDINGS = """
SELECT id, ST_AsSVG(ST_Translate(ST_Transform(footprint, %(plane)s), -%(x)s, -%(y)s), 1, 1)
  FROM akiya_house WHERE id = ANY(%(houses)s) ORDER BY id
"""


@dataclass(frozen=True, slots=True)
class Patch:
    """A piece of the ground: its path, and where its name stands."""

    kind: str
    rank: int
    name: str
    width: float
    path: str
    x: float
    y: float

    @property
    def casing(self) -> float:
        """How wide a road is with its edges."""
        return self.width + 1.2


@require_safe
@office
def house_surroundings(request: ActingRequest, house_id: int) -> HttpResponse:
    """The drawing as SVG. 404 where the house has no position. Four statements."""
    house = visible_house(request, house_id)
    if house.point is None:
        raise Http404
    plane = house.municipality.plane_srid
    x, y = house.point.transform(plane, clone=True).coords  # type: ignore[attr-defined]
    values = {"plane": plane, "x": x, "y": y}
    paths = buildings(request, house, values)
    context = {
        "ground": ground(house, values),
        "buildings": [path for number, path in paths.items() if number != house.pk],
        "own": paths.get(house.pk, ""),
        "half_width": HALF_WIDTH,
        "half_height": HALF_HEIGHT,
    }
    response = render(request, "akiya/house/surroundings.svg", context, content_type="image/svg+xml")
    response.headers["Cache-Control"] = PRIVATE
    return response


def ground(house: House, values: dict[str, float]) -> dict[str, list[Patch]]:
    """The ground by kind, what matters most last in each."""
    frame = {"half_width": HALF_WIDTH, "half_height": HALF_HEIGHT, "srid": STORAGE_SRID}
    found: dict[str, list[Patch]] = {}
    with connection.cursor() as cursor:
        cursor.execute(GROUND, {**values, **frame, "city": house.municipality_id})
        for kind, *columns in cursor:
            found.setdefault(kind, []).append(Patch(kind, *columns))
    return found


def buildings(request: ActingRequest, house: House, values: dict[str, float]) -> dict[int, str]:
    """The paths of the footprints of the houses near by that the person may see, by the house's id."""
    assert house.point is not None
    cells = keys_round(house.point.x, house.point.y, HALF_WIDTH, HALF_HEIGHT)
    near = Q(*[Q(cell__range=each) for each in cells], _connector=Q.OR)
    seen = House.objects.visible_to(request.scope).filter(near, municipality=house.municipality_id)
    houses = list(seen.exclude(footprint=None).values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(BUILDINGS, {**values, "houses": houses})
        return dict(cursor.fetchall())
