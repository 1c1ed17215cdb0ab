"""An answer from the field: recorded in the register, and the request it answers closed with it."""

import datetime as dt
import uuid

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from akiya.access import Scope, as_register
from akiya.inbox.merges import speaker_of
from akiya.models import Observation
from akiya.register import Look, Receipt, record
from surveys.models import Request


@transaction.atomic
def answer(look: Look, by: Scope, skew: dt.timedelta | None = None) -> Receipt:
    """Record a look and settle the requests it bears on, both or neither. Idempotent by ``look.id``.

    ``skew`` is the device's clock less ours. A look that waits for staff settles nothing. Raises Refused.
    """
    receipt = record(look, by, skew)
    if receipt.conflict or receipt.repeated:
        return receipt
    with as_register():
        kept = Observation.objects.get(pk=look.id)
        if kept.withdraws is not None:
            _reopen(kept.withdraws)
        _close(kept)
    return receipt


def standing() -> Q:
    """The condition under which a look still answers: it says something, counts, and nobody took it back."""
    taken_back = Observation.objects.filter(withdraws=OuterRef("pk"), held=False)
    return Q(~Q(answer=""), ~Exists(taken_back), held=False)


def _close(kept: Observation) -> None:
    """Close the open request that a standing look answers: one made no later than the look."""
    if not Observation.objects.filter(standing(), pk=kept.pk).exists():
        return
    Request.objects.filter(
        house__in={kept.house_id, speaker_of(kept.house_id) if kept.house_id else None},
        association=kept.association_id,
        closed_on=None,
        asked_on__lte=kept.seen_on,
    ).update(closed_on=timezone.localdate(), answered_by=kept.pk)


def _reopen(withdrawn: uuid.UUID) -> None:
    """Open again what a look answered that was taken back, unless another look answers it or it was asked anew."""
    for request in Request.objects.filter(answered_by=withdrawn):
        looks = Observation.objects.filter(
            standing(), house=request.house_id, association=request.association_id, seen_on__gte=request.asked_on
        )
        other = looks.order_by("recorded_at").values_list("pk", flat=True).first()
        asked_anew = Request.objects.filter(house=request.house_id, association=request.association_id, closed_on=None)
        if other is not None:
            request.answered_by = other
        elif asked_anew.exists():
            request.answered_by = None
        else:
            request.answered_by = request.closed_on = None
        request.save(update_fields=["answered_by", "closed_on"])
