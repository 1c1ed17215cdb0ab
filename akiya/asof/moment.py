"""The two clocks: what was so on one day, as it was known at one moment."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

EARLIEST = dt.date(1868, 1, 25)  # 明治元年
END_OF_TIME = dt.datetime.max.replace(tzinfo=dt.UTC)


class BadMoment(ValueError):
    """A date or a time that cannot be read."""


@dataclass(frozen=True, slots=True)
class Moment:
    """``on``: the day asked about; None is today. ``known``: what was recorded by then; None is all we know."""

    on: dt.date | None = None
    known: dt.datetime | None = None

    @property
    def is_now(self) -> bool:
        """Whether the projections answer."""
        return self.known is None and (self.on is None or self.on >= timezone.localdate())

    @property
    def day(self) -> dt.date:
        return self.on or timezone.localdate()

    @property
    def known_at(self) -> dt.datetime:
        """The last moment at which something may have been recorded that is still known."""
        return self.known or END_OF_TIME


NOW = Moment()


def moment(on: str = "", known: str = "") -> Moment:
    """Read the two clocks from text. Raises BadMoment.

    ``on`` is an ISO date. ``known`` is an ISO time, or a date, which stands for its last instant
    in Japan: a list recorded during that day was known on that day. Neither comes before 明治.
    """
    try:
        read = Moment(_date(on) if on else None, _instant(known) if known else None)
    except OverflowError:
        raise BadMoment(_("日付は 2026-11-20 のように書いてください。")) from None
    # A year at either end of the calendar leaves no room for the hours between here and Greenwich.
    if read.day < EARLIEST or (read.known is not None and not EARLIEST.year <= read.known.year < dt.MAXYEAR):
        raise BadMoment(_("明治より前の日付は 見られません。"))
    return read


def _date(text: str) -> dt.date:
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None:
        raise BadMoment(_("日付は 2026-11-20 のように書いてください。"))
    return day


def _instant(text: str) -> dt.datetime:
    try:
        instant = parse_datetime(text) if len(text) > len("2026-11-20") else None
    except ValueError:
        instant = None
    if instant is not None:
        return instant if timezone.is_aware(instant) else timezone.make_aware(instant)
    midnight = dt.datetime.combine(_date(text) + dt.timedelta(days=1), dt.time.min)
    return timezone.make_aware(midnight) - dt.timedelta(microseconds=1)
