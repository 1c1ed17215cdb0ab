"""What every page of the register writes the same way: states with their symbols, days and ages.

Days are written in the Japanese calendar, and in English as day, month and year.
"""

import datetime as dt

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from akiya.texts import ages, distances, eras, stored
from akiya.texts.house_labels import house_label
from akiya.words import Certainty, Precision, State

register = template.Library()

SIZES = {"": "symbol", "medium": "symbol medium", "large": "symbol large"}


register.filter("house_label", house_label)


@register.simple_tag
def state_symbol(state: str, certainty: str, size: str = "") -> SafeString:
    """The symbol of a state: shape is the state, fill the certainty. ``size``: "", medium or large.

    It is hidden from screen readers: the word always stands beside it.
    """
    return format_html(
        '<svg class="{}" viewBox="0 0 16 16" aria-hidden="true" focusable="false"><use href="#{}-{}"/></svg>',
        SIZES[size],
        State(state).value,
        Certainty(certainty).value,
    )


@register.simple_tag
def state_words(state: str, certainty: str) -> str:
    """空き家（報告）. A house of which nothing is known is 不明 and no more."""
    if (state, certainty) == (State.UNKNOWN, Certainty.SIGNALLED):
        return str(State.UNKNOWN.label)
    words = {"state": State(state).label, "certainty": Certainty(certainty).label}
    return _("%(state)s（%(certainty)s）") % words


@register.simple_tag
def state_mark(state: str, certainty: str) -> SafeString:
    """Symbol and words together, kept on one line."""
    return format_html(
        '<span class="state">{} {}</span>', state_symbol(state, certainty), state_words(state, certainty)
    )


def local_day(value: dt.date | dt.datetime) -> dt.date:
    """The day of a moment by the clock of Japan; a day as it is."""
    return timezone.localdate(value) if isinstance(value, dt.datetime) else value


def in_english() -> bool:
    return not eras.in_japanese()


@register.filter
def era(value: dt.date | dt.datetime | None, precision: str = Precision.DAY) -> str:
    """令和8年11月20日; with a precision 令和8年11月ごろ, 昭和54年ごろ. Empty for no date."""
    if value is None:
        return ""
    day = local_day(value)
    if in_english():
        return english(day, Precision(precision))
    return eras.wareki(eras.When(day, Precision(precision)))


def english(day: dt.date, precision: Precision) -> str:
    """20 Nov 2026, about Nov 2026, about 2026, Shōwa era, or not known."""
    if precision is Precision.UNKNOWN:
        return _("わからない")
    era = eras.era_of(day) if precision is Precision.ERA else None
    if era is not None:
        return _("%(era)sのころ") % {"era": eras.name_of(era)}
    exactly = {Precision.ERA: "Y", Precision.YEAR: "Y", Precision.MONTH: "M Y"}
    written = date_format(day, exactly.get(precision, "j M Y"))
    return written if precision is Precision.DAY else _("%(day)sごろ") % {"day": written}


@register.filter
def era_near(value: dt.date | dt.datetime | None) -> str:
    """The day without its year where it is this year's: 11月12日, else 令和7年5月18日."""
    if value is None:
        return ""
    day = local_day(value)
    if day.year != timezone.localdate().year:
        return era(day)
    return date_format(day, "j M") if in_english() else f"{day.month}月{day.day}日"


@register.filter
def era_weekday(value: dt.date | dt.datetime) -> str:
    """令和8年11月20日（金）."""
    day = local_day(value)
    return _("%(day)s（%(weekday)s）") % {"day": era(day), "weekday": date_format(day, "D")}


@register.simple_tag
def buildings(number: int) -> str:
    """1,234棟."""
    return ngettext("%(number)s棟", "%(number)s棟", number) % {"number": f"{number:,}"}


@register.filter
def signed(number: int) -> str:
    """+17, −3 or ±0, with thousands apart."""
    return f"{number:+,}".replace("-", "−") if number else "±0"


register.filter("told", stored.told)


@register.simple_tag
def opened_at() -> dt.datetime:
    """The moment at which the page was made, for its print: what is on the paper was so then."""
    return timezone.now()


@register.filter
def distance(metres: float) -> str:
    """8m, 1.2km, 140km."""
    return distances.near(metres)


@register.filter
def clock(value: dt.datetime | None) -> str:
    """The time of a moment in Japan: 9:05."""
    return f"{timezone.localtime(value):%-H:%M}" if value else ""


@register.filter
def ago(value: dt.date | dt.datetime | None) -> str:
    """今日, 8日前, 3か月前, 2年前. Empty for no date."""
    return ages.ago(local_day(value), timezone.localdate()) if value else ""


@register.filter
def iso(value: dt.date | dt.datetime | None) -> str:
    """2026-11-20, for the datetime attribute of <time>."""
    return local_day(value).isoformat() if value else ""
