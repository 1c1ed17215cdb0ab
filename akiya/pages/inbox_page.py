"""受信箱: everything that waits for staff, the list beside the one that is open."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from akiya import register
from akiya.inbox.sides import MANY_AT_ONCE
from akiya.models import House, Settlement
from akiya.pages.door import editors
from akiya.pages.inbox_detail import detail_of
from akiya.pages.inbox_list import PAGE, Choice, Numbers, Order, Row, numbers, rows
from akiya.pages.waiting_page import page_number
from akiya.request import ActingRequest
from akiya.texts.stored import UNDONE_IN_INBOX
from akiya.words import InboxKind, Side

MOST_AT_ONCE = PAGE
LARGEST_ID = 2**63 - 1


@require_safe
@editors
def inbox(request: ActingRequest) -> HttpResponse:
    """``?kind=&area=&order=&page=``: fifty items; ``?item=`` is open beside them. ``?part=detail``: that one alone."""
    return render(request, *answer(request, choice_of(request.GET), request.GET.get("item", "")))


def answer(
    request: ActingRequest, choice: Choice, key: str, refused: str = "", sent: QueryDict | None = None
) -> tuple[str, dict[str, Any]]:
    """The template and what it shows."""
    waiting = numbers(request.scope)
    found, elsewhere = rows(choice, request.scope, key.replace("\0", ""))
    position = next((place for place, row in enumerate(found) if row.key == key), -1 if elsewhere else 0)
    shown = elsewhere or next(iter(found[position:]), None)
    opened = detail_of(request, shown) if shown else None
    context = {
        "numbers": waiting,
        "tabs": tabs(waiting, choice),
        "choice": choice,
        "orders": Order.choices,
        "areas": sorted(waiting.areas.items(), key=lambda area: area[1]),
        "rows": found,
        "in_all": waiting.of(choice.kind, choice.area),
        "first": (choice.page - 1) * PAGE + 1,
        "has_next": choice.page * PAGE < waiting.of(choice.kind, choice.area),
        "next": choice.page + 1,
        "previous": choice.page - 1,
        "detail": opened,
        "next_key": neighbour(found, position),
        "back": written(choice),
        "undoable": undoable(request),
        "many": MANY_AT_ONCE,
        "bulk_sides": [side for side in Side if any(side in sides for sides in MANY_AT_ONCE.values())],
        "refused": refused,
        "refused_here": bool(opened and opened.row.key == key),
        "sent": sent or {},
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


def choice_of(query: QueryDict) -> Choice:
    """The choice that a query string asks for. Raises BadRequest."""
    kind, area, order = query.get("kind", ""), query.get("area", ""), query.get("order", "")
    if kind and kind not in InboxKind.values:
        raise BadRequest(_("種類が 読めません。"))
    if area and not (area.isascii() and area.isdigit() and len(area) < 20 and int(area) <= LARGEST_ID):
        raise BadRequest(_("区域の番号が 読めません。"))
    if order and order not in Order.values:
        raise BadRequest(_("並べ方が 読めません。"))
    return Choice(
        InboxKind(kind) if kind else None,
        int(area) if area else None,
        Order(order) if order else Order.URGENT,
        page_number(query),
    )


def written(choice: Choice) -> str:
    """The query string of a choice, without the item."""
    parts = {"kind": choice.kind, "area": choice.area, "order": choice.order if choice.order != Order.URGENT else ""}
    return urlencode({name: str(value) for name, value in parts.items() if value} | page_part(choice.page))


def page_part(page: int) -> dict[str, str]:
    return {"page": str(page)} if page > 1 else {}


def undoable(request: ActingRequest) -> Settlement | None:
    """The settlement that was just made, by the number in the address, if it is the person's own and stands."""
    number = request.GET.get("settled", "")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    own = Settlement.objects.filter(person=request.user, undoes=None, undone_by=None)
    return own.filter(pk=int(number)).first()


@require_POST
@editors
def inbox_settle(request: ActingRequest) -> HttpResponse:
    """Settle one item, or those that are ticked, and open the next."""
    back = QueryDict(request.POST.get("back", "")[:500])
    choice = choice_of(back)
    keys = list(dict.fromkeys(request.POST.getlist("key")))[: MOST_AT_ONCE + 1]
    try:
        made = settled(request, keys)
    except register.NotPossible as wrong:
        template, context = answer(request, choice, keys[0] if len(keys) == 1 else "", str(wrong), request.POST)
        return render(request, template, context, status=400)
    words = {"count": len(made), "side": made[0].get_side_display()}
    messages.success(request, _("%(count)s件：%(side)s") % words)
    return after(choice, request.POST.get("next", "") if len(keys) == 1 else "", made[0] if len(made) == 1 else None)


def settled(request: ActingRequest, keys: list[str]) -> list[Settlement]:
    """What the register took. Raises NotPossible, Refused."""
    side = request.POST.get("side", "")
    if side not in Side.values:
        raise register.NotPossible(_("どうするかを えらんでください。"))
    if not 1 <= len(keys) <= MOST_AT_ONCE or any("\0" in key for key in keys):
        raise register.NotPossible(_("1件以上 %(most)s件まで えらんでください。") % {"most": MOST_AT_ONCE})
    reason = request.POST.get("reason", "").replace("\0", "")[:1000]
    if request.POST.get("many"):
        return register.settle_many(keys, Side(side), reason, request.scope)
    return [register.settle(keys[0], Side(side), reason, request.scope, house_of(request, Side(side)))]


def house_of(request: ActingRequest, side: Side) -> House | None:
    """The house that staff chose for a look: one of those near by, or by its number. Raises NotPossible."""
    if side is not Side.ASSIGN:
        return None
    chosen, number = request.POST.get("house", ""), request.POST.get("number", "").strip()
    text, name = (number, "number") if number else (chosen, "pk")
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise register.NotPossible(_("どの家の答えかを えらんでください。"))
    visible = House.objects.visible_to(request.scope).filter(municipality__in=request.scope.edits, merged_into=None)
    house = visible.filter(**{name: int(text)}).first()
    if house is None:
        raise register.NotPossible(_("その番号の家は ありません。"))
    return house


@require_POST
@editors
def inbox_undo(request: ActingRequest, settlement_id: int) -> HttpResponse:
    """Take one settlement back, and open its item again."""
    found = Settlement.objects.filter(pk=settlement_id, municipality__in=request.scope.edits).first()
    choice = choice_of(QueryDict(request.POST.get("back", "")[:500]))
    if found is None:
        messages.error(request, _("その処理は ありません。"))
        return after(choice, "", None)
    try:
        register.undo(found, UNDONE_IN_INBOX, request.scope)
    except register.NotPossible as wrong:
        messages.error(request, str(wrong))
    else:
        messages.success(request, _("取り消しました。もう一度 待っています。"))
        if found.side == Side.NEW_HOUSE and found.house:
            kept = _("加えた家（%(number)s番）は 何も書かれずに 残っています。") % {"number": found.house.number}
            messages.info(request, kept)
    return after(choice, found.key, None)


def after(choice: Choice, key: str, made: Settlement | None) -> HttpResponseRedirect:
    """Back to the list, with the next item open."""
    more = {name: value for name, value in {"item": key, "settled": made.pk if made else ""}.items() if value}
    query = "&".join(filter(None, [written(choice), urlencode(more)]))
    return redirect(f"{reverse('inbox')}?{query}" if query else reverse("inbox"))


@require_safe
@editors
def inbox_settled(request: ActingRequest) -> HttpResponse:
    """``?page=``: what was settled, the last first, each with its undo."""
    page = page_number(request.GET)
    own = Settlement.objects.filter(municipality__in=request.scope.edits, undoes=None)
    listed = own.select_related("house", "person", "undone_by").order_by("-recorded_at", "-pk")
    found = list(listed[(page - 1) * PAGE : page * PAGE + 1])
    context = {
        "settlements": found[:PAGE],
        "has_next": len(found) > PAGE,
        "next": page + 1,
        "previous": page - 1,
    }
    return render(request, "akiya/inbox/settled.html", context)
