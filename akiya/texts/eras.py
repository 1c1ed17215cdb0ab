"""和暦 and other dates as cities write them ↔ a first day and how exactly it is known.

The stored date is the first day of the period that a text stands for: 昭和54年 is 1979-01-01, by year.
Before 1873 Japan counted days by the moon, so a date of 明治5 or earlier is kept to the year.
Whatever our own pages print as a date is read here too, in English as well: 11月20日, 20 Nov 2026.
"""

import datetime as dt
import re
from contextlib import suppress
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from akiya.texts import letters
from akiya.texts.numerals import KANJI_NUMBER, from_kanji
from akiya.words import Precision

JAPAN = ZoneInfo("Asia/Tokyo")
WEEKDAYS = "月火水木金土日"
MONTHS = ("January", "February", "March", "April", "May", "June", "July",
          "August", "September", "October", "November", "December")  # fmt: skip
FIRST_YEAR = 1868
LAST_YEAR = 2199


class NotADate(ValueError):
    """A text that names no date. The message is the reason, for the person who wrote it."""


@dataclass(frozen=True, slots=True)
class Era:
    """One era: its names and its first day. It ends where the next begins."""

    name: str
    roman: str
    letter: str
    begins: dt.date


ERAS = (
    Era("明治", "Meiji", "M", dt.date(1868, 1, 25)),
    Era("大正", "Taishō", "T", dt.date(1912, 7, 30)),
    Era("昭和", "Shōwa", "S", dt.date(1926, 12, 25)),
    Era("平成", "Heisei", "H", dt.date(1989, 1, 8)),
    Era("令和", "Reiwa", "R", dt.date(2019, 5, 1)),
)
BY_NAME = {
    alias.upper(): era
    for era in ERAS
    for alias in (era.name, era.name[0], era.letter, era.roman, era.roman.replace("ō", "o"))
}


@dataclass(frozen=True, slots=True)
class When:
    """A date with its precision. ``first`` is the first day of the period, None where nothing is known."""

    first: dt.date | None
    precision: Precision


UNKNOWN = When(None, Precision.UNKNOWN)

NAMES = "|".join(sorted((re.escape(name) for name in BY_NAME), key=len, reverse=True))
ABOUT = r"(?:ごろ|ころ|頃|くらい|ぐらい|位|前後)?"
WEEKDAY = rf"(?:\(?[{WEEKDAYS}](?:曜日?)?\)?)?"
NUMBER = rf"(?:\d{{1,2}}|{KANJI_NUMBER})"

NOTHING = re.compile(
    r"[-ー―−?？]*|(?:年月日?)?(?:不明|不詳|未詳|未記入|未入力|わからない|なし|無し|n/?a|null|none|notknown)", re.I
)
BOUND = re.compile(r"(?:以前|以後|以降|より前|より後)$")
TIME = re.compile(r"^(\d{4}-\d{1,2}-\d{1,2})[t ](\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(z|[+-]\d{2}:?\d{2})?$", re.I)
SLASHED_TIME = re.compile(r"^(\d{4}/\d{1,2}/\d{1,2}) \d{1,2}:\d{2}(?::\d{2})?$")
WESTERN = re.compile(
    rf"^(?:西暦)?(\d{{4}})(?:[-/.年](?:(\d{{1,2}})(?:[-/.月](?:(\d{{1,2}})日?{WEEKDAY})?)?)?)?{ABOUT}$"
)
WESTERN_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
ERA_DATE = re.compile(
    rf"^({NAMES})[.\-/]?(元|{NUMBER})(?:[-/.年](?:({NUMBER})(?:[-/.月](?:({NUMBER})日?{WEEKDAY})?)?)?)?{ABOUT}$",
    re.I,
)
ERA_COMPACT = re.compile(rf"^({NAMES})(\d{{2}})(\d{{2}})(\d{{2}})$", re.I)
ERA_ALONE = re.compile(rf"^({NAMES})(?:年)?(?:代|時代|era|の)?{ABOUT}$", re.I)
ERA_CHOICE = re.compile(rf"^((?:{NAMES})(?:[・/,、]?(?:{NAMES}))+)({NUMBER})?年?{ABOUT}$", re.I)
YEARLESS = re.compile(rf"^(?:({NUMBER})月(?:({NUMBER})日{WEEKDAY})?{ABOUT}|(\d{{1,2}})/(\d{{1,2}}){WEEKDAY})$")
ENGLISH = re.compile(
    rf"^(\d{{1,2}})?({'|'.join(f'{month[:3]}(?:{month[3:]})?' for month in MONTHS)})"
    r"(\d{4})?(?:\((?:mon|tue|wed|thu|fri|sat|sun)\))?$",
    re.I,
)
BROKEN_YEAR = re.compile(r"(?<!\d)\d{5,}$")
SERIAL = re.compile(r"^[1-9]\d{4}$")


def read(text: str, zone: ZoneInfo = JAPAN, *, until: dt.date | None = None, since: dt.date | None = None) -> When:
    """The date that a text names, with its precision. A moment with an offset is its day in ``zone``.

    A day written without its year is the last one not after ``until``, or the first one not before
    ``since``. With neither it is refused: in a file or a script it would change its meaning every year.

    Raises NotADate where the text names no date; its message says why.
    """
    plain = letters.plain(text).strip()
    if moment := TIME.match(plain):
        return _day_of_moment(moment, zone)
    if slashed := SLASHED_TIME.match(plain):
        return read(slashed[1])
    plain = re.sub(r"\s+", "", plain)
    plain = re.sub(r"^about", "", plain, flags=re.I)
    if NOTHING.fullmatch(plain) or BOUND.search(plain):
        return UNKNOWN
    if western := WESTERN.match(plain) or WESTERN_COMPACT.match(plain):
        return _western(*(int(part) if part else None for part in western.groups()))
    if in_era := ERA_DATE.match(plain) or ERA_COMPACT.match(plain):
        era, year, month, day = in_era.groups()
        return _in_era(BY_NAME[era.upper()], _number(year), _number(month), _number(day))
    if alone := ERA_ALONE.match(plain):
        return When(BY_NAME[alone[1].upper()].begins, Precision.ERA)
    if choice := ERA_CHOICE.match(plain):
        return _one_of(choice[1], choice[2])
    year, month, day = _year_month_day(plain)
    if month is None or (year is None and until is None and since is None):
        raise NotADate(_why(plain))
    return _nearest(month, day, until, since) if year is None else _western(year, month, day)


def _year_month_day(plain: str) -> tuple[int | None, int | None, int | None]:
    """The parts of 11月20日, 11/20, 20Nov, 20Nov2026. No month where the text is none of these."""
    if yearless := YEARLESS.match(plain):
        month, day, slashed_month, slashed_day = yearless.groups()
        return None, _number(month or slashed_month), _number(day or slashed_day)
    if english := ENGLISH.match(plain):
        day, name, year = english.groups()
        month_number = next(at for at, month in enumerate(MONTHS, 1) if month[:3].lower() == name[:3].lower())
        return _number(year), month_number, _number(day)
    return None, None, None


def _nearest(month: int, day: int | None, until: dt.date | None, since: dt.date | None) -> When:
    """The last such day or month that had begun on ``until``, else the first not yet over on ``since``."""
    start, step = (until, -1) if until else (since, 1)
    assert start is not None
    for year in range(start.year, start.year + 9 * step, step):  # a 29 February may be eight years away
        with suppress(NotADate):
            kept = _kept(year, month, day)
            assert kept.first is not None
            if kept.first <= start if until else _last_day(kept.first, kept.precision) >= start:
                return kept
    raise NotADate(_none_such(month=month, day=day))


def _day_of_moment(found: re.Match[str], zone: ZoneInfo) -> When:
    """The day of an ISO moment: as written without an offset, in ``zone`` with one."""
    day, _clock, offset = found.groups()
    written = read(day)
    if not offset or written.first is None:
        return written
    try:
        moment = dt.datetime.fromisoformat(found[0].replace(" ", "T").upper())
    except ValueError:
        raise NotADate(_("「%(text)s」は 時刻として読めません。") % {"text": found[0]}) from None
    return _western(*moment.astimezone(zone).timetuple()[:3])


def _western(year: int | None, month: int | None = None, day: int | None = None) -> When:
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        bounds = {"year": year, "first": FIRST_YEAR, "last": LAST_YEAR}
        raise NotADate(_("%(year)s年は %(first)s年から%(last)s年までの外です。") % bounds)
    return _kept(year, month, day)


def _in_era(era: Era, year: int | None, month: int | None, day: int | None) -> When:
    """A date counted in an era. A day outside the era is refused, with the right era as a hint."""
    if not year:
        raise NotADate(_("%(era)s0年は ありません。元年は 1年です。") % {"era": name_of(era)})
    western = era.begins.year + year - 1
    kept = _western(western) if western < 1873 else _western(western, month, day)
    assert kept.first is not None
    begins, ends = era.begins, _end(era)
    last = _last_day(kept.first, kept.precision)
    if last < begins or (ends and kept.first >= ends):
        right = wareki(kept)
        hint = _("%(era)sの期間の外です。%(right)sではありませんか。")
        raise NotADate(hint % {"era": name_of(era), "right": right if in_japanese() else kept.first.isoformat()})
    return When(max(kept.first, begins), kept.precision)


def _kept(year: int, month: int | None, day: int | None) -> When:
    """The first day of a year, month or day of the common calendar."""
    precision = Precision.DAY if day is not None else Precision.MONTH if month is not None else Precision.YEAR
    try:
        return When(dt.date(year, 1 if month is None else month, 1 if day is None else day), precision)
    except ValueError:
        told = _none_such(year=year, month=month, day=day)
        if (year, month, day) == (1900, 1, 0):
            told = _("%(fault)sExcel で空の日付が書きかわったものかもしれません。") % {"fault": told}
        raise NotADate(told) from None


def _none_such(month: int | None, day: int | None, year: int | None = None) -> str:
    """That the calendar has no such day or month: 2026年2月30日は ありません。"""
    parts = {"year": year, "month": month, "day": day}
    if year is None:
        sentence = _("%(month)s月は ありません。") if day is None else _("%(month)s月%(day)s日は ありません。")
    elif day is None:
        sentence = _("%(year)s年%(month)s月は ありません。")
    else:
        sentence = _("%(year)s年%(month)s月%(day)s日は ありません。")
    return sentence % parts


def _one_of(names: str, number: str | None) -> When:
    """The one era of several that a year fits (昭和・平成 54年); unknown where none or more than one does.

    A printed form leaves 昭和・平成 年ごろ when nobody strikes one out: that says nothing.
    """
    eras = {BY_NAME[name.upper()] for name in re.findall(NAMES, names, re.I)}
    year = _number(number)
    fitting = []
    for era in eras if year else ():
        try:
            fitting.append(_in_era(era, year, None, None))
        except NotADate:
            continue
    return fitting[0] if len(fitting) == 1 else UNKNOWN


def _number(text: str | None) -> int | None:
    if text is None or text == "元":
        return None if text is None else 1
    return int(text) if text.isdigit() else from_kanji(text)


def _why(plain: str) -> str:
    """Why a text is no date, in the words of the person who must mend it."""
    if SERIAL.match(plain):
        sentence = _("「%(text)s」は Excel の通し番号のようです。Excel で日付の表示にしてから保存してください。")
    elif BROKEN_YEAR.search(plain):
        sentence = _("「%(text)s」は 年のけた数が多すぎます。Excel が書きかえた日付なら もとの資料で確かめてください。")
    elif re.match(r"^\d{1,2}[-/.年月]", plain):
        sentence = _("「%(text)s」は 元号か 4けたの西暦が ありません。")
    else:
        sentence = _("「%(text)s」は 日付として読めません。")
    return sentence % {"text": plain}


def _end(era: Era) -> dt.date | None:
    """The first day of the next era."""
    position = ERAS.index(era) + 1
    return ERAS[position].begins if position < len(ERAS) else None


def _last_day(first: dt.date, precision: Precision) -> dt.date:
    if precision == Precision.YEAR:
        return dt.date(first.year, 12, 31)
    if precision == Precision.MONTH:
        return dt.date(first.year + first.month // 12, first.month % 12 + 1, 1) - dt.timedelta(days=1)
    return first


def name_of(era: Era) -> str:
    """The era's name in the language of the reader: 昭和, Shōwa."""
    return era.name if in_japanese() else era.roman


def in_japanese() -> bool:
    return not (get_language() or "").startswith("en")


def era_of(day: dt.date) -> Era | None:
    """The era of a day; None before 明治."""
    return next((era for era in reversed(ERAS) if day >= era.begins), None)


def wareki(when: When) -> str:
    """For the screen: 令和8年11月20日, 令和8年8月ごろ, 令和8年ごろ, 昭和のころ, わからない.

    A day before 明治 has no era, and stands by the common calendar: 1867年12月31日.
    """
    if when.first is None or when.precision == Precision.UNKNOWN:
        return "わからない"
    era = era_of(when.first)
    if era and when.precision == Precision.ERA:
        return f"{era.name}のころ"
    written = f"{era.name if era else ''}{year_of(when.first)}年"
    if when.precision in {Precision.YEAR, Precision.ERA}:
        return f"{written}ごろ"
    written += f"{when.first.month}月"
    return f"{written}ごろ" if when.precision == Precision.MONTH else f"{written}{when.first.day}日"


def short(day: dt.date) -> str:
    """For narrow columns, year and month without the era's name: 8年11月; before 明治 1867年12月."""
    return f"{year_of(day)}年{day.month}月"


def year_of(day: dt.date) -> str:
    """The year of a day in its era: 元, 8; before 明治 that of the common calendar."""
    era = era_of(day)
    year = day.year - era.begins.year + 1 if era else day.year
    return "元" if era and year == 1 else str(year)
