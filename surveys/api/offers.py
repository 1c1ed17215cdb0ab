"""POST offer: after a restore, a tablet names what it sent in the last 30 days, and is told what to send again."""

import uuid
from typing import Annotated

from ninja import Router
from pydantic import Field

from surveys.api.entry import EntryRequest
from surveys.epoch import epoch
from surveys.head_terms import may_send
from surveys.offers import lacking
from surveys.statements import Ours, Statement

router = Router()
MOST = 5_000  # ids: a head who answers 150 houses a day for 30 days


class OfferIn(Statement):
    """The ids of statements that were acknowledged."""

    ids: Annotated[list[Ours], Field(max_length=MOST)]


@router.post("/offer")
def post_offer(request: EntryRequest, body: OfferIn) -> dict[str, list[uuid.UUID] | str]:
    """Which of these ids the register lacks, and which life of the database says so."""
    may_send(request.auth)
    return {"missing": lacking(body.ids), "epoch": epoch()}
