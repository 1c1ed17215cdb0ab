"""Vector tiles of the ground: roads, water, blocks, names, and the shapes of the buildings. One statement a tile."""

from django.db import connection

from akiya.access import Scope
from akiya.places.box import joined, keys_sql
from akiya.places.crs import WEB_MERCATOR
from akiya.places.morton import KeyRange, tile_keys
from maps.positions import EXTENT
from maps.tiles import Tile

BUFFER = 64
"""Lines and shapes reach so many units over the tile's edge, that no seam shows where they are drawn."""
RING = 3
"""Buildings of the next tiles are drawn too where they stand within 2⁻³ of a side from the edge."""
BUILDINGS_FROM = 14
FIRST_ZOOM = {
    ("block", 0): 12,
    ("field", 1): 12,
    ("road", 2): 12,
    ("building", 0): 13,
    ("park", 0): 13,
    ("road", 3): 13,
    ("wood", 1): 13,
    ("block", 1): 13,
    ("block", 2): 14,
    ("building", 1): 14,
    ("field", 2): 14,
}
"""What is too small to see is left out of the zooms before."""

# Rows are taken by municipality and box, not by a spatial index: under row security there is none.
# Water and national roads are named on each tile that they fill a good part of, all else where it stands.
GROUND = """
WITH tile AS MATERIALIZED (
  SELECT edge, ST_Expand(edge, (ST_XMax(edge) - ST_XMin(edge)) * {buffer} / {extent}) AS reach
    FROM ST_TileEnvelope(%(z)s, %(x)s, %(y)s) AS edge
), ground AS MATERIALIZED (
  SELECT g.id, g.kind, g.rank, g.name, g.width, g.mercator
    FROM akiya_ground g, tile
   WHERE g.municipality_id = ANY(%(sees)s) AND g.mercator && tile.reach
     AND g.kind || g.rank <> ALL(%(hidden)s::text[])
), named AS (
  SELECT ground.id, kind, rank, name, ST_PointOnSurface(mercator) AS middle
    FROM ground WHERE name <> '' AND kind NOT IN ('river', 'water', 'road')
   UNION ALL
  SELECT id, kind, rank, name, ST_PointOnSurface(here)
    FROM (SELECT ground.*, ST_ClipByBox2D(mercator, tile.edge) AS here, tile.edge FROM ground, tile
           WHERE name <> '' AND (kind IN ('river', 'water') OR kind = 'road' AND rank = 0)) wide
   WHERE ST_Area(here) > 0.05 * ST_Area(edge) OR ST_Length(here) > 0.3 * (ST_XMax(edge) - ST_XMin(edge))
)
SELECT (SELECT ST_AsMVT(drawn, 'ground', {extent}, 'geom')
          FROM (SELECT kind, rank, name, width, ST_AsMVTGeom(mercator, tile.edge, {extent}, {buffer}) AS geom
                  FROM ground, tile WHERE kind <> 'place' ORDER BY id) drawn)
    || (SELECT ST_AsMVT(drawn, 'names', {extent}, 'geom')
          FROM (SELECT kind, rank, name, ST_AsMVTGeom(middle, tile.edge, {extent}, 0) AS geom
                  FROM named, tile ORDER BY id) drawn)
"""
BUILDINGS = """
    || (SELECT ST_AsMVT(drawn, 'buildings', {extent}, 'geom')
          FROM (SELECT ST_AsMVTGeom(ST_Transform(h.footprint, {mercator}), tile.edge, {extent}, {buffer}) AS geom
                  FROM akiya_house h, tile
                 WHERE h.municipality_id = ANY(%(sees)s) AND h.footprint IS NOT NULL AND {near}) drawn)
"""


def ground(scope: Scope, at: Tile) -> bytes:
    """Everything under the houses of one tile, of the municipalities whose register the scope may see. One query."""
    sql = GROUND + (BUILDINGS if at.z >= BUILDINGS_FROM else "")
    near = keys_sql("h.cell", around(at))
    hidden = [f"{kind}{rank}" for (kind, rank), first in FIRST_ZOOM.items() if at.z < first]
    with connection.cursor() as cursor:
        cursor.execute(
            sql.format(extent=EXTENT, buffer=BUFFER, near=near, mercator=WEB_MERCATOR),
            {**at._asdict(), "sees": scope.sees, "hidden": hidden},
        )
        return bytes(cursor.fetchone()[0])


def around(at: Tile) -> list[KeyRange]:
    """The cells of a tile and of a ring around it."""
    z, side = at.z + RING, 1 << at.z + RING
    columns = range(max(0, (at.x << RING) - 1), min(side, (at.x + 1 << RING) + 1))
    rows = range(max(0, (at.y << RING) - 1), min(side, (at.y + 1 << RING) + 1))
    return joined(sorted(tile_keys(z, column, row) for column in columns for row in rows))
