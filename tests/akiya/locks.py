"""The turn of some houses, at a moment that a test chooses."""

import datetime as dt
from collections.abc import Collection

from akiya.locks import Turn, lock_houses
from akiya.models import House


def turn(houses: Collection[House], at: dt.datetime) -> Turn:
    return lock_houses([house.pk for house in houses])._replace(at=at)
