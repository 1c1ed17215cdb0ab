"""Known houses near a place on the ground."""

from typing import NamedTuple

from django.db import connection

from akiya.cells import DEPTH, cell

ZOOM = 17
"""Tiles of this zoom are wider than 195 m anywhere in Japan (50° north): twice 97 m touch four at most."""
MOST_METRES = 97
METRES_A_DEGREE_NORTH = 110_900
METRES_A_DEGREE_EAST = 77_000
"""The least in Japan: of latitude at 24° north, of longitude at 46°."""

# The distance to the building where its shape is known, 0 inside it, else to the point that stands for it.
NEAR = """
SELECT house.id, coalesce(nullif(house.residential_address, ''), nullif(house.address, ''), house.lot_number),
       house.number, house.landmark, house.merged_into_id,
       ST_Distance(coalesce(house.footprint, house.point)::geography, place.point::geography) AS metres
  FROM akiya_house house,
       (SELECT ST_SetSRID(ST_MakePoint(%(longitude)s, %(latitude)s), 6668) AS point) AS place
 WHERE house.municipality_id = %(city)s AND ({cells})
 ORDER BY metres, house.id
"""


class Near(NamedTuple):
    """A house and its distance in metres on the ellipsoid."""

    id: int
    address: str
    number: int
    landmark: str
    merged_into: int | None
    metres: float

    @property
    def rounded(self) -> int:
        return round(self.metres)


def houses_near(city: int, longitude: float, latitude: float, within: float = MOST_METRES) -> list[Near]:
    """The houses of a city within some metres of a place in degrees (EPSG:6668), the nearest first. One query.

    Found by the cells of their points: a building so large that its wall is near and its middle far is missed.
    """
    assert within <= MOST_METRES
    cells = sorted(cells_within(longitude, latitude))
    ranges = " OR ".join(f"house.cell BETWEEN {first} AND {last}" for first, last in cells)
    with connection.cursor() as cursor:
        cursor.execute(NEAR.format(cells=ranges), {"city": city, "longitude": longitude, "latitude": latitude})
        found = [Near(*row) for row in cursor]
    return [house for house in found if house.metres <= within]


def cells_within(longitude: float, latitude: float) -> set[tuple[int, int]]:
    """The cells of the tiles in which the corners of a square of twice ``MOST_METRES`` round a place lie."""
    size = 1 << 2 * (DEPTH - ZOOM)
    corners = (
        cell(longitude + aside, latitude + up)
        for aside in (-MOST_METRES / METRES_A_DEGREE_EAST, MOST_METRES / METRES_A_DEGREE_EAST)
        for up in (-MOST_METRES / METRES_A_DEGREE_NORTH, MOST_METRES / METRES_A_DEGREE_NORTH)
    )
    return {(corner - corner % size, corner - corner % size + size - 1) for corner in corners}
