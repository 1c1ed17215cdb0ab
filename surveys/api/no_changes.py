"""PUT no-change/<uuid>: an association's word that nothing it knows of changed."""

import uuid

from django.http import HttpResponse
from django.utils import timezone
from ninja import Router

from surveys.api.entry import EntryRequest
from surveys.api.problems import conflict
from surveys.head_terms import may_send
from surveys.no_changes import say_no_change
from surveys.statements import NoChangeIn, skew_of

router = Router()


@router.put("/no-change/{statement_id}")
def put_no_change(request: EntryRequest, statement_id: uuid.UUID, body: NoChangeIn) -> dict[str, object] | HttpResponse:
    """Take one statement in."""
    may_send(request.auth)
    skew = skew_of(request.headers.get("Device-Time", ""), timezone.now())
    receipt = say_no_change(body.statement(statement_id), request.auth, skew)
    if receipt.conflict:
        return conflict(receipt.id)
    return {"id": receipt.id, "recorded_at": receipt.recorded_at}
