"""Where PostgreSQL puts a cell on a tile, beside where Python does."""

import random

import pytest
from django.db import connection

from akiya.places.morton import apart, interleave
from maps.positions import EXTENT_BITS, placed
from maps.tiles import DEEPEST


@pytest.mark.parametrize("z", [0, 5, 13, 16, DEEPEST])
def test_the_database_places_cells_as_python_does(db: None, z: int) -> None:
    chance = random.Random(z)
    cells = [interleave(chance.randrange(2**30), chance.randrange(2**30)) for _ in range(300)]
    with connection.cursor() as cursor:
        cursor.execute(placed("SELECT unnest(%s::bigint[]) AS cell", z), [cells])
        names = [column.name for column in cursor.description]
        found = {row[0]: (row[names.index("east")], row[names.index("south")]) for row in cursor.fetchall()}
    shift = 30 - z - EXTENT_BITS
    assert found == {cell: tuple((part >> shift) % (1 << EXTENT_BITS) for part in apart(cell)) for cell in cells}
