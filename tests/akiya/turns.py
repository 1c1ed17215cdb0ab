"""The turn of some houses, at a moment that a test chooses."""

import datetime as dt
from collections.abc import Collection

from akiya.models import House
from akiya.turns import Turn, turn_at


def turn(houses: Collection[House], at: dt.datetime) -> Turn:
    return turn_at([house.pk for house in houses])._replace(at=at)
