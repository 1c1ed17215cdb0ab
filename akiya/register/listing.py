"""What a list says of one house, whatever file it came in."""

import datetime as dt
from dataclasses import dataclass

from akiya.places.position import Position
from akiya.words import Precision, State


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list says of one house. ``received`` is its date as written."""

    row: int
    key: str
    state: State
    since: dt.date
    precision: Precision
    received: str = ""
    address: str = ""
    position: Position | None = None
