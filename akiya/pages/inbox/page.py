"""受信箱: everything that waits for staff, the list beside the one that is open."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from akiya.inbox.done import done_words
from akiya.inbox.listing import Choice, Numbers, Order, Row, numbers, rows
from akiya.inbox.registry import for_many, way_of
from akiya.models import House, Settlement
from akiya.models.deed import STANDING
from akiya.pages.door import editors
from akiya.pages.inbox.choice import choice_of, written
from akiya.pages.inbox.detail import detail_of
from akiya.texts.searching import read
from akiya.web.asked import whole
from akiya.web.page_number import PAGE, to_last_page
from akiya.web.request import ActingRequest
from akiya.words import InboxKind


@require_safe
@editors
def inbox(request: ActingRequest) -> HttpResponse:
    """``?kind=&area=&house=&words=&order=&page=``: fifty; ``?item=``, else ``then``, open, ``?part=detail`` alone."""
    choice = choice_of(request.GET)
    template, context = answer(request, choice, request.GET.get("item", ""), then=request.GET.get("then", ""))
    if choice.page > 1 and not context["rows"]:
        return to_last_page(request, context["in_all"])
    return render(request, template, context)


@dataclass(frozen=True, slots=True)
class Refusal:
    """What was sent and not taken: everything in it is shown again. ``many``: it was about all that were ticked."""

    why: str
    sent: QueryDict

    @property
    def many(self) -> bool:
        return bool(self.sent.get("many"))

    @property
    def keys(self) -> list[str]:
        return self.sent.getlist("key")


def answer(
    request: ActingRequest, choice: Choice, key: str, refusal: Refusal | None = None, then: str = ""
) -> tuple[str, dict[str, Any]]:
    """The template and what it shows: the item with a key open; where it waits no more the one to be opened then."""
    waiting = numbers(request.scope, choice.house, choice.text)
    found, elsewhere = rows(choice, request.scope, key.replace("\0", ""))
    places = {row.key: place for place, row in enumerate(found)}
    position = places.get(key, -1 if elsewhere else places.get(then, 0))
    shown = elsewhere or next(iter(found[position:]), None)
    opened = detail_of(request, shown) if shown else None
    following = neighbour(found, position)
    in_all = waiting.of(choice.kind, choice.area)
    context = {
        "numbers": waiting,
        "tabs": tabs(waiting, choice),
        "choice": choice,
        "house": House.objects.visible_to(request.scope).filter(pk=choice.house).first() if choice.house else None,
        "orders": Order.choices,
        "areas": sorted(waiting.areas.items(), key=lambda area: area[1]),
        "rows": found,
        "readings": read(choice.text, request.scope.cities).readings if choice.text and not found else [],
        "in_all": in_all,
        "has_next": choice.page * PAGE < in_all,
        "next": choice.page + 1,
        "previous": choice.page - 1,
        "detail": opened,
        "next_key": following,
        "back": written(choice),
        "back_here": written(choice, item=shown.key if shown else "", then=following),
        "undoable": undoable(request),
        "for_many": for_many(),
        "refusal": refusal,
        "refused_one": refusal if refusal and not refusal.many and opened and opened.row.key == key else None,
        "refused_many": refusal if refusal and refusal.many and found else None,
    }
    is_part = request.GET.get("part") == "detail"
    return ("akiya/inbox/detail.html" if is_part else "akiya/inbox.html"), context


def neighbour(found: list[Row], position: int) -> str:
    """The item that is opened once this one is settled: the one below, at the end the one above. -1 is before all."""
    after = found[position + 1 : position + 2] or found[max(0, position - 1) : position]
    return after[0].key if after else ""


def tabs(waiting: Numbers, choice: Choice) -> list[tuple[InboxKind, int]]:
    """The kinds of which something waits, and the chosen one, with their numbers."""
    counted = [(kind, waiting.of(kind, choice.area)) for kind in InboxKind]
    return [(kind, number) for kind, number in counted if number or kind == choice.kind]


@dataclass(frozen=True, slots=True)
class Undoable:
    """What was just settled, in words, and the address that takes it back."""

    words: str
    reason: str
    address: str
    button: str


def undoable(request: ActingRequest) -> Undoable | None:
    """What the person just settled, by the address, as far as it stands: one settlement, or all of one act."""
    own = Settlement.objects.select_related("house").filter(STANDING, person=request.user)
    number, act = whole(request.GET.get("settled", "")), request.GET.get("together", "")
    if number is not None:
        found = list(own.filter(pk=number))
        return undoable_one(found[0]) if found else None
    found = list(own.filter(together=act)) if is_uuid(act) else []
    return undoable_many(found) if found else None


def is_uuid(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


def undoable_one(one: Settlement) -> Undoable:
    words = _("%(kind)s：%(done)s") % {"kind": one.get_kind_display(), "done": done_words([one])[one.pk]}
    return Undoable(words, one.reason, reverse("inbox_undo", args=[one.pk]), _("取り消す"))


def undoable_many(found: Sequence[Settlement]) -> Undoable:
    count = len(found)
    words = _("%(count)s件：%(side)s") % {"count": count, "side": way_of(found[0].kind, found[0].resolution).words}
    address = reverse("inbox_undo_together", args=[found[0].together])
    button = _("%(count)s件とも 取り消す") % {"count": count} if count > 1 else _("取り消す")
    return Undoable(words, found[0].reason, address, button)
