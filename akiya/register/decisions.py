"""What staff decide about a house, and what they retract."""

import datetime as dt
from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from akiya.access import Scope, as_register
from akiya.evidence.reading import of_house, writers
from akiya.evidence.registry import may_be_corrected
from akiya.locks import lock_houses
from akiya.models import Decision, House, Retraction
from akiya.not_possible import NotPossible
from akiya.projections import current
from akiya.projections.waiting import loose
from akiya.register.reasons import given
from akiya.words import Basis, Precision, State


def decide(
    house: House,
    state: State,
    effective_on: dt.date,
    precision: Precision,
    basis: Basis,
    reason: str,
    by: Scope,
    evidence: Sequence[str] = (),
    replaces: str = "",
) -> Decision:
    """Record what staff hold to be so from a day, and why. Raises Refused, NotPossible.

    ``replaces``: the decision, or the line of a list, that it corrects, and that then says nothing any more. Without it
    an earlier decision of the same state still says that the state began when that one said.
    """
    by.require_editor(house.municipality_id)
    reason = given(reason)
    with as_register():
        turn = lock_houses([house.pk])
        today = timezone.localdate(turn.at)
        if effective_on > today:
            raise NotPossible(_("先の日付は決められません。"))
        if replaces and not (may_be_corrected(replaces) and replaces in of_house(house.pk).speaking):
            raise NotPossible(_("訂正する記録は もう取り消されています。"))
        decision = Decision.objects.create(
            municipality_id=house.municipality_id,
            house=house,
            state=state,
            effective_on=effective_on,
            precision=precision,
            decided_on=today,
            basis=basis,
            evidence=list(evidence),
            replaces=replaces,
            reason=reason,
            person_id=by.person_id,
            recorded_at=turn.at,
        )
        current.bring_up_to_date(turn, f"decision:{decision.pk}")
    return decision


def retract(house: House, evidence: str, reason: str, by: Scope) -> Retraction:
    """Retract one piece of the house's evidence; naming a retraction puts its evidence back.

    Raises Refused, NotPossible where the house has no such evidence or it is retracted already.
    """
    by.require_editor(house.municipality_id)
    reason = given(reason)
    with as_register():
        writer = writers(house.pk).get(evidence)
        turn = lock_houses({house.pk, writer or house.pk})
        dossier = of_house(house.pk)
        if writer is None or evidence not in dossier.ids:
            raise NotPossible(_("この家に その記録は ありません。"))
        if any(piece.retracts == evidence for piece in dossier):
            raise NotPossible(_("その記録は もう取り消されています。"))
        retraction = Retraction.objects.create(
            municipality_id=house.municipality_id,
            # Where the piece came with a merge, the retraction stays with it when the houses part again.
            house_id=writer,
            evidence=evidence,
            reason=reason,
            person_id=by.person_id,
            recorded_at=turn.at,
        )
        current.bring_up_to_date(turn, f"retraction:{retraction.pk}")
        loose.after_a_retraction(writer)
    return retraction
