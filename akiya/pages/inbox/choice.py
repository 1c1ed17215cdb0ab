"""Which part of the inbox is looked at, as it stands in an address."""

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from akiya.inbox.listing import Choice, Order
from akiya.web.asked import number_in, one_of, query_string, words_in
from akiya.web.page_number import page_number
from akiya.words import InboxKind

LONGEST = 4_000
"""Characters of a choice that a form carries along."""


def choice_of(query: QueryDict) -> Choice:
    """The choice that a query string asks for. Raises BadRequest."""
    return Choice(
        one_of(InboxKind, query.get("kind", ""), _("種類が 読めません。")),
        number_in(query, "area", _("区域の番号が 読めません。")),
        number_in(query, "house", _("家の番号が 読めません。")),
        one_of(Order, query.get("order", ""), _("並べ方が 読めません。")) or Order.URGENT,
        page_number(query),
        words_in(query),
    )


def choice_sent(form: QueryDict) -> Choice:
    """The choice from which a form was sent. Raises BadRequest."""
    return choice_of(QueryDict(form.get("back", "")[:LONGEST]))


def written(choice: Choice, **more: object) -> str:
    """The query string of a choice, with whatever else is to stand in it and is not empty."""
    order = choice.order if choice.order != Order.URGENT else ""
    page = choice.page if choice.page > 1 else ""
    parts = {"kind": choice.kind, "area": choice.area, "house": choice.house, "words": choice.text}
    return query_string({**parts, "order": order, "page": page}, **more)


def address(choice: Choice, **more: object) -> str:
    """The address of a choice in the inbox."""
    query = written(choice, **more)
    return f"{reverse('inbox')}?{query}" if query else reverse("inbox")
