"""The file that a tablet gives to staff when it cannot send: read whole, then each record through its own door.

Nothing of a file that cannot be read is written. A record in it that cannot be read is set aside for
staff, and the others are taken in, as when a tablet sends them.
"""

import binascii
import hashlib
import json
import tempfile
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, BinaryIO, Literal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field, ValidationError

from akiya.access import Refused, Scope, as_register, scope_of
from akiya.flags import is_held
from akiya.models import House, Person, Photo, Term
from akiya.photos import Damaged, TooLarge, keep
from akiya.pictures import NotAnImage
from akiya.register import record
from akiya.setting_aside import set_aside
from akiya.words import Answer, Role
from surveys.api.statements import Id, Instant, Memo, NoChangeIn, ObservationIn, Ours, Statement, Text
from surveys.models import Device, NoChange
from surveys.no_changes import Statement as NoChangeStatement
from surveys.no_changes import say_no_change
from surveys.outline import outline, photo
from surveys.posts import Closed, post_of

MOST_ENTRIES = 10_000
MOST_PHOTOS = 200
FORMAT, VERSION = "akiya-field-handover", 1
KEPT_LETTERS = 20_000


# The fields of the file, as the people say who read what is wrong with it.
WORDS = {
    "entries": gettext_lazy("記録"),
    "photos": gettext_lazy("写真"),
    "drafts": gettext_lazy("とちゅうの記録"),
    "device": gettext_lazy("タブレットの番号"),
    "association": gettext_lazy("自治会の番号"),
    "made_at": gettext_lazy("作った日時"),
    "id": gettext_lazy("番号"),
    "kind": gettext_lazy("種類"),
    "holder": gettext_lazy("人の番号"),
    "body": gettext_lazy("中身"),
    "base64": gettext_lazy("中身"),
    "sha256": gettext_lazy("写真のしるし"),
    "observation": gettext_lazy("答えの番号"),
    "house": gettext_lazy("家の番号"),
    "found": gettext_lazy("見つけた家の番号"),
    "answer": gettext_lazy("答え"),
    "concerns": gettext_lazy("気になること"),
    "note": gettext_lazy("メモ"),
    "seen_at": gettext_lazy("見た日時"),
    "said_at": gettext_lazy("言った日"),
    "place": gettext_lazy("場所"),
    "basis": gettext_lazy("前の記録の番号"),
    "withdraws": gettext_lazy("取り消す記録"),
    "device_seq": gettext_lazy("何番目かの数"),
    "from": gettext_lazy("いつから"),
    "to": gettext_lazy("いつまで"),
}


class NotAHandover(ValueError):
    """The file cannot be taken in. The message is for the person who handed it in."""


class EntryIn(Statement):
    """One record, with the body that the tablet would have sent."""

    kind: Literal["observation", "no-change"]
    id: Ours
    holder: Id | None = None
    body: Any


class PhotoIn(Statement):
    """One photo of one look. ``base64`` says where in the file's photos it lies."""

    id: Ours
    observation: Ours
    sha256: Annotated[Text, Field(max_length=64)]
    holder: Id | None = None
    base64: Text | None


class BegunPhotoIn(Statement):
    """One photo of what was begun."""

    id: Ours
    sha256: Annotated[Text, Field(max_length=64)]
    base64: Text | None


class BegunIn(Statement):
    """What was prepared for a house, known or found, and never answered."""

    holder: Id | None = None
    house: Id | Ours
    note: Memo = ""
    photos: Annotated[list[BegunPhotoIn], Field(max_length=MOST_PHOTOS)] = []


class HandoverIn(Statement):
    """The whole file."""

    format: Literal["akiya-field-handover"]
    version: Literal[1]
    device: Ours | None = None
    association: Id | None = None
    made_at: Instant
    entries: Annotated[list[EntryIn], Field(max_length=MOST_ENTRIES)]
    photos: Annotated[list[PhotoIn], Field(max_length=MOST_PHOTOS)] = []
    drafts: Annotated[list[BegunIn], Field(max_length=MOST_ENTRIES)] = []


class Fate(StrEnum):
    """What became of one record."""

    TAKEN = "taken"
    HELD = "held"
    KNOWN = "known"
    CONFLICT = "conflict"
    ASIDE = "aside"
    BEGUN = "begun"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One record or photo of the file, and what became of it."""

    what: str
    id: uuid.UUID
    fate: Fate
    said: str = ""

    @property
    def picture(self) -> uuid.UUID | None:
        """The photo that staff may look at: one that is here and belongs to no answer."""
        return self.id if self.what == _("答えの とちゅうの 写真") and self.fate in (Fate.TAKEN, Fate.KNOWN) else None


def read(file: BinaryIO, laid_out: BinaryIO) -> HandoverIn:
    """The file's content, its photos ``laid_out``. Raises NotAHandover with one sentence that says what is wrong."""
    try:
        content = json.loads(outline(file, laid_out))
    except ValueError:
        said = _("ファイルを読めません。タブレットの「職員にわたす」で作ったファイルを えらんでください。")
        raise NotAHandover(said) from None
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise NotAHandover(_("これは「職員にわたす」のファイルではありません。"))
    if content.get("version") != VERSION:
        raise NotAHandover(_("このファイルの版は 読めません。タブレットのアプリが 新しすぎるか 古すぎます。"))
    try:
        return HandoverIn.model_validate(content)
    except ValidationError as wrong:
        raise NotAHandover(
            _("ファイルの %(place)sが 正しくありません。") % {"place": place_of(wrong, content)}
        ) from None


def place_of(wrong: ValidationError, content: dict[str, Any]) -> str:
    """Where the first fault of a file is, in words: 2番目の記録（みどり町1丁目 7-11）の 番号."""
    of, *inner = wrong.errors(include_url=False, include_input=False)[0]["loc"]
    words = str(WORDS.get(str(of), of))
    if not inner or not isinstance(inner[0], int):
        return words
    record = content[str(of)][inner[0]]
    label = record.get("label") if isinstance(record, dict) else None
    which = _("%(nth)s番目の%(what)s") % {"nth": inner[0] + 1, "what": words}
    if isinstance(label, str) and label:
        which = _("%(which)s（%(label)s）") % {"which": which, "label": label[:60].encode(errors="replace").decode()}
    return (
        _("%(which)sの %(field)s") % {"which": which, "field": WORDS.get(str(inner[1]), _("形"))}
        if inner[1:]
        else which
    )


def fault_of(wrong: ValidationError) -> str:
    """Which field of one record cannot be read, in words."""
    loc = wrong.errors(include_url=False, include_input=False)[0]["loc"]
    return _("%(field)sが 正しくありません") % {"field": WORDS.get(str(loc[0]), _("形")) if loc else _("形")}


@transaction.atomic
def take_in(file: HandoverIn, laid_out: BinaryIO, by: Scope) -> tuple[Person, list[Outcome]]:
    """Take every record of a file in, each in the name of whose words it is. Raises NotAHandover, Refused."""
    with as_register():
        keeper, city = sender_of(file, by)
        scopes: Scopes = {None: scope_of(keeper), **holders(file, by)}
        outcomes = [*entries(file, scopes, city), *photos(file, laid_out, scopes), *begun(file, laid_out, scopes, city)]
    return keeper, outcomes


Scopes = dict[int | None, Scope]


def records_of(file: HandoverIn) -> list[EntryIn | PhotoIn | BegunIn]:
    return [*file.entries, *file.photos, *file.drafts]


def holders(file: HandoverIn, by: Scope) -> Scopes:
    """Everybody whose words are in the file, by number: people who hold or held a post where staff may write.

    Raises NotAHandover where one is nobody of the sort: their words must not be recorded as another's.
    """
    records = records_of(file)
    named = {each.holder for each in records if each.holder is not None}
    posts = Term.objects.filter(person__in=named, role=Role.HEAD, municipality__in=by.edits)
    people = {term.person_id: term.person for term in posts.select_related("person")}
    if named - people.keys():
        raise NotAHandover(_("台帳の知らない人の記録が ファイルに入っています。"))
    return {number: scope_of(person) for number, person in people.items()}


def sender_of(file: HandoverIn, by: Scope) -> tuple[Person, int]:
    """Whose records these are, and their city: the tablet's person; where the tablet has forgotten its number, whoever
    the records themselves name; else who headed the association on that day."""
    device = Device.objects.select_related("person").filter(pk=file.device).first() if file.device else None
    if device is not None:
        by.require_editor(device.municipality_id)
        return device.person, device.municipality_id
    term = named_in(file, by) or head_of(file)
    if term is None:
        raise NotAHandover(_("だれのタブレットの記録か 分かりません。端末も自治会も 台帳にありません。"))
    by.require_editor(term.municipality_id)
    return term.person, term.municipality_id


def named_in(file: HandoverIn, by: Scope) -> Term | None:
    """The newest post of the first holder that the records name."""
    named = next((each.holder for each in records_of(file) if each.holder is not None), None)
    posts = Term.objects.filter(person=named, role=Role.HEAD, municipality__in=by.edits)
    return posts.select_related("person").order_by("-starts_on", "-pk").first()


def head_of(file: HandoverIn) -> Term | None:
    if file.association is None:
        return None
    heads = Term.objects.in_force(timezone.localdate(file.made_at)).filter(area=file.association, role=Role.HEAD)
    return heads.select_related("person").order_by("-starts_on", "-pk").first()


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


def photos(file: HandoverIn, laid_out: BinaryIO, scopes: Scopes) -> Iterator[Outcome]:
    """Each photo of an answer."""
    for each in file.photos:
        yield picture(_("写真"), each, laid_out, each.observation, scopes[each.holder])


def picture(
    what: str, each: PhotoIn | BegunPhotoIn, laid_out: BinaryIO, observation: uuid.UUID, scope: Scope
) -> Outcome:
    """One photo through the one door for photos, which develops it anew."""
    if each.base64 is None:
        return Outcome(what, each.id, Fate.REFUSED, _("写真が タブレットに残っていませんでした。"))
    known = Photo.objects.filter(pk=each.id).exists()
    try:
        with tempfile.TemporaryFile() as developed:
            photo(each.base64, laid_out, developed)
            receipt = keep(each.id, observation, developed, each.sha256, scope)
    except (binascii.Error, NotAnImage):
        return Outcome(what, each.id, Fate.REFUSED, _("写真として 読めません。"))
    except (TooLarge, Damaged, Refused) as wrong:
        return Outcome(what, each.id, Fate.REFUSED, str(wrong))
    return Outcome(what, each.id, Fate.CONFLICT if receipt.conflict else Fate.KNOWN if known else Fate.TAKEN)


def begun(file: HandoverIn, laid_out: BinaryIO, scopes: Scopes, city: int) -> Iterator[Outcome]:
    """What was begun and not answered is nobody's answer: set aside for staff as it stands, once however often it
    comes."""
    for draft in file.drafts:
        scope = scopes[draft.holder]
        known = House.objects.filter(pk=draft.house).first() if isinstance(draft.house, int) else None
        where = str(known.label or known.number) if known else _("見つけた家")
        many = len(draft.photos)
        body = {"house": where, "note": draft.note, "photos": _("写真%(many)sまい") % {"many": many} if many else ""}
        digest = hashlib.sha256(json.dumps([str(draft.house), scope.person_id, body]).encode()).digest()
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
