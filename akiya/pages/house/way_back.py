"""Where the page of a house was opened from, and which house comes next there, so that work goes on where it was."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import BadRequest
from django.db.models.expressions import Combinable
from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from akiya.access import Scope
from akiya.models import House
from akiya.pages.inbox.choice import LONGEST, choice_of
from akiya.pages.start import waiting
from akiya.pages.start.lists import Choice
from akiya.pages.start.lists import choice_of as list_choice
from akiya.web.asked import whole

LAST = 1_000_000


@dataclass(frozen=True, slots=True)
class Way:
    """The way back, in words and as an address. ``carried``: what forms on the page bring along."""

    words: str
    address: str
    carried: dict[str, str]
    next_words: str = ""
    next_address: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a house was opened from: the inbox as it was looked at, or the nth of a list of houses that wait."""

    inbox: str = ""
    kind: waiting.Kind | None = None
    nth: int = 1
    choice: Choice = Choice()  # noqa: RUF009 - frozen

    def columns(self, scope: Scope) -> dict[str, Combinable]:
        """What the query for the house is to fetch along, so that the way on costs none of its own."""
        return {"following": waiting.following(self.kind, scope.sees, self.choice, self.nth)} if self.kind else {}

    def way(self, house: House) -> Way | None:
        """The way from a house that was fetched with these columns."""
        if self.inbox:
            return Way(_("受信箱へ もどる"), f"{reverse('inbox')}?{self.inbox}", {"inbox": self.inbox})
        if self.kind is None:
            return None
        code, title = self.kind.code, self.kind.title
        back = _("「%(list)s」の一覧へ もどる") % {"list": title}
        chosen = self.choice.carried()
        way: dict[str, Any] = {
            "words": back,
            "address": self.kind.address + (f"?{urlencode(chosen)}" if chosen else ""),
        }
        way["carried"] = {**chosen, "list": code, "nth": str(self.nth)}
        row = house.following  # type: ignore[attr-defined]
        if row is not None:
            below = waiting.Following(*row)
            way["next_words"] = _("つぎの家：%(house)s") % {"house": below.name}
            query = urlencode({**chosen, "list": code, "nth": str(below.nth)})
            way["next_address"] = f"{reverse('house', args=[below.house_id])}?{query}"
        return Way(**way)


def origin_of(query: QueryDict, scope: Scope) -> Origin:
    """The origin that an address or a form names. Raises BadRequest."""
    written = query.get("inbox", "")[:LONGEST] if scope.edits else ""
    if written:
        choice_of(QueryDict(written))
        return Origin(inbox=written)
    kind = next((kind for kind in waiting.kinds() if kind.code == query.get("list", "")), None)
    if kind is None:
        return Origin()
    return Origin(kind=kind, nth=place_in(query), choice=list_choice(query, waiting.columns(kind)))


def place_in(query: QueryDict) -> int:
    """Which of the list's houses it was, the first being 1. Raises BadRequest."""
    place = whole(query.get("nth", "1"), LAST)
    if not place:
        raise BadRequest(_("ページの番号が読めません。"))
    return place
