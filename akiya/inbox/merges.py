"""Houses that may be one: a house that somebody found, and the nearest that was known before it."""

from collections.abc import Iterator, Sequence

from django.db import connections

from akiya.inbox.item import Item, source_of
from akiya.models import House
from akiya.models.inbox import key_of
from akiya.nearby import houses_near
from akiya.words import InboxKind

NEAR_METRES = 20
"""As near as two buildings of one name seldom stand, and as far as a finger on the map may err."""
SPEAKER = """
WITH RECURSIVE up AS (
  SELECT id, merged_into_id FROM akiya_house WHERE id = %(house)s
  UNION ALL SELECT house.id, house.merged_into_id FROM akiya_house house JOIN up ON house.id = up.merged_into_id
)
SELECT id FROM up WHERE merged_into_id IS NULL
"""


def candidates(houses: Sequence[int]) -> Iterator[Item]:
    """A pair for each of some houses that was found beside an older one. One query, and two a found house."""
    found = House.objects.filter(pk__in=houses, source="field", merged_into=None).exclude(point=None)
    for house in found.order_by("pk"):
        assert house.point is not None
        near = houses_near(house.municipality_id, house.point.x, house.point.y, NEAR_METRES)
        older = next((other for other in near if other.id < house.pk), None)
        if older is not None and speaker_of(older.id) != house.pk:
            (source,) = source_of("house", [house.pk])
            key = key_of(InboxKind.MERGE, house.pk, older.id)
            yield Item(key, house.municipality_id, InboxKind.MERGE, source, house.pk, None, house.recorded_at)


def speaker_of(house: int) -> int:
    """The house that speaks for one: itself, or the last of those it was merged into. One query."""
    with connections["default"].cursor() as cursor:
        cursor.execute(SPEAKER, {"house": house})
        row = cursor.fetchone()
    return row[0] if row else house
