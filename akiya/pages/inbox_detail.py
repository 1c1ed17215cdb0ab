"""The right side of the inbox: one item with everything that its settlement needs."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from akiya.evidence.history import lines_of
from akiya.evidence.reading import of_house
from akiya.evidence.records import records_of
from akiya.evidence.words import name_of
from akiya.inbox.differing import explanation as differing
from akiya.inbox.observations import Seen, looks
from akiya.inbox.settled_words import look_words
from akiya.inbox.sides import SIDES
from akiya.inbox.taking import taking
from akiya.media.photos import is_shown
from akiya.models import House, Observation, Photo, SetAside
from akiya.pages.inbox_list import Row, subjects
from akiya.places.nearby import houses_near
from akiya.projections.waiting.merges import speaker_of
from akiya.request import ActingRequest
from akiya.rules.dossier import Dossier
from akiya.rules.occupancy import Standing
from akiya.words import InboxKind, Side

EXPLANATIONS = {
    InboxKind.HELD: _("受け入れるまで、家の状態には使っていません。受け入れると、今日から 台帳の記録になります。"),
    InboxKind.NOWHERE: _("台帳のどの家か 分からない答えです。どの家かを えらぶか、新しい家として加えます。"),
    InboxKind.MERGE: _("とても近くにある 2棟です。同じ建物なら、残すほうを えらびます。記録は どちらも残ります。"),
    InboxKind.CONFLICT: _("同じ番号で、ちがう内容が あとから届きました。先に届いたほうを 台帳に使っています。"),
    InboxKind.ODD: _("台帳に使っている答えですが、ようすが ふつうではありません。"),
    InboxKind.REUSED: _("同じ写真が、別の家か 別の人の記録にも ついています。"),
}
REASONS = {
    InboxKind.DIFFERING: (_("現地で確かめた"), _("電話で本人に確かめた"), _("家族から聞いた"), _("写真で確かめた")),
    InboxKind.HELD: (_("内容を確かめた"), _("前の会長に確かめた"), _("見た時期が古い")),
    InboxKind.NOWHERE: (_("地図と写真で確かめた"), _("本人に確かめた"), _("家が分からない")),
    InboxKind.MERGE: (_("同じ建物と確かめた"), _("となりどうしの別の家")),
    InboxKind.CONFLICT: (_("内容を確かめた"),),
    InboxKind.ODD: (_("内容を確かめた"), _("位置の誤差"), _("見まちがい")),
    InboxKind.REUSED: (_("写真を確かめた"), _("送りまちがい")),
}
INNER = frozenset({"id", "schema_version", "app_version", "device", "device_seq"})
"""What programs say to each other, of a record that was set aside."""
NOTHING: tuple[Any, ...] = (None, "", [], {})
TAKEN = (Side.A, Side.B)
SHOWN_NEAR = 6
SHOWN_USES = 6

Describe = Callable[[ActingRequest, str], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Detail:
    """One item laid open. ``more`` is what only its kind has."""

    row: Row
    kind: InboxKind
    sides: tuple[Side, ...]
    explanation: Any
    reasons: tuple[Any, ...] = ()
    looks: list[Seen] = field(default_factory=list)
    house: House | None = None
    more: dict[str, Any] = field(default_factory=dict)


def detail_of(request: ActingRequest, row: Row) -> Detail:
    """What the right side shows of an item. At most four queries."""
    kind = InboxKind(row.kind)
    found = looks(subjects(row.key)) if kind in LOOKED_AT else []
    house = House.objects.select_related("occupancy").filter(pk=row.house_id).first() if row.house_id else None
    more = MORE[kind](request, row.key) if kind in MORE else {}
    if kind is InboxKind.DIFFERING:
        more = two_answers(request, found, house)
    return Detail(
        row=row,
        kind=kind,
        sides=SIDES[kind],
        explanation=differing(found, house) if kind is InboxKind.DIFFERING else EXPLANATIONS.get(kind, ""),
        reasons=REASONS.get(kind, ()),
        looks=found,
        house=house,
        more=more,
    )


LOOKED_AT = frozenset({InboxKind.DIFFERING, InboxKind.HELD, InboxKind.NOWHERE, InboxKind.ODD})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What would stand where a side is taken, and the names of what else it would overrule."""

    letter: str
    stands: Standing
    overruled: list[str]


def two_answers(request: ActingRequest, found: list[Seen], house: House | None) -> dict[str, Any]:
    """What it would do to take either of two looks. One query; three more where something else would be overruled."""
    if len(found) != len(TAKEN) or house is None:
        return {}
    dossier = of_house(house.pk)
    outcomes_of = {side: taking(found[0], found[1], side).outcome(dossier) for side in TAKEN}
    ids = dict.fromkeys(id_ for _stands, overruled in outcomes_of.values() for id_ in overruled)
    names = (
        {line.record.id: name_of(line) for line in lines_of(records_of(house, request.scope), Dossier())} if ids else {}
    )
    outcomes = [
        Outcome(side.value.upper(), stands, [names[id_] for id_ in overruled if id_ in names])
        for side, (stands, overruled) in outcomes_of.items()
    ]
    return {"outcomes": outcomes, "overruled": " ".join(ids)}


def near(request: ActingRequest, key: str) -> dict[str, Any]:
    """The known houses nearest to where a look was made; none where nobody knows where that was. Three queries."""
    look = next(iter(looks(subjects(key))), None)
    if look is None or look.longitude is None or look.latitude is None:
        return {"near": []}
    city = Observation.objects.values_list("municipality_id", flat=True).get(pk=look.id)
    found = houses_near(city, look.longitude, look.latitude)
    return {"near": [house for house in found if house.merged_into is None][:SHOWN_NEAR]}


def conflict(request: ActingRequest, key: str) -> dict[str, Any]:
    """What arrived under a known id, and what stands under it. At most five queries."""
    aside = SetAside.objects.select_related("person").filter(pk=int(key.split(":")[1])).first()
    if aside is None:
        return {}
    kept = looks([aside.subject]) if aside.kind == "observation" else []
    photo = Photo.objects.filter(is_shown(), pk=aside.subject).first() if aside.kind == "photo" else None
    body = {name: value for name, value in aside.body.items() if name not in INNER and value not in NOTHING}
    if isinstance(body.get("house"), int):
        body["house"] = house_words(request, body["house"])
    ids = {name: body.pop(name) for name in NAMED_BY_IDS if name in body}
    named = looks([found for name in OF_LOOKS if (found := id_of(ids.get(name))) is not None])
    return {
        "aside": aside,
        "kept": kept[0] if kept else None,
        "kept_photo": photo,
        "said": list(body.items()),
        "about": [(look.house_name, look_words(look)) for look in named],
        "ids": [("id", aside.subject), *ids.items()],
    }


OF_LOOKS = ("observation", "withdraws")
NAMED_BY_IDS = (*OF_LOOKS, "found", "sha256")
"""What tells a record apart and says nothing to a person: kept apart, for who asks after it."""


def id_of(value: object) -> uuid.UUID | None:
    """The id that was sent, if it is one: it may be anything at all."""
    try:
        return uuid.UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None


def house_words(request: ActingRequest, number: int) -> str | int:
    """What a house is called whose number in the tables was sent; the number where there is none to be seen."""
    house = House.objects.visible_to(request.scope).filter(pk=number).first()
    return house.label if house else number


def reused(request: ActingRequest, key: str) -> dict[str, Any]:
    """Every use of one photo, the earliest first. Two queries."""
    photo = Photo.objects.filter(pk=uuid.UUID(key.split(":")[1])).first()
    if photo is None:
        return {}
    same = {"original_sha256": photo.original_sha256, "municipality": photo.municipality_id}
    uses = Photo.objects.filter(is_shown(), **same)
    found = list(
        uses.select_related("person", "association")
        .defer("association__geometry")
        .order_by("recorded_at", "pk")[:SHOWN_USES]
    )
    by_look = {look.id: look for look in looks([use.observation_id for use in found])}
    return {"uses": [(use, by_look.get(use.observation_id)) for use in found], "photo": photo}


def two_houses(request: ActingRequest, key: str) -> dict[str, Any]:
    """The found house and the known one, or who speaks for it. At most five queries."""
    ids = [speaker_of(int(each)) for each in key.split(":")[1:]]
    known = House.objects.visible_to(request.scope).select_related("occupancy").in_bulk(ids)
    spoken = Observation.objects.filter(house__in=ids).exclude(answer="").order_by("-recorded_at").values_list("pk")
    return {"houses": [known[each] for each in ids if each in known], "looks": looks([pk for (pk,) in spoken[:6]])}


MORE: dict[InboxKind, Describe] = {
    InboxKind.MERGE: two_houses,
    InboxKind.NOWHERE: near,
    InboxKind.CONFLICT: conflict,
    InboxKind.REUSED: reused,
}


def register(kind: InboxKind, describe: Describe, explanation: Any, reasons: tuple[Any, ...]) -> None:
    """Say how a kind of another app is laid open."""
    MORE[kind], EXPLANATIONS[kind], REASONS[kind] = describe, explanation, reasons
