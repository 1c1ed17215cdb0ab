"""Where a cell lies on a map tile, worked out from its number alone.

A cell of a house is as fine as 4 cm, so a tile needs neither the house's geometry nor a projection:
measured on 6,300 houses, a third of the time of ST_Transform and ST_AsMVTGeom.
"""

from akiya.cells import DEPTH

EXTENT_BITS = 12
EXTENT = 1 << EXTENT_BITS
"""Units on the side of a tile."""

# Each step halves the gaps between the bits of a number of 24 bits, of which every second one is kept.
FIRST_STEPS = ((1, 0x333333), (2, 0x0F0F0F))
LAST_STEPS = ((4, 0xFF00FF), (8, 0x000FFF))


def placed(rows: str, z: int) -> str:
    """SQL: ``rows`` with ``east`` and ``south`` for its column ``cell``, in units from the tile's north-west corner.

    OFFSET 0 keeps PostgreSQL from writing the first steps out anew wherever the last ones use them.
    """
    within = f"(cell >> {2 * (DEPTH - z - EXTENT_BITS)})"
    column = gathered(f"({within} & {0x555555})", FIRST_STEPS)
    row = gathered(f"(({within} >> 1) & {0x555555})", FIRST_STEPS)
    halfway = f"SELECT *, {column} AS columns_, {row} AS rows_ FROM ({rows}) known OFFSET 0"
    return (
        f"SELECT *, {gathered('columns_', LAST_STEPS)} AS east, {gathered('rows_', LAST_STEPS)} AS south"
        f" FROM ({halfway}) halfway"
    )


def gathered(bits: str, steps: tuple[tuple[int, int], ...]) -> str:
    """SQL for some steps towards standing the kept bits side by side. PostgreSQL ranks | and >> alike: mind the brackets."""
    for shift, mask in steps:
        bits = f"(({bits} | ({bits} >> {shift})) & {mask})"
    return bits
