"""A rectangle on the ground, and the ranges of cells that cover it."""

from typing import NamedTuple

from akiya.places.morton import DEPTH, CellRange, apart, cell, tile_cells

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


def covering(box: Box) -> list[CellRange]:
    """Ranges of cells that together hold the whole box and a little more, neighbours joined into one."""
    north_west, south_east = cell(box.west, box.north), cell(box.east, box.south)
    left, top = apart(north_west)
    right, bottom = apart(south_east)
    step = 0
    while max((right >> step) - (left >> step), (bottom >> step) - (top >> step)) >= ACROSS:
        step += 1
    squares = sorted(
        tile_cells(DEPTH - step, x, y)
        for x in range(left >> step, (right >> step) + 1)
        for y in range(top >> step, (bottom >> step) + 1)
    )
    return joined(squares)


def joined(ranges: list[CellRange]) -> list[CellRange]:
    """Ranges in order, each that begins where the one before ends made one with it."""
    whole: list[CellRange] = []
    for each in ranges:
        if whole and whole[-1].last + 1 == each.first:
            whole[-1] = CellRange(whole[-1].first, each.last)
        else:
            whole.append(each)
    return whole


def cells_sql(column: str, ranges: list[CellRange]) -> str:
    """SQL that is true where a cell lies in one of the ranges. The numbers are ours, never a visitor's."""
    return "(" + " OR ".join(f"{column} BETWEEN {first} AND {last}" for first, last in ranges) + ")"
