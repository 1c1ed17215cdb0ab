"""Find the house that an address of a page names."""

import datetime as dt

from django.contrib import messages
from django.db.models import JSONField
from django.db.models.expressions import Combinable, RawSQL
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from akiya.asof.moment import Moment
from akiya.models import Area, House
from akiya.projections.waiting.count import waiting
from akiya.projections.waiting.merges import speaker_of
from akiya.register.houses import EDITABLE
from akiya.web.request import ActingRequest

# What waits at a house, as key, kind and moment; a pair that may be one house waits at both, under the found one.
OPEN = """
(SELECT jsonb_agg(jsonb_build_array(item.key, item.kind, item.since) ORDER BY item.since, item.key)
   FROM akiya_inboxitem item
  WHERE item.house_id = akiya_house.id
     OR item.municipality_id = akiya_house.municipality_id AND item.kind = 'merge'
    AND split_part(item.key, ':', 3) = akiya_house.id::text)
"""
KEYS = """
(SELECT jsonb_agg(jsonb_build_array(known.source, known.key) ORDER BY known.source, known.key)
   FROM akiya_reference known WHERE known.house_id = akiya_house.id)
"""
LIST_KEYS = RawSQL(KEYS, [], output_field=JSONField())  # noqa: S611  (a constant)
"""The keys by which lists know a house, as [list, key], for a query of houses; None where it has none."""


def visible_house(request: ActingRequest, house_id: int, **more: Combinable) -> House:
    """The house with what stands of it, what waits there and in its city, and its keys in lists. Raises Http404.

    ``more``: further columns of the same query.
    """
    houses = House.objects.visible_to(request.scope).select_related("municipality", "occupancy")
    beside = {
        "waiting": waiting(request.scope),
        "open_items": RawSQL(OPEN, [], output_field=JSONField()),  # noqa: S611  (a constant)
        "list_keys": LIST_KEYS,
    }
    house = houses.defer("municipality__boundary").annotate(**beside, **more).filter(pk=house_id).first()
    if house is None:
        raise Http404
    house.municipality.waiting = house.waiting  # type: ignore[attr-defined]
    return house


def speaking_house(request: ActingRequest, house_id: int, **more: Combinable) -> House:
    """The house; where it was merged since its page was opened, the one that speaks for both. Raises Http404."""
    house = visible_house(request, house_id, **more)
    if house.merged_into_id is None:
        return house
    say_merged(request, house)
    return visible_house(request, speaker_of(house.pk), **more)


def say_merged(request: ActingRequest, house: House) -> None:
    """Why another house is shown than the one that was asked for."""
    messages.info(request, _("家屋 %(number)s は、この家に まとめてあります。") % {"number": f"{house.number:06d}"})


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
