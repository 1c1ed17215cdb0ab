"""The map under an association's houses, cut to its own surroundings."""

import json
import math
from typing import Any

from django.db import connection

MARGIN = 150.0  # metres
METRES_A_DEGREE = 111_320.0  # of latitude, on a sphere of 6,378 km
DECIMALS = 6  # of a degree: 0.1 m
# What has its name on the map, the most important first: of two that would touch, the later gives way.
NAMED = ["place", "park", "block", "water", "river", "road"]

# A river is one row from the hills to the sea; the tablet gets the part that it can show.
GROUND = """
SELECT kind, rank, name, width, ST_AsGeoJSON(cut, %(decimals)s),
       CASE WHEN name <> '' AND kind = ANY(%(named)s) THEN ST_AsGeoJSON(
         CASE ST_GeometryType(cut) WHEN 'ST_LineString' THEN ST_LineInterpolatePoint(cut, 0.5)
              ELSE ST_PointOnSurface(cut) END, %(decimals)s)::jsonb -> 'coordinates' END
  FROM (SELECT id, kind, rank, name, width, ST_ClipByBox2D(geometry, box.box) AS cut
          FROM akiya_ground,
               (SELECT ST_MakeEnvelope(%(west)s, %(south)s, %(east)s, %(north)s, %(srid)s) AS box) AS box
         WHERE municipality_id = %(municipality)s AND ST_Intersects(geometry, box.box)) AS near
 WHERE NOT ST_IsEmpty(cut)
 ORDER BY array_position(%(named)s, kind), kind, rank, id
"""

Box = tuple[float, float, float, float]


def around(box: Box, margin: float = MARGIN) -> Box:
    """A box of west, south, east and north in degrees, wider by ``margin`` metres on each side."""
    west, south, east, north = box
    up = margin / METRES_A_DEGREE
    aside = up / max(math.cos(math.radians(max(abs(south), abs(north)))), 0.01)
    return west - aside, south - up, east + aside, north + up


def ground_within(box: Box, municipality_id: int, srid: int) -> list[dict[str, Any]]:
    """Roads, water and blocks within a box (west, south, east, north, in degrees), cut at its edges.

    What has its name on the map has the place ``at`` which it stands, in degrees; the important ones come first.
    """
    west, south, east, north = box
    values = {"west": west, "south": south, "east": east, "north": north, "srid": srid}
    with connection.cursor() as cursor:
        cursor.execute(GROUND, {**values, "municipality": municipality_id, "decimals": DECIMALS, "named": NAMED})
        return [
            {"kind": kind, "rank": rank, "name": name, "width": width, "geometry": json.loads(geometry)}
            | ({"at": json.loads(named_at)} if named_at else {})
            for kind, rank, name, width, geometry, named_at in cursor
        ]
