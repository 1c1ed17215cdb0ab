"""Add a building to the register, and correct what is written of one."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.gis.geos import Point
from django.db.models import Max

from akiya.access import Scope, as_register
from akiya.edited_meanwhile import require_as_seen
from akiya.locks import lock_houses, lock_municipality, now
from akiya.models import House, Municipality, Occupancy
from akiya.not_possible import NotPossible
from akiya.places import membership
from akiya.places.crs import STORAGE_SRID
from akiya.projections import current, found_by
from akiya.projections.waiting import merges

EDITABLE = frozenset(
    {
        "address",
        "residential_address",
        "lot_number",
        "landmark",
        "use",
        "structure",
        "storeys",
        "floor_area",
        "built_on",
        "built_precision",
        "built_text",
    }
)


@dataclass(frozen=True, slots=True)
class Place:
    """A position in degrees (EPSG:6668) and its accuracy in metres."""

    longitude: float
    latitude: float
    accuracy: float | None = None

    @property
    def point(self) -> Point:
        return Point(self.longitude, self.latitude, srid=STORAGE_SRID)

    @property
    def is_zero(self) -> bool:
        """Whether it is the place where broken receivers think they are."""
        return self.longitude == 0 and self.latitude == 0


def add_house(municipality: Municipality, place: Place, by: Scope, **attributes: Any) -> House:
    """Add a building to the register, of whose use nothing is known yet. Raises Refused."""
    by.require_editor(municipality.pk)
    with as_register():
        return added(municipality, place.point, **attributes)


def added(municipality: Municipality, point: Point, client_id: uuid.UUID | None = None, **attributes: Any) -> House:
    """The new house, numbered and placed in its areas. Called as the register, by the doors alone.

    ``client_id`` is the name that a device gave the house; where another request has just added it
    under that name, that house is given.
    """
    # One at a time in a city, so that numbers have neither gaps nor twins.
    lock_municipality(municipality.pk)
    known = House.objects.filter(client_id=client_id).first() if client_id else None
    if known is not None:
        return known
    last = House.objects.filter(municipality=municipality).aggregate(last=Max("number"))["last"] or 0
    house = House(
        municipality=municipality, number=last + 1, point=point, client_id=client_id, recorded_at=now(), **attributes
    )
    house.address_search, house.search_text, house.search_rules = found_by.texts_of(
        municipality.name, house.residential_address, house.address, house.lot_number, house.landmark, house.number
    )
    house.save(force_insert=True)
    house.refresh_from_db(fields=["cell"])
    Occupancy.objects.create(house=house, municipality=municipality, cell=house.cell)
    membership.place_houses([house.pk])
    if beside := merges.found_near(house):
        current.bring_up_to_date(lock_houses(beside), f"house:{house.pk}")
    return house


def edit_house(house: House, attributes: Mapping[str, Any], by: Scope, was: Mapping[str, Any] | None = None) -> House:
    """Correct what is written of a building. Its earlier values stay in the audit.

    ``was``: what the person saw who corrects it. Raises Refused; NotPossible where an attribute is not for editing,
    EditedMeanwhile where another value than that one, and than the new one, stands by now.
    """
    by.require_editor(house.municipality_id)
    if unknown := attributes.keys() - EDITABLE:
        raise NotPossible(f"not for editing: {', '.join(sorted(unknown))}")
    with as_register():
        lock_houses([house.pk])
        house.refresh_from_db(fields=EDITABLE)
    require_as_seen({name: getattr(house, name) for name in attributes}, was or {}, attributes)
    for name, value in attributes.items():
        setattr(house, name, value)
    house.save(update_fields=attributes.keys())
    found_by.renew_houses([house.pk])
    return house
