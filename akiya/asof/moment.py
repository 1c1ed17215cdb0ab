"""The two clocks: what was so on one day, as it was known at one moment."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

EARLIEST = dt.date(1868, 1, 25)  # 明治元年


class BadMoment(ValueError):
    """A date or a time that cannot be read."""


class Fragment(NamedTuple):
    """A piece of SQL and its parameters, by name."""

    sql: str
    params: dict[str, Any]


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


# The rows that stood: recorded by then, not voided by then; of these the latest by both clocks.
AS_OF = """
SELECT c.state, c.certainty, c.effective_on AS since, c.precision, c.evidence, c.earliest, c.latest
  FROM akiya_occupancychange c
 WHERE c.house_id = {house} AND c.voids_id IS NULL
   AND c.effective_on <= %(on)s AND c.recorded_at <= %(known)s
   AND NOT EXISTS (SELECT 1 FROM akiya_occupancychange v
                    WHERE v.voids_id = c.id AND v.recorded_at <= %(known)s)
 ORDER BY c.effective_on DESC, c.recorded_at DESC, c.id DESC LIMIT 1
"""
CURRENT = """
SELECT state, certainty, since, precision, confirmed_by AS evidence, earliest, latest
  FROM akiya_occupancy WHERE house_id = {house}
"""


def as_of(when: Moment, house: str = "h.id", always: bool = False) -> Fragment:
    """What stood of one house at a moment: one row of state, certainty, since with its bounds, precision, or none.

    For ``LEFT JOIN LATERAL (…) AS o ON true`` beside a house whose id is ``house``. A house that
    nothing was known of has no row in the past, and reads as unknown. ``always`` asks history of today, too.
    """
    if when.is_now and not always:
        return Fragment(CURRENT.format(house=house), {})
    known = when.known or dt.datetime.max.replace(tzinfo=dt.UTC)
    return Fragment(AS_OF.format(house=house), {"on": when.day, "known": known})


# A house that was merged is not there from the moment of the merge on; the register of before still has it.
NOT_MERGED = """NOT EXISTS (
  SELECT 1 FROM akiya_merge gone WHERE gone.merged_id = {house}.id AND gone.undoes_id IS NULL
     AND gone.recorded_at <= %(known)s
     AND NOT EXISTS (SELECT 1 FROM akiya_merge back WHERE back.undoes_id = gone.id AND back.recorded_at <= %(known)s))
"""


def present(when: Moment, house: str = "h") -> Fragment:
    """True of the houses that were not merged into another, as known at a moment. ``house`` is a row of akiya_house."""
    if when.known is None:
        return Fragment(f"{house}.merged_into_id IS NULL", {})
    return Fragment(NOT_MERGED.format(house=house), {"known": when.known})
