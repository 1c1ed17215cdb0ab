"""What may be meant by words that are still being typed: the areas of that name, and a few houses."""

from typing import NamedTuple

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.db.models.functions import Collate
from django.utils import timezone

from akiya.access import Scope
from akiya.models import Area, House
from akiya.pages.house.named import LIST_KEYS
from akiya.projections import found_by
from akiya.texts.searching import Sought, read

AREAS = 4
HOUSES = 8
ASKED = 200
"""No more of what is found is put in order: 町 finds every house, and nobody waits for all of them."""


class Suggested(NamedTuple):
    """Areas by name, and the first houses: those whose address begins with the words, then the others by address."""

    areas: list[Area]
    houses: list[House]


def suggested(text: str, scope: Scope) -> Suggested:
    """What a text finds today of what the scope may see. At most three queries."""
    sought = read(text, scope.cities)
    return Suggested(_areas(sought, scope), _houses(sought, scope))


def _areas(sought: Sought, scope: Scope) -> list[Area]:
    named = found_by.named(sought)
    if named is None:
        return []
    today = timezone.localdate()
    valid = Q(valid_to=None) | Q(valid_to__gt=today)
    areas = Area.objects.filter(named, valid, valid_from__lte=today, municipality__in=scope.sees)
    return list(areas.only("id", "kind", "name").order_by("name", "id")[:AREAS])


def _houses(sought: Sought, scope: Scope) -> list[House]:
    ids = found_by.found(sought, ASKED)
    if not ids:
        return []
    begins = ExpressionWrapper(Q(address_search__startswith=sought.words[0].form), output_field=BooleanField())
    houses = House.objects.visible_to(scope).filter(pk__in=ids, merged_into=None)
    in_order = houses.order_by(begins.desc(), Collate("address_search", "maps_address"), "number")
    return list(in_order.annotate(list_keys=LIST_KEYS)[:HOUSES])
