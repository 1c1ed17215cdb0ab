"""Morton keys: one whole number for a place, so that neighbours on the ground are neighbours in an index.

A key interleaves the bits of the column and row that a place has among the 2^30 × 2^30 finest
squares of the web-mercator tile grid (Morton, 1966: "A computer oriented geodetic data base").
A map tile z/x/y is then one unbroken range of keys. ``akiya_cell`` in the database is its twin, and ``cell`` the
column that holds one.
"""

import math
from itertools import pairwise
from typing import NamedTuple

DEPTH = 30
"""Zoom level of the finest square: about 4 cm at the equator."""

MERCATOR_LIMIT = 85.051128779806604
"""Degrees of latitude at which the square of web mercator ends."""


class KeyRange(NamedTuple):
    """Keys from ``first`` up to, and with, ``last``."""

    first: int
    last: int


HALVINGS = (
    (1, 0x5555555555555555),
    (2, 0x3333333333333333),
    (4, 0x0F0F0F0F0F0F0F0F),
    (8, 0x00FF00FF00FF00FF),
    (16, 0x0000FFFF0000FFFF),
    (32, 0x00000000FFFFFFFF),
)
"""By how far bits move in each step, and which are kept: between one and the next their gaps double."""


def interleave(column: int, row: int) -> int:
    """The bits of ``column`` and ``row`` by turns, the column's lowest bit last."""
    return spread(column) | spread(row) << 1


def apart(key: int) -> tuple[int, int]:
    """Column and row of a key: the opposite of ``interleave``."""
    return gathered(key), gathered(key >> 1)


def spread(number: int) -> int:
    """``number`` (30 bits) with a zero before each of its bits."""
    for shift, kept in reversed(HALVINGS[:-1]):
        number = (number | number << shift) & kept
    return number


def gathered(number: int) -> int:
    """Every second bit of ``number`` (60 bits), the lowest first, side by side."""
    number &= HALVINGS[0][1]
    for (shift, _kept), (_shift, kept) in pairwise(HALVINGS):
        number = (number | number >> shift) & kept
    return number


def gathering(bits: str, first: int, last: int) -> str:
    """SQL for some of the steps of ``gathered``, from one shift up to another, on a number of at most 32 bits.

    To PostgreSQL | and >> rank alike.
    """
    for (shift, _kept), (_shift, kept) in pairwise(HALVINGS):
        if first <= shift <= last:
            bits = f"(({bits} | ({bits} >> {shift})) & {kept & 0xFFFFFFFF})"
    return bits


def morton_key(longitude: float, latitude: float) -> int:
    """The key of a place given in degrees (EPSG:6668)."""
    side = 1 << DEPTH
    bounded = math.radians(max(-MERCATOR_LIMIT, min(MERCATOR_LIMIT, latitude)))
    column = int((longitude + 180) / 360 * side)
    row = int((1 - math.asinh(math.tan(bounded)) / math.pi) / 2 * side)
    return interleave(max(0, min(side - 1, column)), max(0, min(side - 1, row)))


def tile_keys(z: int, x: int, y: int) -> KeyRange:
    """The keys of a map tile. Raises ValueError where there is no such tile."""
    if not (0 <= z <= DEPTH and 0 <= x < 1 << z and 0 <= y < 1 << z):
        raise ValueError(f"no tile {z}/{x}/{y}")
    first = interleave(x, y) << 2 * (DEPTH - z)
    return KeyRange(first, first + (1 << 2 * (DEPTH - z)) - 1)


ROUND_ZOOM = 17
"""Tiles of this zoom are wider than 195 m anywhere in Japan (50° north): what is no wider touches four at most."""
WIDEST = 97
METRES_A_DEGREE_NORTH = 110_900
METRES_A_DEGREE_EAST = 77_000
"""The least in Japan: of latitude at 24° north, of longitude at 46°."""


def keys_round(longitude: float, latitude: float, aside: float, up: float) -> list[KeyRange]:
    """The keys of the tiles that a rectangle touches, given its middle in degrees (EPSG:6668) and half its sides.

    ``aside`` and ``up`` are in metres, at most ``WIDEST``.
    """
    assert max(aside, up) <= WIDEST
    size = 1 << 2 * (DEPTH - ROUND_ZOOM)
    corners = (
        morton_key(longitude + east * aside / METRES_A_DEGREE_EAST, latitude + north * up / METRES_A_DEGREE_NORTH)
        for east in (-1, 1)
        for north in (-1, 1)
    )
    return sorted({KeyRange(corner - corner % size, corner - corner % size + size - 1) for corner in corners})
