"""Work every projection out again from the rows, and say where it differs."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import connection

from akiya.evidence import reading
from akiya.models import Correction, House, Merge, Occupancy, OccupancyChange
from akiya.models.deed import STANDING
from akiya.places.membership import OF_HOUSES
from akiya.projections import confirmed, current, found_by
from akiya.projections.current import Difference
from akiya.projections.waiting import loose
from akiya.projections.waiting.houses import waiting_at
from akiya.projections.waiting.item import Item, source_of
from akiya.projections.waiting.item import stored as items_stored
from akiya.rules.dossier import Dossier
from akiya.rules.evidence import Evidence
from akiya.rules.occupancy import Standing, Step
from akiya.rules.replay import Held, replay
from akiya.words import Certainty, Precision, State

AT_ONCE = 2_000


class Row(NamedTuple):
    """A row of history: when it was written, whether it voids another, and the step that it holds or voids."""

    recorded_at: dt.datetime
    voids: bool
    step: Step


def differences(progress: Callable[[int], None] = lambda houses: None) -> Iterator[Difference]:
    """Every difference between the projections and what their rows say, in order of house.

    Reads all houses that the actor sees, ``AT_ONCE`` at a time, so that memory does not grow with
    the register. ``progress`` is told how many more houses were compared.
    """
    last = 0
    while houses := list(House.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        last = houses[-1]
        known = reading.of_houses(houses)
        survivors = survivors_rebuilt(houses)
        for projection, stored, rebuilt in (
            ("OccupancyChange", changes_stored(houses), histories_rebuilt(known)),
            ("Confirmation", confirmed.stored(houses), confirmed.rebuilt(known)),
            ("Occupancy", standings_stored(houses), standings_rebuilt(known, survivors)),
            ("House.merged_into", survivors_stored(houses), survivors),
            ("HouseArea", areas_stored(houses), areas_rebuilt(houses)),
            ("InboxItem", waiting_stored(houses), waiting_rebuilt(known)),
        ):
            yield from _unequal(projection, houses, stored, rebuilt)
        for further in current.FURTHER:
            yield from further.differences(known)
        for house, held, due in found_by.differences(houses):
            yield Difference(house, "House.search_text", held, due)
        progress(len(houses))
    for key, held, due in loose.differences():
        yield Difference(None, f"InboxItem {key}", held, due)


def _unequal(
    projection: str, houses: Sequence[int], stored: dict[int, Any], rebuilt: dict[int, Any]
) -> Iterator[Difference]:
    for house in houses:
        if stored.get(house) != rebuilt.get(house):
            yield Difference(house, projection, str(stored.get(house)), str(rebuilt.get(house)))


def histories_rebuilt(known: Mapping[int, Dossier]) -> dict[int, list[Row]]:
    """The rows of history of some houses that their evidence calls for, in order. Two statements.

    What was written before a house's history was last corrected is taken as it stands.
    """
    stored = changes_stored(list(known))
    corrected = last_corrections(list(known))
    return {
        house: ordered([row for row in stored[house] if row.recorded_at < held.at] + changes_rebuilt(pieces, held))
        if (held := corrected_from(stored[house], corrected.get(house)))
        else changes_rebuilt(pieces)
        for house, pieces in known.items()
    }


def changes_rebuilt(pieces: Iterable[Evidence], held: Held | None = None) -> list[Row]:
    """The rows of history that the evidence of one house calls for, in order."""
    return ordered(Row(change.recorded_at, change.voids, change.step) for change in replay(pieces, held))


def changes_stored(houses: Sequence[int]) -> dict[int, list[Row]]:
    """The rows of history as they stand, in order. One statement."""
    stored: dict[int, list[Row]] = {house: [] for house in houses}
    for row in OccupancyChange.objects.filter(house_id__in=houses).select_related("voids"):
        stored[row.house_id].append(Row(row.recorded_at, row.voids is not None, step_of(row.voids or row)))
    return {house: ordered(rows) for house, rows in stored.items()}


def ordered(rows: Iterable[Row]) -> list[Row]:
    """Rows of history in the order of their writing."""
    return sorted(rows, key=lambda row: (row.recorded_at, not row.voids, str(row.step)))


def last_corrections(houses: Sequence[int]) -> dict[int, dt.datetime]:
    """When the history of each house was last corrected, of those of which it ever was. One statement."""
    corrections = Correction.objects.filter(house_id__in=houses).order_by("recorded_at")
    return dict(corrections.values_list("house_id", "recorded_at"))


def corrected_from(stored: Sequence[Row], at: dt.datetime | None) -> Held | None:
    """The steps that the stored rows of a house held when its history was corrected, oldest first."""
    if at is None:
        return None
    held: list[Step] = []
    for row in stored:
        if row.recorded_at < at and row.voids and row.step in held:
            held.remove(row.step)
        elif row.recorded_at < at and not row.voids:
            held.append(row.step)
    return Held(tuple(sorted(held, key=lambda step: step.on)), at, "correction")


def step_of(row: OccupancyChange) -> Step:
    """What a row of history says."""
    state, certainty, precision = State(row.state), Certainty(row.certainty), Precision(row.precision)
    return Step(
        row.effective_on, state, certainty, precision, row.evidence, row.earliest, row.latest or row.effective_on
    )


def standings_stored(houses: Sequence[int]) -> dict[int, Standing]:
    """What Occupancy says of each house."""
    rows = Occupancy.objects.filter(house_id__in=houses).values_list("house_id", *Standing._fields)
    return {house: Standing(*columns) for house, *columns in rows}


def waiting_stored(houses: Sequence[int]) -> dict[int, list[Item]]:
    """What waits in the inbox for each house, in the order of the keys."""
    found: dict[int, list[Item]] = {house: [] for house in houses}
    for item in sorted(items_stored(source_of("house", houses))):
        found[int(item.source.removeprefix("house:"))].append(item)
    return found


def waiting_rebuilt(known: Mapping[int, Dossier]) -> dict[int, list[Item]]:
    """The same by the observations at each house, its evidence and what staff settled."""
    return {house: sorted(items) for house, items in waiting_at(known).items()}


def standings_rebuilt(known: Mapping[int, Dossier], survivors: dict[int, int]) -> dict[int, Standing]:
    """What stands of each house; a house that was merged into another stands nowhere."""
    return {house: pieces.standing for house, pieces in known.items() if house not in survivors}


def survivors_stored(houses: Sequence[int]) -> dict[int, int]:
    """Which house speaks for each that was merged, as its row says."""
    merged = House.objects.filter(pk__in=houses).exclude(merged_into=None)
    return dict(merged.values_list("pk", "merged_into_id"))


def survivors_rebuilt(houses: Sequence[int]) -> dict[int, int]:
    """The same by the merges that stand."""
    standing_merges = Merge.objects.filter(STANDING, merged__in=houses)
    return dict(standing_merges.values_list("merged_id", "survivor_id"))


def areas_stored(houses: Sequence[int]) -> dict[int, set[int]]:
    """The areas of each house as they stand."""
    return _areas("SELECT house_id, area_id FROM akiya_housearea WHERE house_id = ANY(%(ids)s)", houses)


def areas_rebuilt(houses: Sequence[int]) -> dict[int, set[int]]:
    """The areas of each house by geometry."""
    return _areas(OF_HOUSES, houses)


def _areas(statement: str, houses: Sequence[int]) -> dict[int, set[int]]:
    areas: dict[int, set[int]] = {house: set() for house in houses}
    with connection.cursor() as cursor:
        cursor.execute(statement, {"ids": list(houses)})
        for house, area in cursor:
            areas[house].add(area)
    return areas
