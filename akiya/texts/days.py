"""Days and times as every page writes them: in the Japanese calendar, and in English as day, month and year."""

import datetime as dt

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from akiya.texts import ages, eras
from akiya.words import Precision


def local_day(value: dt.date | dt.datetime) -> dt.date:
    """The day of a moment by the clock of Japan; a day as it is."""
    return timezone.localdate(value) if isinstance(value, dt.datetime) else value


def in_english() -> bool:
    return not eras.in_japanese()


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


def era_near(value: dt.date | dt.datetime | None) -> str:
    """The day without its year where it is this year's: 11月12日, else 令和7年5月18日."""
    if value is None:
        return ""
    day = local_day(value)
    if day.year != timezone.localdate().year:
        return era(day)
    return date_format(day, "j M") if in_english() else f"{day.month}月{day.day}日"


def era_weekday(value: dt.date | dt.datetime) -> str:
    """令和8年11月20日（金）."""
    day = local_day(value)
    return _("%(day)s（%(weekday)s）") % {"day": era(day), "weekday": date_format(day, "D")}


def clock(value: dt.datetime | None) -> str:
    """The time of a moment in Japan: 9:05."""
    return f"{timezone.localtime(value):%-H:%M}" if value else ""


def ago(value: dt.date | dt.datetime | None) -> str:
    """今日, 8日前, 3か月前, 2年前. Empty for no date."""
    return ages.ago(local_day(value), timezone.localdate()) if value else ""


def iso(value: dt.date | dt.datetime | None) -> str:
    """2026-11-20, for the datetime attribute of <time>."""
    return local_day(value).isoformat() if value else ""
