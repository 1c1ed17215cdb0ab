"""The files of a city as it publishes them, real ones where they lie beside the tree, and invented ones everywhere."""

from pathlib import Path
from typing import NamedTuple


class Divided(NamedTuple):
    """A city's associations, one of which (row and name) crosses itself, and its school districts."""

    associations: Path
    count: int
    repaired: tuple[int, str]
    schools: Path
    school_count: int
    first_school: str


class Bounded(NamedTuple):
    """A city's boundary and its size as told, its towns as points, and its small areas."""

    boundary: Path
    size: str
    towns: Path
    town_count: int
    small_areas: Path
    small_area_count: int


class Lists(NamedTuple):
    """Two lists of vacant houses of one city at two dates, and the quarters of the city."""

    first: Path
    second: Path
    quarters: Path
