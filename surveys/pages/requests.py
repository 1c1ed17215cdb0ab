"""答えを待っている依頼: what is asked and not answered, and the way to ask no longer, one or many at once."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from akiya.asof.moment import NOW
from akiya.pages.door import editors, office
from akiya.pages.house import page
from akiya.pages.house.named import speaking_house
from akiya.pages.inbox.choice import LONGEST
from akiya.pages.typed_reason import typed_reason
from akiya.register import NotPossible
from akiya.web.asked import whole
from akiya.web.page_number import PAGE, to_last_page
from akiya.web.request import ActingRequest
from akiya.web.standing_at import stand_at
from akiya.words import RequestReason
from surveys.pages.request_list import Age, Choice, Order, choice_of, listed, written
from surveys.withdrawing import Outcome, ask_on, withdraw

MOST_AT_ONCE = PAGE


@require_safe
@office
def requests(request: ActingRequest) -> HttpResponse:
    """``?words=&association=&reason=&age=&order=&page=``: fifty open ones. Reasons are for those who write alone."""
    choice = choice_of(request.GET, request.scope)
    context = page_of(request, choice)
    if choice.page > 1 and not context["found"].rows:
        return to_last_page(request, context["found"].in_all)
    return render(request, "surveys/requests.html", context)


def page_of(request: ActingRequest, choice: Choice, refused: str = "", sent: QueryDict | None = None) -> dict[str, Any]:
    """What the page shows, with what was sent and refused, if anything was."""
    found = listed(choice, request.scope)
    return {
        "choice": choice,
        "found": found,
        "may_write": bool(request.scope.edits),
        "reasons": RequestReason.choices,
        "ages": Age.choices,
        "orders": [order for order in Order if request.scope.edits or order is not Order.REASON],
        "has_next": choice.page * PAGE < found.in_all,
        "next": choice.page + 1,
        "previous": choice.page - 1,
        "back": written(choice),
        "refused": refused,
        "ticked": sent.getlist("request") if sent else [],
        "typed": sent.get("why", "") if sent else "",
        "together": undoable(request),
    }


def undoable(request: ActingRequest) -> uuid.UUID | None:
    """What was just withdrawn, by the address."""
    try:
        return uuid.UUID(request.GET.get("together", ""))
    except ValueError:
        return None


@require_POST
@editors
def withdraw_requests(request: ActingRequest) -> HttpResponse:
    """Ask no longer what is ticked, and say what became of it. What is refused is shown as it was sent."""
    choice = choice_of(QueryDict(request.POST.get("back", "")[:LONGEST]), request.scope)
    try:
        outcome = withdraw(ids_in(request.POST), typed_reason(request, "why"), request.scope)
    except NotPossible as wrong:
        if house := house_sent(request):
            return refused_at(request, house, wrong)
        stand_at(request, address(choice))
        context = page_of(request, choice, str(wrong), request.POST)
        return render(request, "surveys/requests.html", context, status=400)
    say_withdrawn(request, outcome)
    return after(request, choice, outcome.together if outcome.done else None)


@require_POST
@editors
def ask_on_together(request: ActingRequest, together: uuid.UUID) -> HttpResponse:
    """Ask on what was withdrawn at once."""
    choice = choice_of(QueryDict(request.POST.get("back", "")[:LONGEST]), request.scope)
    outcome = ask_on(together, _("取り下げを もどした"), request.scope)
    if count := len(outcome.done):
        said = ngettext("%(count)s件の取り下げを もどしました。", "%(count)s件の取り下げを もどしました。", count)
        messages.success(request, said % {"count": count})
    if outcome.left:
        said = ngettext(
            "%(count)s件は、そのあと 新しく依頼してあるので もどしていません。",
            "%(count)s件は、そのあと 新しく依頼してあるので もどしていません。",
            outcome.left,
        )
        messages.error(request, said % {"count": outcome.left})
    if not outcome.done and not outcome.left:
        messages.error(request, _("その取り下げは もう もどしてあります。"))
    return after(request, choice, None)


def say_withdrawn(request: ActingRequest, outcome: Outcome) -> None:
    if count := len(outcome.done):
        said = ngettext(
            "%(count)s件の依頼を 取り下げました。タブレットには つぎにつながった時から 出ません。",
            "%(count)s件の依頼を 取り下げました。タブレットには つぎにつながった時から 出ません。",
            count,
        )
        words = said % {"count": count}
        if request.POST.get("house"):
            back = f"{reverse('surveys:requests')}?{urlencode({'together': str(outcome.together)})}"
            words = format_html('{} <a href="{}">{}</a>', words, back, _("取り下げを もどす"))
        messages.success(request, words)
    if outcome.left:
        said = ngettext(
            "%(count)s件は、もう 答えが届いたか 取り下げてあったので、そのままです。",
            "%(count)s件は、もう 答えが届いたか 取り下げてあったので、そのままです。",
            outcome.left,
        )
        messages.warning(request, said % {"count": outcome.left})


def after(request: ActingRequest, choice: Choice, together: uuid.UUID | None) -> HttpResponseRedirect:
    """Back to where one was: the page of the house from which it was withdrawn, or the list as it was chosen."""
    if house := house_sent(request):
        return redirect("house", house)
    return redirect(address(choice, together=together or ""))


def address(choice: Choice, **more: object) -> str:
    """The address of a choice of requests."""
    query = written(choice, **more)
    return f"{reverse('surveys:requests')}?{query}" if query else reverse("surveys:requests")


def house_sent(request: ActingRequest) -> int | None:
    """The house from whose page it was sent, if it was from one."""
    return whole(request.POST.get("house", ""))


def refused_at(request: ActingRequest, house_id: int, wrong: NotPossible) -> HttpResponse:
    """The page of the house with why nothing was withdrawn; its box still holds the reason that was typed."""
    house = speaking_house(request, house_id)
    messages.error(request, str(wrong))
    stand_at(request, reverse("house", args=[house.pk]))
    return render(request, "akiya/house.html", page.page_of(request, house, NOW), status=400)


def ids_in(sent: QueryDict) -> list[int]:
    """The requests that are ticked. Raises NotPossible, BadRequest."""
    texts = list(dict.fromkeys(sent.getlist("request")))
    if not 1 <= len(texts) <= MOST_AT_ONCE:
        raise NotPossible(_("1件以上 %(most)s件まで えらんでください。") % {"most": MOST_AT_ONCE})
    ids = [number for text in texts if (number := whole(text)) is not None]
    if len(ids) < len(texts):
        raise BadRequest(_("依頼の番号が 読めません。"))
    return ids
