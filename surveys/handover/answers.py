"""Each answer and each "nothing changed" of a file, through the door by which a tablet sends it."""

import hashlib
import json
import uuid
from collections.abc import Iterator

from django.utils.translation import gettext as _
from pydantic import ValidationError

from akiya.access import Scope
from akiya.register import record
from akiya.rules.flags import is_held
from akiya.setting_aside import set_aside
from akiya.words import Answer
from surveys.handover.fates import Fate, Outcome
from surveys.handover.faults import fault_of
from surveys.handover.holders import Scopes
from surveys.handover.shape import EntryIn, HandoverIn
from surveys.head_terms import Closed, may_send
from surveys.models import NoChange
from surveys.no_changes import say_no_change
from surveys.statements import NoChangeIn, ObservationIn

KEPT_LETTERS = 20_000


def entries(file: HandoverIn, scopes: Scopes, city: int) -> Iterator[Outcome]:
    """Each record through the door by which a tablet sends it, in the order of the file."""
    for entry in file.entries:
        scope = scopes[entry.holder]
        try:
            yield observation(entry, scope, file.device) if entry.kind == "observation" else no_change(entry, scope)
        except ValidationError as wrong:
            yield aside(entry, scope, city, fault_of(wrong))
        except Closed as closed:
            yield aside(entry, scope, city, str(closed))


def observation(entry: EntryIn, scope: Scope, device: uuid.UUID | None) -> Outcome:
    body = ObservationIn.model_validate(entry.body)
    receipt = record(body.observed(entry.id, device), scope)
    said = str(Answer(body.answer).label) if body.answer else _("前の答えを取り消す")
    if receipt.conflict:
        return Outcome(_("答え"), entry.id, Fate.CONFLICT, said)
    if receipt.repeated:
        return Outcome(_("答え"), entry.id, Fate.KNOWN, said)
    return Outcome(_("答え"), entry.id, Fate.HELD if is_held(list(receipt.flags)) else Fate.TAKEN, said)


def no_change(entry: EntryIn, scope: Scope) -> Outcome:
    body = NoChangeIn.model_validate(entry.body)
    may_send(scope)
    known = NoChange.objects.filter(pk=entry.id).exists()
    receipt = say_no_change(body.statement(entry.id), scope)
    fate = Fate.CONFLICT if receipt.conflict else Fate.KNOWN if known else Fate.HELD if receipt.flags else Fate.TAKEN
    said = _("前の答えを取り消す") if body.withdraws else ""
    return Outcome(_("変わりなし"), entry.id, fate, said)


def aside(entry: EntryIn, scope: Scope, city: int, fault: str) -> Outcome:
    """Keep a record that cannot be taken in, as text, whatever is in it."""
    text = json.dumps(entry.body)[:KEPT_LETTERS]
    digest = hashlib.sha256(text.encode()).digest()
    set_aside(city, "malformed", entry.id, scope.person_id, {"body": text, "fault": fault}, digest, "malformed")
    return Outcome(_("答え") if entry.kind == "observation" else _("変わりなし"), entry.id, Fate.ASIDE, fault)
