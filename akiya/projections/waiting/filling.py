"""Work the whole inbox out again: after rows were loaded past the doors, or when the table is new."""

from collections.abc import Iterator

from django.db import connections

from akiya.evidence import reading
from akiya.locks import lock_every_house
from akiya.models import InboxItem, Municipality
from akiya.projections.waiting import houses, loose, merges

AT_ONCE = 500

# Where nothing was held, odd or said in two ways nothing can wait, which is nearly everywhere. What was said of two
# houses meets at the one that took the other in, and of a house that was found another near by may be the same.
CANDIDATES = f"""
SELECT house_id FROM akiya_observation
 WHERE house_id IS NOT NULL
 GROUP BY house_id
HAVING bool_or(held) OR bool_or(flags && '{{{",".join(sorted(houses.ODD))}}}') OR count(DISTINCT answer) > 1
UNION SELECT house_id FROM akiya_acceptance
UNION SELECT survivor_id FROM akiya_merge
UNION SELECT id FROM akiya_house WHERE source = '{merges.FOUND}'
UNION SELECT said.house_id FROM {houses.UNOWNED} WHERE said.house_id IS NOT NULL
"""  # noqa: S608 - constants


def fill() -> int:
    """Empty the inbox and fill it again; how many items it holds. Called as the register, in one transaction.

    Nobody writes of a house meanwhile: what they settle would wait again.
    """
    for city in Municipality.objects.order_by("pk").values_list("pk", flat=True):
        lock_every_house(city)
    InboxItem.objects.all().delete()
    for some in _parts(candidates()):
        houses.bring_up_to_date(reading.of_houses(some))
    for kind in loose.LOOSE:
        loose.fill(kind)
    return InboxItem.objects.count()


def candidates() -> list[int]:
    """The houses at which something may wait. One query over all observations."""
    with connections["default"].cursor() as cursor:
        cursor.execute(CANDIDATES)
        return sorted(house for (house,) in cursor)


def _parts(every: list[int]) -> Iterator[list[int]]:
    for first in range(0, len(every), AT_ONCE):
        yield every[first : first + AT_ONCE]
