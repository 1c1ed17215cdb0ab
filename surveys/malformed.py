"""What a tablet sent and the register cannot read: kept for staff as it came. The tablet keeps it too, and goes on."""

import hashlib
import uuid
from typing import BinaryIO, cast

from django.http import HttpRequest

from akiya.access import as_register
from akiya.setting_aside import set_aside
from akiya.web.bodies import PIECE
from surveys.devices import FieldRequest
from surveys.head_terms import Closed, head_term_of

KEPT_BYTES = 20_000
SUBJECTS = ("observation_id", "statement_id", "photo_id")


def keep_for_staff(request: HttpRequest, fault: str, body: BinaryIO | None = None) -> None:
    """Set the beginning of the request's body aside, once however often it comes. ``body`` is it, where it was read.

    Only what the device of a head in office sent, and what arrived whole: half a body is a broken line, and comes
    again.
    """
    device = cast("FieldRequest", request).device
    if device is None or request.method != "PUT":
        return
    try:
        head_term_of(cast("FieldRequest", request).scope)
    except Closed:
        return
    beginning, digest, length = summed_up(body or request)
    if length != int(request.META.get("CONTENT_LENGTH") or 0):
        return
    text = beginning.decode(errors="backslashreplace").replace("\0", "\\0")
    with as_register():
        about = (device.municipality_id, "malformed", subject_of(request, digest), device.person_id)
        set_aside(*about, {"body": text, "fault": fault}, digest, "malformed")


def summed_up(body: BinaryIO | HttpRequest) -> tuple[bytes, bytes, int]:
    """The beginning of a body, the SHA-256 of all of it, and its length."""
    if not isinstance(body, HttpRequest):
        body.seek(0)
    beginning, digest, length = b"", hashlib.sha256(), 0
    while piece := body.read(PIECE):
        beginning += piece[: KEPT_BYTES - len(beginning)]
        digest.update(piece)
        length += len(piece)
    return beginning, digest.digest(), length


def subject_of(request: HttpRequest, digest: bytes) -> uuid.UUID:
    """The id that the tablet gave; where that is none, one that the same content has again."""
    given = request.resolver_match.kwargs if request.resolver_match else {}
    try:
        return uuid.UUID(str(next(given[name] for name in SUBJECTS if name in given)))
    except (StopIteration, ValueError):
        return uuid.UUID(bytes=digest[:16])
