"""A place on earth, as lists and borders give it."""

from typing import NamedTuple


class Position(NamedTuple):
    """A place in degrees of longitude and latitude (EPSG:6668)."""

    longitude: float
    latitude: float
