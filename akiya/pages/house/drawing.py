"""Where everything stands on the drawing of the two clocks: pure geometry on plain values.

Above runs the line of the days on which things happened, below the line of the days on which the
register heard of them. What joins the two leans the more, the later we knew.
"""

import datetime as dt
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

WIDTH = 880
HEIGHT = 184
LEFT = 104.0
RIGHT = 808.0
TOP = 64.0
BOTTOM = 140.0
LABEL_ROWS = (20.0, 42.0)
OLD_SHARE = 0.38
"""Share of the width for the sparse years before the bend of the scale."""
BEND_GAP = 20.0
"""From the break in the line to the nearest day on either side: half a symbol, half the break, and air."""
BUSY_SHARE = 0.35
"""Where half of all days lie in this share of the time or less, the years before count as sparse."""
RECENT_DAYS = 120
"""The part after the bend shows at least this much."""
TICK_GAP = 88.0
STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
"""Months from one tick to the next."""
LETTER = 14.0
"""Width of a full-width letter in the drawing's own units; others take six tenths."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that happened and that the register heard of."""

    happened_on: dt.date
    recorded_on: dt.date
    state: str
    certainty: str
    label: str
    corrects: bool = False
    retracted: bool = False


class Label(NamedTuple):
    """A word above the upper line, at its middle."""

    x: float
    y: float
    text: str


class Joined(NamedTuple):
    """A mark in its two places."""

    mark: Mark
    happened_x: float
    recorded_x: float


class Tick(NamedTuple):
    """A day named under the lines. ``level``: era writes era and year, year the year, month the month alone."""

    x: float
    day: dt.date
    level: str


@dataclass(frozen=True, slots=True)
class Scale:
    """Days on a line. From ``bend`` on, the scale is wider."""

    first: dt.date
    last: dt.date
    bend: dt.date | None = None

    @property
    def bend_x(self) -> float | None:
        return LEFT + OLD_SHARE * (RIGHT - LEFT) if self.bend else None

    def x(self, day: dt.date) -> float:
        """Where a day stands; a day before the first or after the last at the end of the line."""
        bounded = max(self.first, min(self.last, day))
        if self.bend is None or self.bend_x is None:
            return between(bounded, self.first, self.last, LEFT, RIGHT)
        if bounded < self.bend:
            return between(bounded, self.first, self.bend, LEFT, self.bend_x - BEND_GAP)
        return between(bounded, self.bend, self.last, self.bend_x + BEND_GAP, RIGHT)


@dataclass(frozen=True, slots=True)
class Drawing:
    """The finished drawing. Marks stand oldest first, so that the newest is drawn last, on top."""

    scale: Scale
    joined: Sequence[Joined] = field(default=())
    labels: Sequence[Label] = field(default=())
    ticks: Sequence[Tick] = field(default=())
    width: int = WIDTH
    height: int = HEIGHT
    left: float = LEFT - 12
    right: float = RIGHT + 24
    top: float = TOP
    middle: float = (TOP + BOTTOM) / 2 + 5
    bottom: float = BOTTOM
    foot: float = BOTTOM + 36
    today_x: float = RIGHT + 12


def between(day: dt.date, first: dt.date, last: dt.date, left: float, right: float) -> float:
    """The place of a day between two others, in tenths of a unit."""
    share = (day - first).days / max(1, (last - first).days)
    return round(left + share * (right - left), 1)


def draw(marks: Iterable[Mark], today: dt.date) -> Drawing | None:
    """The drawing of some marks, up to today. None where there are none."""
    oldest_first = sorted(marks, key=lambda mark: (mark.recorded_on, mark.happened_on))
    if not oldest_first:
        return None
    days = [day for mark in oldest_first for day in (mark.happened_on, mark.recorded_on)]
    scale = scale_of(days, today)
    joined = [Joined(mark, scale.x(mark.happened_on), scale.x(mark.recorded_on)) for mark in oldest_first]
    return Drawing(scale, joined, labels_of(joined), ticks_of(scale))


def scale_of(days: Sequence[dt.date], today: dt.date) -> Scale:
    """From the January before the first day to today; wider from a January on, where early years are sparse."""
    first = min(dt.date(min(days).year, 1, 1), dt.date(today.year, 1, 1))
    for year in range(today.year, first.year, -1):
        bend = dt.date(year, 1, 1)
        recent = sum(day >= bend for day in days)
        if (today - bend).days >= RECENT_DAYS and recent * 2 >= len(days):
            is_sparse_before = (today - bend).days <= BUSY_SHARE * (today - first).days
            return Scale(first, today, bend if is_sparse_before else None)
    return Scale(first, today)


def labels_of(joined: Sequence[Joined]) -> list[Label]:
    """Words above the upper line, the newest first, in the first row with room; without room none."""
    placed: list[tuple[float, float, Label]] = []
    for one in reversed(joined):
        if one.mark.retracted or not one.mark.label:
            continue
        half = width_of(one.mark.label) / 2 + 4
        x = min(max(one.happened_x, LEFT + half - 24), WIDTH - half)
        if any(label.text == one.mark.label and abs(label.x - x) < 2 * half for _, _, label in placed):
            continue
        for y in reversed(LABEL_ROWS):
            if all(label.y != y or x + half <= left or right <= x - half for left, right, label in placed):
                placed.append((x - half, x + half, Label(x, y, one.mark.label)))
                break
    return [label for _, _, label in placed]


def width_of(text: str) -> float:
    """About how wide a text is drawn."""
    return sum(LETTER if unicodedata.east_asian_width(letter) in "WFA" else LETTER * 0.6 for letter in text)


def ticks_of(scale: Scale) -> list[Tick]:
    """Days to name: the Januaries of the old part, and of the new part as many months as have room."""
    bend = scale.bend or scale.first
    days = [day for day in steps(scale, scale.first, bend, 12) if scale.x(bend) - scale.x(day) >= TICK_GAP]
    days += steps(scale, bend, scale.last, 1)
    return [
        Tick(scale.x(day), day, "era" if position == 0 else "year" if day.month == 1 else "month")
        for position, day in enumerate(days)
    ]


def steps(scale: Scale, first: dt.date, last: dt.date, least: int) -> list[dt.date]:
    """The first days of months from a January on, as close together as names have room."""
    if first >= last:
        return []
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    apart = (scale.x(last) - scale.x(first)) / months
    fitting = [step for step in STEPS if step >= least and step * apart >= TICK_GAP]
    step = fitting[0] if fitting else STEPS[-1]
    return [dt.date(first.year + month // 12, month % 12 + 1, 1) for month in range(0, months, step)]
