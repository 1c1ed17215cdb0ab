"""A whole list taken back out of the register, and put back in: a retraction a line, so that nothing is lost.

The houses that only this list named stay: a building does not vanish because a list was wrong about it.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from akiya import copies, evidence
from akiya.access import Scope, as_register
from akiya.models import Batch, Entry, Retraction
from akiya.occupancy import Evidence, struck_out
from akiya.register.houses import NotPossible
from akiya.register.reasons import given
from akiya.register.turns import wait_for_turn

AT_ONCE = 2_000


class Line(NamedTuple):
    """One line of a list as it is now. ``last`` is the newest link of the chain of retractions that began with it."""

    house_id: int
    last: str
    counts: bool


def lines(batch: Batch) -> Iterator[Line]:
    """Every line of a list, those for the houses it lacks among them."""
    entries = list(Entry.objects.filter(batch=batch).order_by("house_id").values_list("house_id", "pk"))
    for first in range(0, len(entries), AT_ONCE):
        part = entries[first : first + AT_ONCE]
        known = evidence.of_houses([house for house, _entry in part])
        for house, entry in part:
            piece = f"entry:{entry}"
            yield Line(house, end_of_chain(piece, known[house]), piece not in struck_out(known[house]))


def end_of_chain(piece: str, known: Sequence[Evidence]) -> str:
    """What to strike out to turn a piece of evidence round: itself, or the last strike that followed from it."""
    struck_by = {each.strikes: each.id for each in known if each.strikes}
    while piece in struck_by:
        piece = struck_by[piece]
    return piece


def is_withdrawn(batch: Batch) -> bool:
    """Whether no line of a list counts any more. A list without lines counts."""
    with as_register():
        found = list(lines(batch))
    return bool(found) and not any(line.counts for line in found)


@transaction.atomic
def withdraw(batch: Batch, reason: str, by: Scope) -> int:
    """Strike out every line of a list that still counts; gives how many. Raises Refused, NotPossible."""
    return _turn_round(batch, reason, by, counting=True, otherwise=_("この台帳は もう取り消されています。"))


@transaction.atomic
def restore(batch: Batch, reason: str, by: Scope) -> int:
    """Let every line of a list count that was struck out; gives how many. Raises Refused, NotPossible."""
    return _turn_round(batch, reason, by, counting=False, otherwise=_("この台帳は 取り消されていません。"))


def _turn_round(batch: Batch, reason: str, by: Scope, counting: bool, otherwise: str) -> int:
    by.require_editor(batch.municipality_id)
    reason = given(reason)
    with as_register():
        # As when a list is taken in: one at a time in a city.
        wait_for_turn(batch.municipality_id)
        turned = [line for line in lines(batch) if line.counts is counting]
        if not turned:
            raise NotPossible(otherwise)
        now = timezone.now()
        Retraction.objects.bulk_create(
            [
                Retraction(
                    municipality_id=batch.municipality_id,
                    house_id=line.house_id,
                    evidence=line.last,
                    reason=reason,
                    person_id=by.person_id,
                    recorded_at=now,
                )
                for line in turned
            ],
            batch_size=AT_ONCE,
        )
        copies.bring_up_to_date([line.house_id for line in turned], now, f"batch:{batch.pk}")
    return len(turned)
