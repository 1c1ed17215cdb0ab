"""使いまわしの写真: one photo at two houses, or of two people."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from akiya.inbox.kind import Kind, Opened, Way
from akiya.inbox.observations import observations
from akiya.media.photos import is_shown
from akiya.models import Photo
from akiya.words import InboxKind, Resolution

SHOWN_USES = 6


def uses(opened: Opened) -> Mapping[str, Any]:
    """Every use of the photo, the earliest first. Three queries."""
    photo = Photo.objects.filter(pk=uuid.UUID(opened.key.split(":")[1])).first()
    if photo is None:
        return {}
    same = {"original_sha256": photo.original_sha256, "municipality": photo.municipality_id}
    shown = Photo.objects.filter(is_shown(), **same).select_related("person", "association")
    found = list(shown.defer("association__geometry").order_by("recorded_at", "pk")[:SHOWN_USES])
    taken_with = {seen.id: seen for seen in observations([use.observation_id for use in found])}
    return {"uses": [(use, taken_with.get(use.observation_id)) for use in found], "photo": photo}


REUSED = Kind(
    kind=InboxKind.REUSED,
    about=gettext_lazy("同じ写真が、別の家か 別の人の記録にも ついています。"),
    line=gettext_lazy("同じ写真が くり返し使われています"),
    explanation=gettext_lazy("同じ写真が、別の家か 別の人の記録にも ついています。"),
    reasons=(gettext_lazy("写真を確かめた"), gettext_lazy("送りまちがい")),
    template="akiya/inbox/reused.html",
    more=uses,
    ways=(Way(Resolution.SEEN, done=lambda about: _("確かめた"), many=True),),
)
