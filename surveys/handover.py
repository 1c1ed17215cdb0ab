"""The file that a tablet gives to staff when it cannot send: read whole, then each record through its own door.

Nothing of a file that cannot be read is written. A record in it that cannot be read is set aside for
staff, and the others are taken in, as when a tablet sends them.
"""

import base64
import binascii
import hashlib
import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, Literal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import Field, ValidationError

from akiya.access import Refused, Scope, as_register, scope_of
from akiya.flags import is_held
from akiya.models import Person, Photo, Term
from akiya.photos import Damaged, TooLarge, keep
from akiya.pictures import NotAnImage
from akiya.register import record
from akiya.setting_aside import set_aside
from akiya.words import Answer, Role
from surveys.api.statements import Id, Instant, NoChangeIn, ObservationIn, Ours, Statement, Text
from surveys.models import Device, NoChange
from surveys.no_changes import Statement as NoChangeStatement
from surveys.no_changes import say_no_change
from surveys.posts import Closed, post_of

MOST_BYTES = 32 * 1024 * 1024
MOST_ENTRIES = 10_000
MOST_PHOTOS = 200
FORMAT, VERSION = "akiya-field-handover", 1
KEPT_LETTERS = 20_000


class NotAHandover(ValueError):
    """The file cannot be taken in. The message is for the person who handed it in."""


class EntryIn(Statement):
    """One record, with the body that the tablet would have sent."""

    kind: Literal["observation", "no-change"]
    id: Ours
    holder: Id | None = None
    body: Any


class PhotoIn(Statement):
    """One photo of one look, in base64."""

    id: Ours
    observation: Ours
    sha256: Annotated[Text, Field(max_length=64)]
    holder: Id | None = None
    base64: Annotated[str, Field(max_length=MOST_BYTES)] | None


class HandoverIn(Statement):
    """The whole file."""

    format: Literal["akiya-field-handover"]
    version: Literal[1]
    device: Ours | None = None
    association: Id | None = None
    made_at: Instant
    entries: Annotated[list[EntryIn], Field(max_length=MOST_ENTRIES)]
    photos: Annotated[list[PhotoIn], Field(max_length=MOST_PHOTOS)] = []


class Fate(StrEnum):
    """What became of one record."""

    TAKEN = "taken"
    HELD = "held"
    KNOWN = "known"
    CONFLICT = "conflict"
    ASIDE = "aside"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One record or photo of the file, and what became of it."""

    what: str
    id: uuid.UUID
    fate: Fate
    said: str = ""


def read(data: bytes) -> HandoverIn:
    """The file's content. Raises NotAHandover with one sentence that says what is wrong."""
    if len(data) > MOST_BYTES:
        raise NotAHandover(_("ファイルが大きすぎます。%(most)sMBまでです。") % {"most": MOST_BYTES // 2**20})
    try:
        content = json.loads(data)
    except (ValueError, RecursionError):
        said = _("ファイルを読めません。タブレットの「職員にわたす」で作ったファイルを えらんでください。")
        raise NotAHandover(said) from None
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise NotAHandover(_("これは「職員にわたす」のファイルではありません。"))
    if content.get("version") != VERSION:
        raise NotAHandover(_("このファイルの版は 読めません。タブレットのアプリが 新しすぎるか 古すぎます。"))
    try:
        return HandoverIn.model_validate(content)
    except (ValidationError, RecursionError) as wrong:
        raise NotAHandover(_("ファイルの「%(field)s」が 正しくありません。") % {"field": place_of(wrong)}) from None


def place_of(wrong: ValidationError | RecursionError) -> str:
    """Where in the file the first fault is: entries.3.id."""
    if isinstance(wrong, RecursionError):
        return "entries"
    return ".".join(str(part) for part in wrong.errors(include_url=False, include_input=False)[0]["loc"])[:80]


@transaction.atomic
def take_in(file: HandoverIn, by: Scope) -> tuple[Person, list[Outcome]]:
    """Take every record of a file in, each in the name of whose words it is. Raises NotAHandover, Refused."""
    with as_register():
        keeper, city = sender_of(file, by)
        scopes: Scopes = {None: scope_of(keeper), **holders(file, by)}
        outcomes = [*entries(file, scopes, city), *photos(file, scopes)]
    return keeper, outcomes


Scopes = dict[int | None, Scope]


def holders(file: HandoverIn, by: Scope) -> Scopes:
    """Everybody whose words are in the file, by number: people who hold or held a post where staff may write.

    Raises NotAHandover where one is nobody of the sort: their words must not be recorded as another's.
    """
    records: list[EntryIn | PhotoIn] = [*file.entries, *file.photos]
    named = {each.holder for each in records if each.holder is not None}
    posts = Term.objects.filter(person__in=named, role=Role.HEAD, municipality__in=by.edits)
    people = {term.person_id: term.person for term in posts.select_related("person")}
    if named - people.keys():
        raise NotAHandover(_("台帳の知らない人の記録が ファイルに入っています。"))
    return {number: scope_of(person) for number, person in people.items()}


def sender_of(file: HandoverIn, by: Scope) -> tuple[Person, int]:
    """Whose records these are, and their city: the tablet's person, else who headed the association on that day."""
    device = Device.objects.select_related("person").filter(pk=file.device).first() if file.device else None
    if device is not None:
        by.require_editor(device.municipality_id)
        return device.person, device.municipality_id
    heads = Term.objects.in_force(timezone.localdate(file.made_at)).filter(area=file.association, role=Role.HEAD)
    term = (
        heads.select_related("person").order_by("-starts_on", "-pk").first() if file.association is not None else None
    )
    if term is None:
        raise NotAHandover(_("だれのタブレットの記録か 分かりません。端末も自治会も 台帳にありません。"))
    by.require_editor(term.municipality_id)
    return term.person, term.municipality_id


def entries(file: HandoverIn, scopes: Scopes, city: int) -> Iterator[Outcome]:
    """Each record through the door by which a tablet sends it, in the order of the file."""
    for entry in file.entries:
        scope = scopes[entry.holder]
        try:
            yield observation(entry, scope, file.device) if entry.kind == "observation" else no_change(entry, scope)
        except (ValidationError, RecursionError) as wrong:
            yield aside(entry, scope, city, place_of(wrong))
        except Closed as closed:
            yield aside(entry, scope, city, str(closed))


def observation(entry: EntryIn, scope: Scope, device: uuid.UUID | None) -> Outcome:
    body = ObservationIn.model_validate(entry.body)
    receipt = record(body.look(entry.id, device), scope)
    said = str(Answer(body.answer).label) if body.answer else _("前の答えを取り消す")
    if receipt.conflict:
        return Outcome(_("答え"), entry.id, Fate.CONFLICT, said)
    if receipt.repeated:
        return Outcome(_("答え"), entry.id, Fate.KNOWN, said)
    return Outcome(_("答え"), entry.id, Fate.HELD if is_held(list(receipt.flags)) else Fate.TAKEN, said)


def no_change(entry: EntryIn, scope: Scope) -> Outcome:
    body = NoChangeIn.model_validate(entry.body)
    statement = NoChangeStatement(entry.id, body.from_, body.to, body.said_at, body.withdraws)
    known = NoChange.objects.filter(pk=entry.id).exists()
    receipt = say_no_change(statement, post_of(scope), scope)
    fate = Fate.CONFLICT if receipt.conflict else Fate.KNOWN if known else Fate.TAKEN
    said = _("前の答えを取り消す") if body.withdraws else ""
    return Outcome(_("変わりなし"), entry.id, fate, said)


def aside(entry: EntryIn, scope: Scope, city: int, fault: str) -> Outcome:
    """Keep a record that cannot be taken in, as text, whatever is in it."""
    text = json.dumps(entry.body)[:KEPT_LETTERS]
    digest = hashlib.sha256(text.encode()).digest()
    set_aside(city, "malformed", entry.id, scope.person_id, {"body": text, "fault": fault}, digest, "malformed")
    return Outcome(_("答え") if entry.kind == "observation" else _("変わりなし"), entry.id, Fate.ASIDE, fault)


def photos(file: HandoverIn, scopes: Scopes) -> Iterator[Outcome]:
    """Each photo through the one door for photos, which develops it anew."""
    for photo in file.photos:
        if photo.base64 is None:
            yield Outcome(_("写真"), photo.id, Fate.REFUSED, _("写真が タブレットに残っていませんでした。"))
            continue
        known = Photo.objects.filter(pk=photo.id).exists()
        try:
            data = base64.b64decode(photo.base64, validate=True)
            receipt = keep(photo.id, photo.observation, data, photo.sha256, scopes[photo.holder])
        except binascii.Error:
            yield Outcome(_("写真"), photo.id, Fate.REFUSED, _("写真として 読めません。"))
        except NotAnImage:
            yield Outcome(_("写真"), photo.id, Fate.REFUSED, _("写真として 読めません。"))
        except (TooLarge, Damaged, Refused) as wrong:
            yield Outcome(_("写真"), photo.id, Fate.REFUSED, str(wrong))
        else:
            fate = Fate.CONFLICT if receipt.conflict else Fate.KNOWN if known else Fate.TAKEN
            yield Outcome(_("写真"), photo.id, fate)
