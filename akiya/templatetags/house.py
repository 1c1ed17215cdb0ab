"""Words that only the page of a house needs."""

import datetime as dt
from typing import Protocol

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from akiya.evidence import words
from akiya.evidence.history import Line
from akiya.evidence.records import StepTold
from akiya.models import House
from akiya.texts import ages, eras
from akiya.texts.days import era, in_english
from akiya.words import Certainty, Precision, State

register = template.Library()

register.simple_tag(words.flag_words)
register.simple_tag(words.basis_words)
register.simple_tag(words.concern_words)


class Dated(Protocol):
    """What knows since when a state stands, and between which days it began."""

    @property
    def since(self) -> dt.date | None: ...

    @property
    def precision(self) -> str: ...

    @property
    def earliest(self) -> dt.date | None: ...

    @property
    def latest(self) -> dt.date | None: ...


@register.simple_tag
def giver_of(line: Line, shows_names: bool) -> str:
    """Who or what a record comes from, without names for who may not see them."""
    return words.giver(line, shows_names)


@register.simple_tag
def since_words(standing: Dated) -> str:
    """Since when a state stands, as far as its evidence says.

    令和8年8月ごろから where somebody said so; 令和7年3月2日から 令和8年6月1日の あいだに where it was otherwise before;
    おそくとも 令和8年6月1日から where nothing says how it was before.
    """
    if standing.since is None:
        return ""
    match span_of(standing):
        case None, dt.date() as latest:
            return _("おそくとも %(since)sから") % {"since": era(latest)}
        case dt.date() as earliest, dt.date() as latest:
            return _("%(first)sから %(last)sの あいだに") % {"first": era(earliest), "last": era(latest)}
    return _("%(since)sから") % {"since": era(standing.since, standing.precision)}


@register.simple_tag
def step_words(step: StepTold) -> str:
    """A step of history: 空き家（確認）令和8年8月ごろから."""
    what = {"state": State(step.state).label, "certainty": Certainty(step.certainty).label}
    return _("%(state)s（%(certainty)s）%(since)s") % {**what, "since": since_words(step)}


@register.simple_tag
def since_note(row: Dated) -> str:
    """Beside the day itself, where it is none that is known.

    この日か それより前, or 令和7年3月2日から この日までの あいだ.
    """
    match span_of(row):
        case None, dt.date():
            note = _("この日か それより前")
        case dt.date() as earliest, dt.date():
            note = _("%(first)sから この日までの あいだ") % {"first": era(earliest)}
        case _nothing_open:
            return ""
    return format_html('<small class="since-note">{}</small>', note)


def span_of(row: Dated) -> tuple[dt.date | None, dt.date | None]:
    """The days between which a state began, both None where its day or its period is said."""
    if row.since is None or row.latest is None:
        return None, None
    if row.earliest is None or row.earliest < row.since:
        return row.earliest, row.latest
    return None, None


@register.simple_tag
def run_length(since: dt.date, precision: str, today: dt.date) -> str:
    """How long a state has held: 3か月. Empty where its start is not known to the year, and on its first day."""
    if precision in {Precision.ERA, Precision.UNKNOWN} or since >= today:
        return ""
    length = ages.span(since, today)
    return length if precision == Precision.DAY else _("およそ%(length)s") % {"length": length}


@register.simple_tag
def age_on(day: dt.date, today: dt.date) -> str:
    """How long before a day another was: 8日前."""
    return ages.ago(day, today)


@register.simple_tag
def building_words(house: House) -> str:
    """住宅・木造1階・昭和54年ごろ・延べ86㎡; ― where nothing is written of the building."""
    floors = house.storeys or 0
    storeys = ngettext("%(count)s階", "%(count)s階", floors) % {"count": floors} if floors else ""
    area = f"{house.floor_area:f}".rstrip("0").rstrip(".") if house.floor_area is not None else ""
    parts = [
        str(house.get_use_display()) if house.use else "",
        _("%(structure)s%(storeys)s") % {"structure": house.get_structure_display(), "storeys": storeys}
        if house.structure and storeys
        else storeys or str(house.get_structure_display()),
        built_words(house),
        _("延べ%(area)s㎡") % {"area": area} if area else "",
    ]
    return _("・").join(part for part in parts if part) or "―"


def built_words(house: House) -> str:
    """When it was built: by our calendar, else the text as it was received."""
    if house.built_on is None:
        return house.built_text
    if house.built_precision == Precision.YEAR and not in_english():
        return eras.wareki(eras.When(house.built_on, Precision.YEAR)).removesuffix("ごろ")
    return era(house.built_on, house.built_precision)


@register.simple_tag
def tick_words(day: dt.date, level: str) -> str:
    """A day under the drawing: 令和6年1月, 7年1月, or 4月."""
    if in_english():
        return date_format(day, "M" if level == "month" else "M Y")
    if level == "month":
        return f"{day.month}月"
    return eras.short(day) if level == "year" else eras.wareki(eras.When(day, Precision.MONTH)).removesuffix("ごろ")


@register.filter
def era_year(day: dt.date) -> str:
    """令和8年."""
    if in_english():
        return str(day.year)
    return eras.wareki(eras.When(day, Precision.YEAR)).removesuffix("ごろ")


@register.simple_tag
def named(names: dict[str, str], id_: str) -> str:
    """The name of a record by its id; a record not known at the moment shown has none."""
    return names.get(id_, _("（この時には まだない記録）"))
