"""An observation said in a few words, and the register's own view of a house."""

import datetime as dt
import uuid

from django.utils import timezone

from akiya.access import as_register
from akiya.models import House, Occupancy
from akiya.register import Observed, Place
from akiya.words import Channel


def observed(house: House | int | None, answer: str = "vacant", days_ago: float = 1, **more: object) -> Observed:
    values: dict[str, object] = {
        "id": uuid.uuid4(),
        "seen_at": timezone.now() - dt.timedelta(days=days_ago),
        "channel": Channel.TABLET,
        "answer": answer,
        "house": house.pk if isinstance(house, House) else house,
        **more,
    }
    return Observed(**values)  # type: ignore[arg-type]


def place(longitude: float, latitude: float) -> Place:
    return Place(longitude, latitude, accuracy=8)


def occupancy(house: House) -> Occupancy:
    with as_register():
        return Occupancy.objects.get(house=house)
