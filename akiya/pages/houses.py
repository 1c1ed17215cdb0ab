"""Find the house that an address of a page names."""

import datetime as dt

from django.http import Http404
from django.utils import timezone

from akiya.history import Moment
from akiya.inbox.count import waiting
from akiya.models import Area, House
from akiya.register.houses import EDITABLE
from akiya.request import ActingRequest


def visible_house(request: ActingRequest, house_id: int) -> House:
    """The house, its city with what waits there, and what stands of it. Raises Http404 where it may not be seen."""
    houses = House.objects.visible_to(request.scope).select_related("municipality", "occupancy")
    house = houses.defer("municipality__boundary").annotate(waiting=waiting(request.scope)).filter(pk=house_id).first()
    if house is None:
        raise Http404
    house.municipality.waiting = house.waiting  # type: ignore[attr-defined]
    return house


def areas_of(house: House, day: dt.date) -> list[Area]:
    """The areas valid on a day in which the house lies, by kind and name, without their geometry."""
    valid = Area.objects.filter(housearea__house=house, valid_from__lte=day)
    return list(valid.exclude(valid_to__lte=day).defer("geometry").order_by("kind", "name", "id"))


def as_written(house: House, when: Moment) -> House | None:
    """The house with the attributes that were written of it at a moment; None before it was in the register.

    The audit keeps the row before each edit, so the first edit after the moment holds what stood then.
    """
    known = when.known
    if known is None:
        return house
    if house.recorded_at > known:
        return None
    events = House.pgh_event_model.objects.filter(pgh_obj_id=house.pk, pgh_created_at__gt=known)  # type: ignore[attr-defined]
    before = events.order_by("pgh_created_at", "pgh_id").first()
    if before is not None:
        for name in EDITABLE:
            setattr(house, name, getattr(before, name))
    return house


def end_of(when: Moment) -> dt.datetime:
    """The moment up to which the register had listened: now, unless an earlier one is asked about."""
    return when.known or timezone.now()
