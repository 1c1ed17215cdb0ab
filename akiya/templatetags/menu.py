"""The menu of the office: what the person signed in may open, and only what is there."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import template
from django.http import HttpRequest
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from akiya.access import Scope
from akiya.inbox.listing import numbers
from akiya.models import Municipality
from akiya.words import Role

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

register = template.Library()


@dataclass(frozen=True, slots=True)
class Entry:
    """One page of the menu, by the name of its address."""

    name: str
    label: "StrPromise"
    editors_only: bool = False
    counts: bool = False


ENTRIES = (
    Entry("start", gettext_lazy("はじめに")),
    Entry("maps:map", gettext_lazy("地図")),
    Entry("maps:list", gettext_lazy("一覧")),
    Entry("inbox", gettext_lazy("受信箱"), editors_only=True, counts=True),
    Entry("maps:export", gettext_lazy("書き出し")),
    Entry("surveys:people", gettext_lazy("自治会と利用者"), editors_only=True),
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link as it stands in the menu."""

    href: str
    label: "StrPromise"
    is_here: bool
    number: int | None = None


@register.simple_tag(takes_context=True)
def menu(context: Context, request: HttpRequest | None, scope: Scope | None) -> list[Link]:
    """The links that the person may follow, in order. Empty for who has no post in the office."""
    if not request or not scope or not scope.sees:
        return []
    here = request.resolver_match.view_name if request.resolver_match else ""
    open_to_all = [entry for entry in ENTRIES if scope.edits or not entry.editors_only]
    return [
        Link(href, entry.label, entry.name == here, waiting(context.get("city"), scope) if entry.counts else None)
        for entry in open_to_all
        if (href := address_of(entry.name))
    ]


def waiting(city: Municipality | None, scope: Scope) -> int:
    """How much waits in the inbox: it came with the city, else it costs one query."""
    counted: int | None = getattr(city, "waiting", None)
    return numbers(scope).of() if counted is None else counted


def address_of(name: str) -> str:
    """The address of a page, empty where this installation has no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@register.filter
def posts(scope: Scope | None) -> str:
    """The posts of the person in words, each once: 空き家担当."""
    roles = dict.fromkeys(grant.role for grant in scope.grants) if scope else {}
    return _("・").join(str(Role(role).label) for role in roles)
