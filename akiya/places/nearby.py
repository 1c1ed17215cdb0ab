"""Known houses near a place on the ground."""

import uuid
from typing import NamedTuple

from django.db import connection

from akiya.places.crs import STORAGE_SRID
from akiya.places.morton import WIDEST, keys_round
from akiya.texts.house_labels import address_sql

# The distance to the building where its shape is known, 0 inside it, else to the point that stands for it.
NEAR = """
SELECT house.id, {address},
       house.number, house.landmark, house.merged_into_id, house.client_id, house.source,
       ST_Distance(coalesce(house.footprint, house.point)::geography, place.point::geography) AS metres
  FROM akiya_house house,
       (SELECT ST_SetSRID(ST_MakePoint(%(longitude)s, %(latitude)s), {srid}) AS point) AS place
 WHERE house.municipality_id = %(city)s AND ({cells})
 ORDER BY metres, house.address_search, house.client_id, house.id
"""


class Near(NamedTuple):
    """A house and its distance in metres on the ellipsoid."""

    id: int
    address: str
    number: int
    landmark: str
    merged_into: int | None
    client_id: uuid.UUID | None
    source: str
    metres: float


def houses_near(city: int, longitude: float, latitude: float, within: float = WIDEST) -> list[Near]:
    """The houses of a city within some metres of a place in degrees (EPSG:6668), the nearest first. One query.

    Found by the Morton keys of their points: a building so large that its wall is near and its middle far is missed.
    """
    assert within <= WIDEST
    keys = keys_round(longitude, latitude, WIDEST, WIDEST)
    ranges = " OR ".join(f"house.cell BETWEEN {first} AND {last}" for first, last in keys)
    with connection.cursor() as cursor:
        cursor.execute(
            NEAR.format(address=address_sql("house"), cells=ranges, srid=STORAGE_SRID),
            {"city": city, "longitude": longitude, "latitude": latitude},
        )
        found = [Near(*row) for row in cursor]
    return [house for house in found if house.metres <= within]
