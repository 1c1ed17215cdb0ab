"""A whole list taken back out of the register, and put back in: one row each time, and nothing is lost.

A list that was taken out says nothing any more, neither of the houses it names nor of those it does not.
The houses that only this list named stay: a building does not vanish because a list was wrong about it.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from akiya.access import Scope, as_register
from akiya.locks import lock_every_house, lock_houses, lock_municipality
from akiya.models import Batch, Entry, Withdrawal
from akiya.models.deed import STANDING
from akiya.not_possible import NotPossible
from akiya.projections import current
from akiya.register.ledger import touched_by
from akiya.register.reasons import given


def standing_withdrawal(batch: Batch) -> Withdrawal | None:
    """By what a list is out of the register, None where it is in it. One query."""
    with as_register():
        return Withdrawal.objects.filter(STANDING, batch=batch).first()


def is_withdrawn(batch: Batch) -> bool:
    """Whether a list says nothing any more. One query."""
    return standing_withdrawal(batch) is not None


@transaction.atomic
def withdraw(batch: Batch, reason: str, by: Scope) -> int:
    """Take a list out; gives how many lines it has. Raises Refused, NotPossible."""
    return _turn_round(batch, reason, by, out=True, otherwise=_("この台帳は もう取り消されています。"))


@transaction.atomic
def restore(batch: Batch, reason: str, by: Scope) -> int:
    """Put a list back in that was taken out; gives how many lines it has. Raises Refused, NotPossible."""
    return _turn_round(batch, reason, by, out=False, otherwise=_("この台帳は 取り消されていません。"))


def _turn_round(batch: Batch, reason: str, by: Scope, out: bool, otherwise: str) -> int:
    by.require_editor(batch.municipality_id)
    reason = given(reason)
    with as_register():
        # As when a list is taken in: one at a time in a city, and where it is complete without anybody else.
        lock_municipality(batch.municipality_id)
        if batch.complete:
            lock_every_house(batch.municipality_id)
        before = standing_withdrawal(batch)
        if (before is not None) == out:
            raise NotPossible(otherwise)
        listed = list(Entry.objects.filter(batch=batch).values_list("house_id", flat=True))
        turn = lock_houses(touched_by(batch, listed))
        Withdrawal.objects.create(
            municipality_id=batch.municipality_id,
            batch=batch,
            undoes=before,
            reason=reason,
            person_id=by.person_id,
            recorded_at=turn.at,
        )
        current.bring_up_to_date(turn, f"batch:{batch.pk}")
    return len(listed)
