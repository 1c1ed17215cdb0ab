"""As of when and as known when, in one whole sentence: under every figure and beside the map."""

import datetime as dt
from typing import TYPE_CHECKING, TypedDict

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from akiya.asof.moment import Moment
from akiya.texts.days import era

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

KNOWN_THEN = _("{day}の状態、同じ日までの記録による。")
KNOWN_UNTIL = _("{day}の状態、{known}までの記録による。")
KNOWN_NOW = _("{day}の状態、いままでのすべての記録による。")


def moment_words(when: Moment, as_known_then: bool) -> str:
    """令和8年11月20日の状態、同じ日までの記録による。 ``as_known_then``: the page counts what the day itself knew."""
    return str(sentence(when, as_known_then)).format(day=era(when.day), known=era(when.known))


def sentence(when: Moment, as_known_then: bool) -> "StrPromise":
    """The sentence for a moment. What is known today, of today, was known by the same day."""
    if when.known is not None and timezone.localdate(when.known) != when.day:
        return KNOWN_UNTIL
    return KNOWN_THEN if as_known_then else KNOWN_NOW


class Told(TypedDict):
    """A moment for the map's script: its day in words, what stands beside it, the sentence."""

    said: str
    beside: str
    words: str


def told(when: Moment) -> Told:
    """How the map says a moment that it did not know the words of."""
    return {
        "said": era(when.day),
        "beside": beside(when.day),
        "words": moment_words(when, is_known_then(when)),
    }


def is_known_then(when: Moment) -> bool:
    """Whether only what was known by the day itself counts: how a page opens that names no moment."""
    return when.on is None or when.known is not None


def beside(day: dt.date) -> str:
    """What stands beside a day: （金）, and of today （金）今日."""
    weekday = gettext("（%(weekday)s）") % {"weekday": date_format(day, "D")}
    return gettext("%(weekday)s今日") % {"weekday": weekday} if day == timezone.localdate() else weekday
