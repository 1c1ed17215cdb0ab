"""Houses that may be one: a house that somebody found, and the nearest that was known otherwise or found before it.

Which of two was added first says nothing: a list may come in after somebody found a house that it names, and of two
tablets the one that was first to see a house may be the last to send.
"""

import uuid
from collections.abc import Iterator, Sequence

from django.db import connections
from django.db.models import QuerySet

from akiya.models import House
from akiya.models.inbox import key_of
from akiya.places.nearby import houses_near
from akiya.projections.waiting.item import Item, source_of
from akiya.words import InboxKind

NEAR_METRES = 20
"""As near as two buildings of one name seldom stand, and as far as a finger on the map may err."""
FOUND = "field"
"""The source of a house that somebody found."""
SPEAKER = """
WITH RECURSIVE up AS (
  SELECT id, merged_into_id FROM akiya_house WHERE id = %(house)s
  UNION ALL SELECT house.id, house.merged_into_id FROM akiya_house house JOIN up ON house.id = up.merged_into_id
)
SELECT id FROM up WHERE merged_into_id IS NULL
"""


def candidates(houses: Sequence[int]) -> Iterator[Item]:
    """A pair for each of some houses that was found beside another. One query, and two a found house."""
    found = House.objects.filter(pk__in=houses, source=FOUND, merged_into=None).exclude(point=None)
    for house in found.order_by("pk"):
        assert house.point is not None
        near = houses_near(house.municipality_id, house.point.x, house.point.y, NEAR_METRES)
        own = precedence(house.source, house.client_id, house.pk)
        known = next((other for other in near if precedence(other.source, other.client_id, other.id) < own), None)
        if known is not None and speaker_of(known.id) != house.pk:
            (source,) = source_of("house", [house.pk])
            key = key_of(InboxKind.MERGE, house.pk, known.id)
            yield Item(key, house.municipality_id, InboxKind.MERGE, source, house.pk, None, house.recorded_at)


def precedence(source: str, client_id: uuid.UUID | None, house: int) -> tuple[bool, str, int]:
    """Which of two houses is asked about the other: found ones come last, in the order of their tablets' names.

    Such a name begins with the moment at which it was made (RFC 9562, version 7). A house that staff made of an
    observation at none has no such name, and was found all the same.
    """
    return (source == FOUND, str(client_id or ""), house)


def found_near(house: House) -> list[int]:
    """The found houses whose pairs a house may change, by standing where it does. At most two queries."""
    if house.point is None:
        return []
    near = [other.id for other in houses_near(house.municipality_id, house.point.x, house.point.y, NEAR_METRES)]
    return list(found_in(house.municipality_id).filter(pk__in=near).exclude(pk=house.pk).values_list("pk", flat=True))


def found_in(municipality_id: int) -> QuerySet[House, House]:
    """The houses of a city that somebody found and that speak for themselves."""
    return House.objects.filter(municipality=municipality_id, source=FOUND, merged_into=None)


def speaker_of(house: int) -> int:
    """The house that speaks for one: itself, or the last of those it was merged into. One query."""
    with connections["default"].cursor() as cursor:
        cursor.execute(SPEAKER, {"house": house})
        row = cursor.fetchone()
    return row[0] if row else house
