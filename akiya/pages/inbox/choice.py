"""Which part of the inbox is looked at, as it stands in an address."""

from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from akiya.inbox.listing import Choice, Order
from akiya.texts.searching import Unreadable, typed
from akiya.web.page_number import page_number
from akiya.words import InboxKind

LARGEST_ID = 2**63 - 1
LONGEST = 4_000
"""Characters of a choice that a form carries along."""


def choice_of(query: QueryDict) -> Choice:
    """The choice that a query string asks for. Raises BadRequest."""
    kind, order = query.get("kind", ""), query.get("order", "")
    if kind and kind not in InboxKind.values:
        raise BadRequest(_("種類が 読めません。"))
    if order and order not in Order.values:
        raise BadRequest(_("並べ方が 読めません。"))
    return Choice(
        InboxKind(kind) if kind else None,
        number_in(query, "area", _("区域の番号が 読めません。")),
        number_in(query, "house", _("家の番号が 読めません。")),
        Order(order) if order else Order.URGENT,
        page_number(query),
        words_in(query),
    )


def words_in(query: QueryDict) -> str:
    """The words that a query string asks for. Raises BadRequest."""
    try:
        return typed(query.get("words", ""))
    except Unreadable as error:
        raise BadRequest(str(error)) from None


def number_in(query: QueryDict, name: str, otherwise: str) -> int | None:
    """The id that a query string gives under a name; None where it gives none. Raises BadRequest."""
    text = query.get(name, "")
    if text and not (text.isascii() and text.isdigit() and len(text) < 20 and int(text) <= LARGEST_ID):
        raise BadRequest(otherwise)
    return int(text) if text else None


def choice_sent(form: QueryDict) -> Choice:
    """The choice from which a form was sent. Raises BadRequest."""
    return choice_of(QueryDict(form.get("back", "")[:LONGEST]))


def written(choice: Choice, **more: object) -> str:
    """The query string of a choice, with whatever else is to stand in it and is not empty."""
    parts: dict[str, object] = {
        "kind": choice.kind,
        "area": choice.area,
        "house": choice.house,
        "words": choice.text,
        "order": choice.order if choice.order != Order.URGENT else "",
        "page": choice.page if choice.page > 1 else "",
    }
    return urlencode({name: str(value) for name, value in {**parts, **more}.items() if value})


def address(choice: Choice, **more: object) -> str:
    """The address of a choice in the inbox."""
    query = written(choice, **more)
    return f"{reverse('inbox')}?{query}" if query else reverse("inbox")
