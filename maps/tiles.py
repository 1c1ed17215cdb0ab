"""Vector tiles of houses, each one statement.

Mapbox Vector Tile 2.1, 4,096 units a side. ``z/x/y`` count as on every web map, from the north-west.
"""

from typing import NamedTuple

from django.db import connection
from django.utils.translation import gettext as _

from akiya.access import Scope
from akiya.asof.selection import Selection
from akiya.places.morton import DEPTH, tile_keys
from akiya.words import State
from maps.positions import EXTENT, EXTENT_BITS, placed

DEEPEST = DEPTH - EXTENT_BITS
"""The last zoom with tiles: a unit is then as fine as a key."""
SINGLE_FROM = 13
"""From this zoom on each house is a point of its own; above, houses are counted on a grid."""
GRID_BITS = 3
"""The grid of the low zooms has 2³ squares on the side of a tile."""


class NoSuchTile(ValueError):
    """A tile address outside the map. The message is for the person who asked."""


class Tile(NamedTuple):
    """A map tile's address."""

    z: int
    x: int
    y: int


def tile(z: int, x: int, y: int) -> Tile:
    """The tile of an address. Raises NoSuchTile."""
    if not (0 <= z <= DEEPEST and 0 <= x < 1 << z and 0 <= y < 1 << z):
        raise NoSuchTile(_("この番号の地図は ありません。"))
    return Tile(z, x, y)


HOUSES = """
SELECT ST_AsMVT(drawn, 'houses', {extent}, 'geom')
  FROM (SELECT house, state, certainty, ST_MakePoint(east, south) AS geom FROM ({placed}) placed) drawn
"""
GRID = """
SELECT ST_AsMVT(drawn, 'grid', {extent}, 'geom')
  FROM (SELECT count(*) AS houses, {states},
               ST_MakePoint((min(east) / {side}) * {side} + {side} / 2,
                            (min(south) / {side}) * {side} + {side} / 2) AS geom
          FROM ({placed}) placed GROUP BY east / {side}, south / {side}) drawn
"""
STATES = ", ".join(f"count(*) FILTER (WHERE state = '{state.value}') AS {state.value}" for state in State)


def houses(scope: Scope, chosen: Selection, at: Tile) -> bytes:
    """The houses of the selection on one tile, or at low zooms their numbers on a grid. One query."""
    first, last = tile_keys(*at)
    single = at.z >= SINGLE_FROM
    columns = ["house", "state", "certainty", "cell"] if single else ["state", "cell"]
    rows = chosen.rows(scope, columns, f"{{cell}} BETWEEN {first} AND {last}")
    side = EXTENT >> GRID_BITS
    sql = (HOUSES if single else GRID).format(extent=EXTENT, placed=placed(rows.sql, at.z), states=STATES, side=side)
    with connection.cursor() as cursor:
        cursor.execute(sql, rows.params)
        return bytes(cursor.fetchone()[0])
