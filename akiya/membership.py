"""Which houses lie in which areas: a copy worked out from geometry."""

from collections.abc import Iterable

from django.db import connection

# Borders count as inside, so a house on the border of two areas belongs to both.
MEMBERSHIP = """
SELECT house.id AS house_id, area.id AS area_id
  FROM akiya_area area
  JOIN akiya_house house
    ON house.municipality_id = area.municipality_id AND ST_Covers(area.geometry, house.point)
"""


def place_houses(house_ids: Iterable[int]) -> None:
    """Work out anew in which areas some houses lie. Two statements."""
    ids = list(house_ids)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM akiya_housearea WHERE house_id = ANY(%s)", [ids])
        cursor.execute(f"INSERT INTO akiya_housearea (house_id, area_id) {MEMBERSHIP} WHERE house.id = ANY(%s)", [ids])


def fill_areas(area_ids: Iterable[int]) -> None:
    """Work out anew which houses lie in some areas. Two statements."""
    ids = list(area_ids)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM akiya_housearea WHERE area_id = ANY(%s)", [ids])
        cursor.execute(f"INSERT INTO akiya_housearea (house_id, area_id) {MEMBERSHIP} WHERE area.id = ANY(%s)", [ids])
