"""What staff do in the inbox: settle one item or many, and take it back."""

import uuid

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from akiya import register
from akiya.inbox import settling
from akiya.inbox.done import done_words
from akiya.inbox.listing import Choice, numbers
from akiya.models import House, Settlement
from akiya.pages.door import editors
from akiya.pages.inbox.choice import address, choice_sent
from akiya.pages.inbox.page import Refusal, answer
from akiya.pages.typed_reason import typed_reason
from akiya.projections import found_by
from akiya.texts.letters import plain
from akiya.texts.searching import MOST_TYPED, Sought, read
from akiya.texts.stored import UNDONE_IN_INBOX
from akiya.web.asked import whole
from akiya.web.page_number import PAGE
from akiya.web.request import ActingRequest
from akiya.web.standing_at import stand_at
from akiya.words import Resolution

MOST_AT_ONCE = PAGE
LARGEST_NUMBER = 999_999_999
"""Of a house; a column of PostgreSQL's integers holds no tenth digit."""
NAMED = 5
"""So many of what could not be taken back are named one by one."""


@require_POST
@editors
def inbox_settle(request: ActingRequest) -> HttpResponse:
    """Settle one item, or those that are ticked, and open the next; above it stand what was done and the way back.

    What is refused is shown as it was sent.
    """
    choice = choice_sent(request.POST)
    keys = list(dict.fromkeys(request.POST.getlist("key")))[: MOST_AT_ONCE + 1]
    try:
        made = settled(request, keys)
    except register.NotPossible as wrong:
        stand_at(request, address(choice))
        key = keys[0] if len(keys) == 1 and not request.POST.get("many") else request.POST.get("open", "")
        template, context = answer(request, choice, key, Refusal(str(wrong), request.POST))
        return render(request, template, context, status=400)
    if request.POST.get("many"):
        return redirect(address(choice, together=made[0].together))
    return after_one(request, choice, made[0])


def after_one(request: ActingRequest, choice: Choice, made: Settlement) -> HttpResponseRedirect:
    """To the next item; where one came from a house at which nothing waits any more, back to the house."""
    if choice.house and not numbers(request.scope, choice.house).of():
        done, back = done_words([made])[made.pk], _("処理ずみ（ここで取り消せます）")
        messages.success(request, format_html('{} <a href="{}">{}</a>', done, reverse("inbox_settled"), back))
        return redirect("house", choice.house)
    return redirect(address(choice, item=request.POST.get("next", ""), settled=made.pk))


def settled(request: ActingRequest, keys: list[str]) -> list[Settlement]:
    """What the register took. Raises NotPossible, Refused."""
    resolution = request.POST.get("resolution", "")
    if resolution not in Resolution.values:
        raise register.NotPossible(_("どうするかを えらんでください。"))
    if not 1 <= len(keys) <= MOST_AT_ONCE or any("\0" in key for key in keys):
        raise register.NotPossible(_("1件以上 %(most)s件まで えらんでください。") % {"most": MOST_AT_ONCE})
    reason = typed_reason(request)
    if request.POST.get("many"):
        return settling.settle_many(keys, Resolution(resolution), reason, request.scope)
    house, knowing = (
        house_of(request, Resolution(resolution)),
        frozenset(" ".join(request.POST.getlist("knowing")).split()),
    )
    return [settling.settle(keys[0], Resolution(resolution), reason, request.scope, house, knowing=knowing)]


def house_of(request: ActingRequest, resolution: Resolution) -> House | None:
    """The house that staff chose for an observation: one of those near by, its number, or words that find it alone.

    Raises NotPossible.
    """
    if resolution is not Resolution.ASSIGN:
        return None
    chosen, typed = request.POST.get("house", ""), plain(request.POST.get("number", "").replace("\0", "")).strip()
    visible = House.objects.visible_to(request.scope).filter(municipality__in=request.scope.edits, merged_into=None)
    wanted, name = (whole(typed, LARGEST_NUMBER), "number") if typed else (whole(chosen), "pk")
    if wanted is None and typed:
        return found_alone(visible, read(typed[:MOST_TYPED], request.scope.cities))
    if wanted is None:
        raise register.NotPossible(_("どの家の答えかを えらんでください。"))
    house = visible.filter(**{name: wanted}).first()
    if house is None:
        raise register.NotPossible(_("その番号の家は ありません。"))
    return house


def found_alone(visible: QuerySet[House], sought: Sought) -> House:
    """The one house that the words find. Raises NotPossible where there is none, or another beside it."""
    houses = list(visible.filter(pk__in=found_by.found(sought, most=100))[:2])
    if not houses:
        raise register.NotPossible(_("その言葉で 見つかる家は ありません。"))
    if len(houses) > 1:
        raise register.NotPossible(
            _("その言葉では 2棟以上 見つかります。家屋番号か、もっと くわしい住所を 書いてください。")
        )
    return houses[0]


@require_POST
@editors
def inbox_undo(request: ActingRequest, settlement_id: int) -> HttpResponse:
    """Take one settlement back, and open its item again."""
    found = Settlement.objects.filter(pk=settlement_id, municipality__in=request.scope.edits).first()
    choice = choice_sent(request.POST)
    if found is None:
        messages.error(request, _("その処理は ありません。"))
        return redirect(address(choice))
    try:
        settling.undo(found, UNDONE_IN_INBOX, request.scope)
    except register.NotPossible as wrong:
        messages.error(request, str(wrong))
    else:
        messages.success(request, _("取り消しました。もう一度 待っています。"))
        if found.resolution == Resolution.NEW_HOUSE and found.house:
            kept = _("加えた家（%(house)s）は 何も書かれずに 残っています。") % {"house": found.house.label}
            messages.info(request, kept)
    return redirect(address(choice, item=found.key))


@require_POST
@editors
def inbox_undo_together(request: ActingRequest, together: uuid.UUID) -> HttpResponse:
    """Take back all that one act settled, and say what could not be taken back, and why."""
    choice = choice_sent(request.POST)
    try:
        undone = settling.undo_together(together, UNDONE_IN_INBOX, request.scope)
    except register.NotPossible as wrong:
        messages.error(request, str(wrong))
        return redirect(address(choice))
    if count := len(undone.done):
        said = ngettext(
            "%(count)s件 取り消しました。もう一度 待っています。",
            "%(count)s件 取り消しました。もう一度 待っています。",
            count,
        )
        messages.success(request, said % {"count": count})
    if undone.left:
        messages.error(request, left_words(undone))
    return redirect(address(choice))


def left_words(undone: settling.Undone) -> str:
    """How many were not taken back, and the first few of them with the reason."""
    count = len(undone.left)
    said = ngettext(
        "%(count)s件は、そのあと 先へ進んだので 取り消していません。",
        "%(count)s件は、そのあと 先へ進んだので 取り消していません。",
        count,
    ) % {"count": count}
    named = [
        _("%(what)s：%(why)s") % {"what": one.house.label if one.house else one.get_kind_display(), "why": why}
        for one, why in undone.left[:NAMED]
    ]
    return " ".join([said, *named])
