"""PUT photos/<uuid>?observation=<uuid>: one photo, the file itself as the body."""

import tempfile
import uuid

from django.http import HttpResponse
from ninja import Router

from akiya.media.photos import keep
from akiya.media.pictures import NotAnImage
from akiya.web.bodies import poured
from surveys.api.entry import EntryRequest
from surveys.api.problems import NOT_AN_IMAGE, conflict
from surveys.head_terms import may_send
from surveys.malformed import keep_for_staff

router = Router()


@router.put("/photos/{photo_id}")
def put_photo(request: EntryRequest, photo_id: uuid.UUID, observation: uuid.UUID) -> dict[str, object] | HttpResponse:
    """Take one photo in. ``Content-SHA256`` is that of the body, in hex, and comes back with the id."""
    may_send(request.auth)
    sha256 = request.headers.get("Content-SHA256", "")
    with tempfile.TemporaryFile() as file:
        poured(request, file)
        try:
            receipt = keep(photo_id, observation, file, sha256, request.auth)
        except NotAnImage:
            keep_for_staff(request, str(NOT_AN_IMAGE), file)
            raise
    if receipt.conflict:
        return conflict(receipt.id)
    return {"id": receipt.id, "sha256": receipt.sha256, "recorded_at": receipt.recorded_at}
