"""A rectangle on the ground, and the ranges of Morton keys that cover it."""

from typing import NamedTuple

from akiya.places.morton import DEPTH, KeyRange, apart, morton_key, tile_keys

ACROSS = 5
"""A rectangle is covered by at most so many squares from west to east, and from north to south."""


class Box(NamedTuple):
    """West, south, east and north in degrees (EPSG:6668), west < east and south < north."""

    west: float
    south: float
    east: float
    north: float

    def __str__(self) -> str:
        return ",".join(f"{edge:.6f}" for edge in self)


def covering(box: Box) -> list[KeyRange]:
    """Ranges of keys that together hold the whole box and a little more, neighbours joined into one."""
    north_west, south_east = morton_key(box.west, box.north), morton_key(box.east, box.south)
    left, top = apart(north_west)
    right, bottom = apart(south_east)
    step = 0
    while max((right >> step) - (left >> step), (bottom >> step) - (top >> step)) >= ACROSS:
        step += 1
    squares = sorted(
        tile_keys(DEPTH - step, x, y)
        for x in range(left >> step, (right >> step) + 1)
        for y in range(top >> step, (bottom >> step) + 1)
    )
    return joined(squares)


def joined(ranges: list[KeyRange]) -> list[KeyRange]:
    """Ranges in order, each that begins where the one before ends made one with it."""
    whole: list[KeyRange] = []
    for each in ranges:
        if whole and whole[-1].last + 1 == each.first:
            whole[-1] = KeyRange(whole[-1].first, each.last)
        else:
            whole.append(each)
    return whole


def keys_sql(column: str, ranges: list[KeyRange]) -> str:
    """SQL that is true where a key lies in one of the ranges. The numbers are ours, never a visitor's."""
    return "(" + " OR ".join(f"{column} BETWEEN {first} AND {last}" for first, last in ranges) + ")"
