"""Two rows of the register were one building: one of them speaks for both from now on."""

from django.db import connections
from django.utils.translation import gettext as _

from akiya.access import Scope, as_register
from akiya.locks import lock_houses, lock_municipality
from akiya.models import House, Merge
from akiya.not_possible import NotPossible
from akiya.projections import current
from akiya.register.reasons import given

# Whether a house ever took another one in, itself or by way of others, undone or not.
EVER_TOOK_IN = """
WITH RECURSIVE below AS (
  SELECT merged_id FROM akiya_merge WHERE survivor_id = %(taker)s
  UNION SELECT m.merged_id FROM akiya_merge m JOIN below ON m.survivor_id = below.merged_id
)
SELECT 1 FROM below WHERE merged_id = %(taken)s
"""


def merge(merged: House, survivor: House, reason: str, by: Scope) -> Merge:
    """Let ``survivor`` speak for ``merged`` too. Nothing is rewritten; later answers for either count for it.

    Raises Refused; NotPossible where one of them is merged already, they are of two cities, or the two
    were once merged the other way round: the evidence of each would then be heard by the other.
    """
    for house in (merged, survivor):
        by.require_editor(house.municipality_id)
    reason = given(reason)
    if merged.municipality_id != survivor.municipality_id or merged.pk == survivor.pk:
        raise NotPossible(_("この2棟は まとめられません。"))
    with as_register():
        lock_municipality(merged.municipality_id)
        if House.objects.filter(pk__in=[merged.pk, survivor.pk]).exclude(merged_into=None).exists():
            raise NotPossible(_("どちらかの家は もう ほかの家に まとめられています。"))
        if ever_took_in(merged.pk, survivor.pk):
            raise NotPossible(_("この2棟は 前に 逆向きに まとめたことがあります。残す家を 前と同じにしてください。"))
        turn = lock_houses([merged.pk, survivor.pk])
        event = Merge.objects.create(
            municipality_id=merged.municipality_id,
            merged=merged,
            survivor=survivor,
            reason=reason,
            person_id=by.person_id,
            recorded_at=turn.at,
        )
        House.objects.filter(pk=merged.pk).update(merged_into=survivor)
        current.bring_up_to_date(turn.merged(merged.pk, survivor.pk), f"merge:{event.pk}")
    return event


def unmerge(event: Merge, reason: str, by: Scope) -> Merge:
    """Let both houses speak for themselves again. Raises Refused; NotPossible where the merge does not stand."""
    by.require_editor(event.municipality_id)
    reason = given(reason)
    with as_register():
        lock_municipality(event.municipality_id)
        if not event.stands:
            raise NotPossible(_("まとめたことは もう取り消されています。"))
        turn = lock_houses([event.merged_id, event.survivor_id])
        back = event.reversal(reason, by.person_id, turn.at)
        back.save()
        House.objects.filter(pk=event.merged_id).update(merged_into=None)
        current.bring_up_to_date(turn.merged(event.merged_id, None), f"merge:{back.pk}")
    return back


def ever_took_in(taker: int, taken: int) -> bool:
    """Whether one house was ever merged into another, directly or not. One query."""
    with connections["default"].cursor() as cursor:
        cursor.execute(EVER_TOOK_IN, {"taker": taker, "taken": taken})
        return cursor.fetchone() is not None
