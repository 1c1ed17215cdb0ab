"""A Morton key is one number for a place, the same in Python and in the database."""

import math

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from akiya.places.morton import DEPTH, interleave, morton_key, spread, tile_keys

longitudes = st.floats(-180, 180)
latitudes = st.floats(-85, 85)


def test_bits_go_by_turns() -> None:
    assert spread(0b111) == 0b10101
    assert interleave(0b11, 0b00) == 0b0101
    assert interleave(0b00, 0b11) == 0b1010


def test_the_whole_world_is_the_first_tile() -> None:
    assert tile_keys(0, 0, 0) == (0, (1 << 2 * DEPTH) - 1)


@given(longitudes, latitudes, st.integers(0, 22))
def test_a_place_lies_in_the_tile_that_holds_it_and_in_no_other(longitude: float, latitude: float, zoom: int) -> None:
    side = 1 << zoom
    x = min(side - 1, int((longitude + 180) / 360 * side))
    y = int((1 - math.asinh(math.tan(math.radians(latitude))) / math.pi) / 2 * side)
    first, last = tile_keys(zoom, x, y)
    assert first <= morton_key(longitude, latitude) <= last
    if x + 1 < side:
        assert not tile_keys(zoom, x + 1, y).first <= morton_key(longitude, latitude) <= tile_keys(zoom, x + 1, y).last


@pytest.mark.parametrize("tile", [(-1, 0, 0), (31, 0, 0), (3, 8, 0), (3, 0, 8), (3, -1, 0)])
def test_there_is_no_such_tile(tile: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="no tile"):
        tile_keys(*tile)


@pytest.mark.parametrize(
    "place", [(0, 0), (140.38, 38.36), (-180, -90), (180, 90), (140.3780001, 38.3620001), (-73.98, 40.7)]
)
def test_the_database_counts_alike(db: None, place: tuple[float, float]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT akiya_cell(ST_SetSRID(ST_MakePoint(%s, %s), 6668))", place)
        assert cursor.fetchone()[0] == morton_key(*place)
