"""PUT no-change/<uuid>: an association's word that nothing it knows of changed."""

import uuid

from django.http import HttpResponse
from ninja import Router

from surveys.api.entry import EntryRequest
from surveys.api.problems import conflict
from surveys.api.statements import NoChangeIn
from surveys.no_changes import Statement, say_no_change, set_aside_late
from surveys.posts import Closed, may_send, post_of

router = Router()


@router.put("/no-change/{statement_id}")
def put_no_change(request: EntryRequest, statement_id: uuid.UUID, body: NoChangeIn) -> dict[str, object] | HttpResponse:
    """Take one statement in."""
    statement = Statement(statement_id, body.from_, body.to, body.said_at, body.withdraws)
    try:
        post = post_of(request.auth)
    except Closed:
        may_send(request.auth)
        receipt = set_aside_late(statement, request.auth)
    else:
        receipt = say_no_change(statement, post, request.auth)
    if receipt.conflict:
        return conflict(receipt.id)
    return {"id": receipt.id, "recorded_at": receipt.recorded_at}
