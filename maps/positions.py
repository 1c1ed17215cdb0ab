"""Where a Morton key lies on a map tile, worked out from its number alone.

The key of a house is as fine as 4 cm, so a tile needs neither the house's geometry nor a projection:
measured on 6,300 houses, a third of the time of ST_Transform and ST_AsMVTGeom.
"""

from akiya.places.morton import DEPTH, HALVINGS, gathering

EXTENT_BITS = 12
EXTENT = 1 << EXTENT_BITS
"""Units on the side of a tile."""

# OFFSET 0 keeps PostgreSQL from writing the first steps out anew wherever the last ones use them.
PLACED = """
SELECT *, {east} AS east, {south} AS south
  FROM (SELECT *, {column} AS column_, {row} AS row_ FROM ({rows}) known OFFSET 0) halfway
"""


def placed(rows: str, z: int) -> str:
    """SQL: ``rows`` with ``east`` and ``south`` for its column ``cell``, in units from the tile's north-west corner."""
    within = f"(cell >> {2 * (DEPTH - z - EXTENT_BITS)})"
    every_second = HALVINGS[0][1] & (1 << 2 * EXTENT_BITS) - 1
    return PLACED.format(
        rows=rows,
        column=gathering(f"({within} & {every_second})", 1, 2),
        row=gathering(f"(({within} >> 1) & {every_second})", 1, 2),
        east=gathering("column_", 4, 8),
        south=gathering("row_", 4, 8),
    )
