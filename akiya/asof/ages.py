"""How long ago a person last knew the state of a house, in the four classes that the map and list tell apart."""

import calendar
import datetime as dt
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Age(TextChoices):
    """最後に確認した時期, counted back from the day that is asked about."""

    YEAR = "year", _("12か月以内")
    TWO_YEARS = "two", _("12〜24か月")
    OLDER = "older", _("24か月より前")
    NEVER = "never", _("一度もない")


class Days(NamedTuple):
    """The first days of the two youngest classes, counted back from one day."""

    year: dt.date
    two_years: dt.date


def boundaries(day: dt.date) -> Days:
    """A confirmation on or after ``year`` is of the first class, on or after ``two_years`` of the second."""
    return Days(months_before(day, 12), months_before(day, 24))


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day of an earlier month, or its last day where the month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def age_sql(confirmed_on: str) -> str:
    """SQL for the class of a date, with the parameters ``age_year`` and ``age_two_years``."""
    return (
        f"CASE WHEN {confirmed_on} IS NULL THEN '{Age.NEVER}'"
        f" WHEN {confirmed_on} >= %(age_year)s THEN '{Age.YEAR}'"
        f" WHEN {confirmed_on} >= %(age_two_years)s THEN '{Age.TWO_YEARS}'"
        f" ELSE '{Age.OLDER}' END"
    )
