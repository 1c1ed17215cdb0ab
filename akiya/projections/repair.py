"""Where a history does not follow from its evidence: say what would change, and let it follow again.

Nothing that was written is taken away. The rows of before stay as the register knew it then, right or wrong;
what is wrong is voided, and what the evidence calls for is written, at the moment of the correction.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from django.db import connection, transaction

from akiya.access import as_register
from akiya.evidence import reading
from akiya.locks import Locked, lock_houses
from akiya.models import Correction, House, OccupancyChange
from akiya.projections import confirmed, current
from akiya.projections.rebuild import (
    Row,
    changes_rebuilt,
    changes_stored,
    histories_rebuilt,
    standings_rebuilt,
    standings_stored,
    survivors_rebuilt,
    waiting_rebuilt,
    waiting_stored,
)
from akiya.rules.occupancy import Standing, Step

AT_ONCE = 500
# Rows of before the register kept what a date leaves open. They are no less true for it, and are filled in.
WITHOUT_BOUNDS = "SELECT DISTINCT house_id FROM akiya_occupancychange WHERE latest IS NULL AND voids_id IS NULL"
FILL = """
UPDATE akiya_occupancychange row SET earliest = known.earliest, latest = known.latest
  FROM unnest(%(ids)s::bigint[], %(earliest)s::date[], %(latest)s::date[]) AS known (id, earliest, latest)
 WHERE row.id = known.id
"""


class Repair(NamedTuple):
    """What is to be put right at one house: the steps held and those called for, and what stands before and after."""

    house: int
    held: tuple[Step, ...]
    due: tuple[Step, ...]
    stood: Standing | None
    stands: Standing | None
    history: bool

    @property
    def moves_state(self) -> bool:
        """Whether the house stands in another state afterwards."""
        return (self.stood or Standing()).state != (self.stands or Standing()).state

    @property
    def moves_steps(self) -> bool:
        """Whether the steps that are held are others afterwards."""
        return self.held != self.due


def repairs(progress: Callable[[int], None] = lambda houses: None) -> Iterator[Repair]:
    """Every house whose projections do not follow from its evidence, in order. Reads everything the actor sees."""
    for houses in parts():
        yield from repairs_of(houses)
        progress(len(houses))


def parts() -> Iterator[list[int]]:
    """All houses that the actor sees, in order of their ids, a few hundred at a time."""
    last = 0
    while houses := list(House.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        yield houses
        last = houses[-1]


def repairs_of(houses: Sequence[int]) -> list[Repair]:
    """The repairs that some houses need."""
    known = reading.of_houses(houses)
    survivors = survivors_rebuilt(houses)
    stored, rebuilt = changes_stored(houses), histories_rebuilt(known)
    stood, stands = standings_stored(houses), standings_rebuilt(known, survivors)
    waited, waits = waiting_stored(houses), waiting_rebuilt(known)
    confirmations, due = confirmed.stored(houses), confirmed.rebuilt(known)
    wrong = {each.house_id for further in current.FURTHER for each in further.differences(known)}
    return [
        Repair(house, held_by(stored[house]), known[house].timeline, stood.get(house), stands.get(house),
               stored[house] != rebuilt[house])
        for house in houses
        if stored[house] != rebuilt[house]
        or stood.get(house) != stands.get(house)
        or waited[house] != waits[house]
        or confirmations[house] != due[house]
        or house in wrong
    ]  # fmt: skip


def held_by(rows: Sequence[Row]) -> tuple[Step, ...]:
    """The steps that rows of history, in order, leave standing, oldest first."""
    held: list[Step] = []
    for row in rows:
        if not row.voids:
            held.append(row.step)
        elif row.step in held:
            held.remove(row.step)
    return tuple(sorted(held, key=lambda step: (step.on, step.evidence)))


@transaction.atomic
def put_right(houses: Sequence[int], why: Correction.Why) -> list[Repair]:
    """Let the projections of some houses follow from their evidence again, and give what was put right."""
    with as_register():
        turn = lock_houses(houses)
        todo = repairs_of(sorted(turn.houses))
        wrong = [each for each in todo if each.history]
        Correction.objects.bulk_create(
            Correction(
                municipality_id=turn.houses[each.house].municipality, house_id=each.house, why=why, recorded_at=turn.at
            )
            for each in wrong
        )
        if todo:
            only = {each.house: turn.houses[each.house] for each in todo}
            current.bring_up_to_date(turn._replace(houses=only), f"correction:{why.value}")
            know_anew(only)
    return todo


def know_anew(houses: Mapping[int, Locked]) -> None:
    """Let some houses, which are locked, be confirmed as their evidence says that they were at each moment."""
    known = reading.of_houses(list(houses))
    confirmed.write_anew({house: each.municipality for house, each in houses.items()}, confirmed.rebuilt(known))


@transaction.atomic
def fill_confirmations(houses: Sequence[int]) -> None:
    """Work out, for some houses of a register of before, when somebody knew."""
    with as_register():
        know_anew(lock_houses(houses).houses)


def lacks_bounds() -> bool:
    """Whether a register of before still has rows that do not say what their dates leave open. One query."""
    return OccupancyChange.objects.filter(latest=None, voids=None).exists()


@transaction.atomic
def fill_bounds() -> int:
    """Let rows of before say what their dates leave open; gives how many. Only an owner of the tables may.

    Where a history is what its evidence calls for but for the bounds, they are the rule's; else the row keeps the
    day that it gave: so the register said it then.
    """
    with connection.cursor() as cursor:
        cursor.execute(WITHOUT_BOUNDS)
        houses = sorted(house for (house,) in cursor)
    filled = 0
    for first in range(0, len(houses), AT_ONCE):
        filled += _fill(houses[first : first + AT_ONCE])
    return filled


def _fill(houses: Sequence[int]) -> int:
    known = reading.of_houses(houses)
    rows = OccupancyChange.objects.filter(house_id__in=houses, latest=None, voids=None)
    bounds: dict[int, dict[tuple[object, ...], Step]] = {}
    stored = changes_stored(houses)
    for house in houses:
        rebuilt = changes_rebuilt(known[house])
        same = [plain(row) for row in stored[house]] == [plain(row) for row in rebuilt]
        bounds[house] = {plain(row): row.step for row in rebuilt if not row.voids} if same else {}
    ids: list[int] = []
    earliest: list[dt.date | None] = []
    latest: list[dt.date] = []
    for row in rows:
        told = bounds[row.house_id].get(
            (row.recorded_at, False, row.effective_on, row.state, row.certainty, row.precision, row.evidence)
        )
        ids.append(row.pk)
        earliest.append(told.earliest if told else row.effective_on)
        latest.append(told.latest if told else row.effective_on)
    with connection.cursor() as cursor:
        cursor.execute(FILL, {"ids": ids, "earliest": earliest, "latest": latest})
    return len(ids)


def plain(row: Row) -> tuple[object, ...]:
    """A row of history without what its date leaves open."""
    return (row.recorded_at, row.voids, *row.step[:5])
