"""A rectangle as ranges of cells."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from akiya.places.box import ACROSS, Box, covering, joined
from akiya.places.morton import apart, interleave, morton_key
from maps.ground import around
from maps.tiles import Tile

side = st.integers(0, 2**30 - 1)
longitude = st.floats(122, 154)
latitude = st.floats(20, 46)


@given(side, side)
def test_a_cell_comes_apart_into_what_it_was_made_of(column: int, row: int) -> None:
    assert apart(interleave(column, row)) == (column, row)


@given(longitude, latitude, st.floats(1e-4, 5), st.floats(1e-4, 5), st.floats(0, 1), st.floats(0, 1))
def test_every_place_in_a_box_lies_in_a_range(
    west: float, south: float, wide: float, high: float, right: float, up: float
) -> None:
    box = Box(west, south, west + wide, south + high)
    place = morton_key(west + right * wide, south + up * high)
    assert any(first <= place <= last for first, last in covering(box))


@given(longitude, latitude, st.floats(1e-4, 5), st.floats(1e-4, 5))
def test_a_box_takes_few_ranges_in_order_without_touching(west: float, south: float, wide: float, high: float) -> None:
    ranges = covering(Box(west, south, west + wide, south + high))
    assert len(ranges) <= ACROSS**2
    assert all(before.last + 1 < after.first for before, after in pairwise(ranges))
    assert joined(ranges) == ranges


def test_the_ring_round_a_tile_holds_the_tile_and_its_neighbours_edges() -> None:
    z, x, y = 14, 14000, 6000
    side = 2 ** (30 - z)
    ring = around(Tile(z, x, y))

    def holds(east: float, south: float) -> bool:
        place = interleave(int((x + east) * side), int((y + south) * side))
        return any(first <= place <= last for first, last in ring)

    assert holds(0.5, 0.5)
    assert holds(-0.1, 0.5)
    assert holds(1.1, 1.1)
    assert not holds(-0.2, 0.5)


def test_the_ring_stops_at_the_edge_of_the_world() -> None:
    assert around(Tile(0, 0, 0)) == [(0, 2**60 - 1)]
