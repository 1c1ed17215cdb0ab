"""What was begun on a tablet and never answered."""

import hashlib
import json
import uuid
from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from akiya.models import House
from akiya.setting_aside import set_aside
from surveys.handover.fates import Fate, Outcome
from surveys.handover.holders import Scopes
from surveys.handover.pictures import picture
from surveys.handover.shape import HandoverIn


def begun(file: HandoverIn, laid_out: BinaryIO, scopes: Scopes, city: int) -> Iterator[Outcome]:
    """What was begun and not answered is nobody's answer: set aside for staff as it stands, once however often it
    comes."""
    for draft in file.drafts:
        scope = scopes[draft.holder]
        known = House.objects.filter(pk=draft.house).first() if isinstance(draft.house, int) else None
        where = str(known.label or known.number) if known else _("見つけた家")
        many = len(draft.photos)
        body = {
            "house": where,
            "note": draft.note,
            "photos": ngettext("写真%(many)sまい", "写真%(many)sまい", many) % {"many": many} if many else "",
        }
        # Of what was sent, not of how it is told today: neither another language nor another label makes it another.
        sent = [str(draft.house), scope.person_id, draft.note, [[str(each.id), each.sha256] for each in draft.photos]]
        digest = hashlib.sha256(json.dumps(sent).encode()).digest()
        subject = draft.house if isinstance(draft.house, uuid.UUID) else uuid.UUID(bytes=digest[:16])
        set_aside(city, "draft", subject, scope.person_id, body, digest, "draft")
        yield Outcome(
            _("答えの とちゅう"),
            subject,
            Fate.BEGUN,
            _("%(house)s　%(note)s") % {"house": where, "note": draft.note[:200]},
        )
        for each in draft.photos:
            yield picture(_("答えの とちゅうの 写真"), each, laid_out, subject, scope)
