"""Keep the projections true to the rows they follow from, and prove it.

Five tables are projections: the rows of OccupancyChange and of Confirmation follow from the evidence, Occupancy from
those, InboxItem from the observations and from what staff did with them, HouseArea from geometry (membership.py).
A house that was merged into another stands nowhere: it has no row of Occupancy. Whoever adds evidence
calls ``bring_up_to_date``; ``check_history`` works all of them out again and compares. Another app may
keep one of its own that follows from the evidence: this one knows only that there are some.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from akiya.evidence import reading
from akiya.locks import Locked, Turn
from akiya.models import Occupancy, OccupancyChange
from akiya.projections import confirmed
from akiya.projections.waiting import houses as inbox
from akiya.rules.dossier import Dossier
from akiya.rules.occupancy import Standing, Step
from akiya.rules.replay import Change, changes_between


class Difference(NamedTuple):
    """A projection that does not say what its rows say. ``house_id`` is None where it is of no house."""

    house_id: int | None
    projection: str
    stored: str
    rebuilt: str


class Further(Protocol):
    """Another projection that follows from the evidence. It is given all evidence of some houses."""

    def keep_true(self, known: Mapping[int, Dossier]) -> None:
        """Write what the evidence calls for."""

    def differences(self, known: Mapping[int, Dossier]) -> Iterable[Difference]:
        """Where it is not what the evidence calls for."""


FURTHER: list[Further] = []


def add(projection: Further) -> None:
    """Add a projection of another app, kept true after those that are here."""
    FURTHER.append(projection)


def bring_up_to_date(turn: Turn, cause: str) -> None:
    """Write the changes that the evidence now calls for, at the houses that are locked and at its moment.

    ``cause`` is what brought them. Eleven statements at most and those of further projections, however many houses.
    """
    houses = turn.houses
    known = reading.of_houses(list(houses))
    held = rows_held(list(houses))
    added = [
        row_of(change, house_id, houses[house_id].municipality, held[house_id])
        for house_id, dossier in known.items()
        for change in changes_between(every(held[house_id]), dossier.timeline, turn.at, cause)
    ]
    OccupancyChange.objects.bulk_create(added, batch_size=1000)
    Occupancy.objects.bulk_create(
        [
            row_of_standing(dossier.standing, house_id, houses[house_id])
            for house_id, dossier in known.items()
            if not houses[house_id].merged_into
        ],
        update_conflicts=True,
        unique_fields=["house"],
        update_fields=[*Standing._fields, "cell"],
        batch_size=1000,
    )
    if merged := [house_id for house_id, house in houses.items() if house.merged_into]:
        Occupancy.objects.filter(house_id__in=merged).delete()
    confirmed.keep(turn, known)
    inbox.bring_up_to_date(known)
    for projection in FURTHER:
        projection.keep_true(known)


STEP_COLUMNS = ("effective_on", "state", "certainty", "precision", "evidence", "earliest", "latest")
"""The columns of OccupancyChange that are a Step, in its order."""


def rows_held(house_ids: Sequence[int]) -> dict[int, dict[Step, list[int]]]:
    """The unvoided rows of each house: which step is held by which row. Only damage lets two rows hold one step."""
    held: dict[int, dict[Step, list[int]]] = defaultdict(lambda: defaultdict(list))
    rows = OccupancyChange.objects.filter(house_id__in=house_ids, voids=None, voided_by=None)
    columns = ("house_id", "id", *STEP_COLUMNS)
    for house_id, row_id, *step in rows.values_list(*columns):
        held[house_id][Step(*step)].append(row_id)
    return held


def every(held: Mapping[Step, Sequence[int]]) -> list[Step]:
    """Each step as often as rows hold it."""
    return [step for step, rows in held.items() for _row in rows]


def row_of(change: Change, house_id: int, municipality_id: int, held: dict[Step, list[int]]) -> OccupancyChange:
    """The row of history that a change writes: a step that begins to hold, or the voiding of one held."""
    return OccupancyChange(
        municipality_id=municipality_id,
        house_id=house_id,
        state="" if change.voids else change.step.state,
        certainty="" if change.voids else change.step.certainty,
        effective_on=change.step.on,
        precision=change.step.precision,
        earliest=change.step.earliest,
        latest=change.step.latest,
        recorded_at=change.recorded_at,
        evidence=change.cause if change.voids else change.step.evidence,
        voids_id=held[change.step].pop() if change.voids else None,
    )


def row_of_standing(now: Standing, house_id: int, house: Locked) -> Occupancy:
    """The row of Occupancy that says what stands."""
    return Occupancy(house_id=house_id, municipality_id=house.municipality, cell=house.cell, **now._asdict())
