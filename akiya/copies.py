"""Keep the current copies true to the rows they are copied from, and prove it.

Four tables are copies: the rows of OccupancyChange follow from the evidence, Occupancy from those,
InboxItem from the looks and from what staff did with them, HouseArea from geometry (membership.py).
A house that was merged into another stands nowhere: it has no row of Occupancy. Whoever adds evidence
calls ``bring_up_to_date``; ``check_history`` works all four out again and compares. Another app may
keep a copy of its own that follows from the evidence: this one knows only that there are some.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from akiya import evidence
from akiya.inbox import houses as inbox
from akiya.models import House, Occupancy, OccupancyChange
from akiya.occupancy import Change, Evidence, Standing, Step, changes_between, standing, timeline

Further = Callable[[Mapping[int, Sequence[Evidence]], dt.datetime], None]
"""Keeps another copy of some houses, of which it is given all evidence, true as of a moment."""
_further: list[Further] = []


def register(keep_true: Further) -> Further:
    """Add a copy of another app, kept true after those that are here."""
    _further.append(keep_true)
    return keep_true


def bring_up_to_date(house_ids: Collection[int], at: dt.datetime, cause: str) -> None:
    """Write the changes that the evidence now calls for, recorded at ``at`` because of ``cause``.

    Locks the houses, so that two answers about one house are taken one after the other. Ten
    statements at most and those of further copies, whatever the number of houses.
    """
    houses = locked(house_ids)
    known = evidence.of_houses(list(houses))
    held = rows_held(list(houses))
    added = [
        row_of(change, house_id, houses[house_id].municipality, held[house_id])
        for house_id, pieces in known.items()
        for change in changes_between(held[house_id], timeline(pieces), at, cause)
    ]
    OccupancyChange.objects.bulk_create(added, batch_size=1000)
    merged = [house_id for house_id, house in houses.items() if house.is_merged]
    Occupancy.objects.bulk_create(
        [
            copy_of(standing(pieces), house_id, houses[house_id].municipality, houses[house_id].cell)
            for house_id, pieces in known.items()
            if not houses[house_id].is_merged
        ],
        update_conflicts=True,
        unique_fields=["house"],
        update_fields=["state", "certainty", "since", "precision", "confirmed_on", "confirmed_by", "cell"],
        batch_size=1000,
    )
    if merged:
        Occupancy.objects.filter(house_id__in=merged).delete()
    inbox.bring_up_to_date(known)
    for keep_true in _further:
        keep_true(known, at)


class Locked(NamedTuple):
    """What the copies need to know of a house that nobody else may change meanwhile."""

    municipality: int
    cell: int | None
    is_merged: bool


def locked(house_ids: Collection[int]) -> dict[int, Locked]:
    """Lock some houses, and those that speak for them. One statement, and one more for each step of merges."""
    found: dict[int, Locked] = {}
    wanted = set(house_ids)
    while wanted:
        rows = House.objects.filter(pk__in=sorted(wanted)).order_by("pk").select_for_update(of=("self",))
        columns = rows.values_list("pk", "municipality_id", "cell", "merged_into_id")
        survivors = set()
        for pk, city, cell, survivor in columns:
            found[pk] = Locked(city, cell, survivor is not None)
            survivors.add(survivor)
        wanted = survivors - found.keys() - {None}
    return found


def rows_held(house_ids: Sequence[int]) -> dict[int, dict[Step, int]]:
    """The unvoided rows of each house: which step is held by which row."""
    held: dict[int, dict[Step, int]] = defaultdict(dict)
    rows = OccupancyChange.objects.filter(house_id__in=house_ids, voids=None, voided_by=None)
    columns = ("house_id", "id", "effective_on", "state", "certainty", "precision", "evidence")
    for house_id, row_id, *step in rows.values_list(*columns):
        held[house_id][Step(*step)] = row_id
    return held


def row_of(change: Change, house_id: int, municipality_id: int, held: dict[Step, int]) -> OccupancyChange:
    """The row of history that a change writes: a step that begins to hold, or the voiding of one held."""
    return OccupancyChange(
        municipality_id=municipality_id,
        house_id=house_id,
        state="" if change.voids else change.step.state,
        certainty="" if change.voids else change.step.certainty,
        effective_on=change.step.on,
        precision=change.step.precision,
        recorded_at=change.recorded_at,
        evidence=change.cause if change.voids else change.step.evidence,
        voids_id=held[change.step] if change.voids else None,
    )


def copy_of(now: Standing, house_id: int, municipality_id: int, cell: int | None) -> Occupancy:
    """The row of Occupancy that says what stands."""
    return Occupancy(house_id=house_id, municipality_id=municipality_id, cell=cell, **now._asdict())
