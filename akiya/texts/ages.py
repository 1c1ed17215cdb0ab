"""How long ago something was, in the few words that a person would use."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def whole_months(first: dt.date, last: dt.date) -> int:
    """Full months between two days; 0 where ``last`` comes before ``first``."""
    months = (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
    return max(0, months)


def span(first: dt.date, last: dt.date) -> str:
    """The time from one day to another: days up to a month, months up to two years, then years."""
    months = whole_months(first, last)
    if months == 0:
        days = max(0, (last - first).days)
        return ngettext("%(count)d日", "%(count)d日", days) % {"count": days}
    if months < 24:
        return ngettext("%(count)dか月", "%(count)dか月", months) % {"count": months}
    years = months // 12
    return ngettext("%(count)d年", "%(count)d年", years) % {"count": years}


def ago(day: dt.date, today: dt.date) -> str:
    """How long before ``today`` a day was: 今日, きのう, 8日前, 3か月前, 2年前; 先の日 where it is still to come."""
    if day > today:
        return _("先の日")
    if day == today:
        return _("今日")
    if (today - day).days == 1:
        return _("きのう")
    return _("%(span)s前") % {"span": span(day, today)}
