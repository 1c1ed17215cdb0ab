"""Keep whole what cannot be taken in: it is never evidence, and it waits for staff in the inbox."""

import uuid
from typing import Any

from akiya.models import SetAside
from akiya.projections.waiting import loose
from akiya.words import InboxKind


def set_aside(
    municipality_id: int,
    kind: str,
    subject: uuid.UUID,
    person_id: int | None,
    body: Any,
    content_hash: bytes,
    reason: str = "other_content",
) -> None:
    """Keep one record once, however often it arrives. Called as the register."""
    aside = SetAside(
        municipality_id=municipality_id,
        kind=kind,
        subject=subject,
        person_id=person_id,
        body=body,
        content_hash=content_hash,
        reason=reason,
    )
    SetAside.objects.bulk_create([aside], ignore_conflicts=True)
    kept = SetAside.objects.filter(subject=subject, content_hash=content_hash).values_list("pk", flat=True)
    loose.bring_up_to_date(InboxKind.CONFLICT, list(kept))
