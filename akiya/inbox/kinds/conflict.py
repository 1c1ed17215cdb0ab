"""同じ番号の別の記録: what arrived under an id that says something else already, or could not be read."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from akiya.inbox.kind import Kind, Opened, Way
from akiya.inbox.observations import observation_words, observations
from akiya.media.photos import is_shown
from akiya.models import House, Photo, SetAside
from akiya.web.request import ActingRequest
from akiya.words import InboxKind, Resolution

INNER = frozenset({"id", "schema_version", "app_version", "device", "device_seq"})
"""What programs say to each other, of a record that was set aside."""
NOTHING: tuple[Any, ...] = (None, "", [], {})
OF_OBSERVATIONS = ("observation", "withdraws")
NAMED_BY_IDS = (*OF_OBSERVATIONS, "found", "sha256")
"""What tells a record apart and says nothing to a person: kept apart, for who asks after it."""


def two_records(opened: Opened) -> Mapping[str, Any]:
    """What arrived under a known id, and what stands under it. At most five queries."""
    aside = SetAside.objects.select_related("person").filter(pk=int(opened.key.split(":")[1])).first()
    if aside is None:
        return {}
    kept = observations([aside.subject]) if aside.kind == "observation" else []
    photo = Photo.objects.filter(is_shown(), pk=aside.subject).first() if aside.kind == "photo" else None
    body = {name: value for name, value in aside.body.items() if name not in INNER and value not in NOTHING}
    if isinstance(body.get("house"), int):
        body["house"] = house_words(opened.request, body["house"])
    ids = {name: body.pop(name) for name in NAMED_BY_IDS if name in body}
    named = observations([found for name in OF_OBSERVATIONS if (found := id_of(ids.get(name))) is not None])
    return {
        "aside": aside,
        "kept": kept[0] if kept else None,
        "kept_photo": photo,
        "said": list(body.items()),
        "about": [(seen.house_name, observation_words(seen)) for seen in named],
        "ids": [("id", aside.subject), *ids.items()],
    }


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


CONFLICT = Kind(
    kind=InboxKind.CONFLICT,
    about=gettext_lazy("同じ番号で、ちがう内容が あとから届きました。"),
    line=gettext_lazy("同じ番号で 別の内容が届きました"),
    explanation=gettext_lazy("同じ番号で、ちがう内容が あとから届きました。先に届いたほうを 台帳に使っています。"),
    reasons=(gettext_lazy("内容を確かめた"),),
    template="akiya/inbox/conflict.html",
    more=two_records,
    ways=(Way(Resolution.SEEN, done=lambda about: _("確かめた"), many=True),),
)
