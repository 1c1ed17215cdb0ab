"""PUT observations/<uuid>: one observation at one house."""

import uuid

from django.http import HttpResponse
from django.utils import timezone
from ninja import Router

from akiya.register import record
from surveys.api.entry import EntryRequest
from surveys.api.problems import conflict
from surveys.head_terms import may_send
from surveys.statements import ObservationIn, skew_of

router = Router()


@router.put("/observations/{observation_id}")
def put_observation(
    request: EntryRequest, observation_id: uuid.UUID, body: ObservationIn
) -> dict[str, object] | HttpResponse:
    """Take one observation in. A 200 that repeats the id is the only promise that it is kept."""
    may_send(request.auth)
    device = request.device.pk if request.device else None
    skew = skew_of(request.headers.get("Device-Time", ""), timezone.now())
    receipt = record(body.observed(observation_id, device), request.auth, skew)
    if receipt.conflict:
        return conflict(receipt.id)
    return {"id": receipt.id, "recorded_at": receipt.recorded_at}
