"""Dates are read as cities write them, keep their precision, and are refused where they cannot be true."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akiya.texts.eras import UNKNOWN, NotADate, When, read, short, wareki
from akiya.words import Precision

DAYS = st.dates(dt.date(1873, 1, 1), dt.date(2099, 12, 31))


def day(text: str) -> str:
    when = read(text)
    assert when.precision == Precision.DAY
    return str(when.first)


def month(text: str) -> str:
    when = read(text)
    assert when.precision == Precision.MONTH
    return str(when.first)


def year(text: str) -> str:
    when = read(text)
    assert when.precision == Precision.YEAR
    return str(when.first)


@pytest.mark.parametrize(
    "text",
    [
        "2019-05-01",
        "2019/5/1",
        "2019.5.1",
        "2019年5月1日",
        "20190501",
        "２０１９年５月１日",
        "令和元年5月1日",
        "R1.5.1",
        "R01/05/01",
        "令和１年５月１日",
        "令1.5.1",
        "㋿元年5月1日",
        "r1-5-1",
        "R010501",
        "令和元年五月一日",
        "2019年5月1日（水）",
        "2019-05-01T00:00:00",
        "2019-05-01 09:30",
        "2019/5/1 0:00:00",
        "2019-04-30T15:00:00Z",
        "2019-05-01T00:00+09:00",
    ],
)
def test_one_day_is_read_however_it_is_written(text: str) -> None:
    assert day(text) == "2019-05-01"


def test_a_moment_is_a_day_of_the_city_it_comes_from() -> None:
    assert read("2012-01-25T05:00:00Z", ZoneInfo("America/New_York")).first == dt.date(2012, 1, 25)
    assert read("2012-01-25T04:59:59Z", ZoneInfo("America/New_York")).first == dt.date(2012, 1, 24)


def test_the_borders_of_eras_hold() -> None:
    assert day("H31.4.30") == "2019-04-30"
    assert day("S64.1.7") == "1989-01-07"
    assert day("H1.1.8") == "1989-01-08"
    assert day("T15.12.24") == "1926-12-24"
    assert day("M45.7.29") == "1912-07-29"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("H31.5.1", "令和元年5月1日"),
        ("R1.4.30", "平成31年4月30日"),
        ("S64.1.8", "平成元年1月8日"),
        ("平成32年", "令和2年"),
        ("平成31年5月", "令和元年5月"),
        ("昭和70年3月", "平成7年3月"),
    ],
)
def test_a_day_outside_its_era_is_refused_with_the_right_era(text: str, hint: str) -> None:
    with pytest.raises(NotADate, match=hint):
        read(text)


def test_precision_is_kept() -> None:
    assert month("S54.3") == month("昭和54年3月ごろ") == month("1979-03") == month("昭５４年３月頃") == "1979-03-01"
    assert (
        year("昭和54年") == year("S54") == year("1979") == year("昭和５４年　ごろ") == year("1979年頃") == "1979-01-01"
    )
    assert read("昭和") == read("昭和　年ごろ") == When(dt.date(1926, 12, 25), Precision.ERA)


def test_the_first_year_of_an_era_begins_with_it() -> None:
    assert year("令和元年") == "2019-05-01"
    assert year("平成31年") == "2019-01-01"
    assert month("昭和元年12月") == "1926-12-25"


def test_a_date_by_the_moon_is_kept_to_the_year() -> None:
    assert year("明治5年11月3日") == "1872-01-01"


def last(text: str, today: str) -> str:
    """The day a yearless text is read as, where the past one is meant."""
    return str(read(text, until=dt.date.fromisoformat(today)).first)


def coming(text: str, today: str) -> str:
    return str(read(text, since=dt.date.fromisoformat(today)).first)


@pytest.mark.parametrize(
    "text",
    ["11月20日", "１１月２０日", "11/20", "11/20（金）", "11月20日（金）", "十一月二十日", "20 Nov", "20 november"],
)
def test_a_day_without_its_year_is_the_last_one_or_the_next(text: str) -> None:
    assert last(text, "2026-11-20") == coming(text, "2026-11-20") == "2026-11-20"
    assert last(text, "2026-11-19") == "2025-11-20"
    assert coming(text, "2026-11-21") == "2027-11-20"


def test_a_month_without_its_year_is_the_last_begun_or_the_next_not_over() -> None:
    assert last("11月", "2026-11-20") == last("11月ごろ", "2026-11-01") == coming("11月", "2026-11-30") == "2026-11-01"
    assert last("11月", "2026-10-31") == "2025-11-01"
    assert coming("Nov", "2026-12-01") == "2027-11-01"
    assert read("11月", until=dt.date(2026, 11, 20)).precision == Precision.MONTH


def test_the_29_of_february_is_looked_for_as_far_as_there_is_one() -> None:
    assert last("2月29日", "2027-03-01") == "2024-02-29"
    assert last("2月29日", "1904-02-28") == "1896-02-29"
    assert coming("2/29", "2096-03-01") == "2104-02-29"


@pytest.mark.parametrize("text", ["2月30日", "13月1日", "0/1", "11/31", "31 Feb"])
def test_a_day_that_no_year_has_is_refused(text: str) -> None:
    for bounds in ({"until": dt.date(2026, 11, 20)}, {"since": dt.date(2026, 11, 20)}):
        with pytest.raises(NotADate, match="ありません"):
            read(text, **bounds)


@pytest.mark.parametrize("text", ["11月20日", "11/20", "十一月二十日", "20 Nov", "11月"])
def test_where_nobody_says_which_year_a_day_without_one_is_refused(text: str) -> None:
    with pytest.raises(NotADate):
        read(text)


def test_a_day_with_its_year_stays_in_it_whatever_today_is() -> None:
    assert last("令和9年11月20日", "2026-01-01") == last("2027-11-20", "2026-01-01") == "2027-11-20"


def test_the_english_pages_are_read_too() -> None:
    assert day("20 Nov 2026") == day("20 November 2026 (Fri)") == "2026-11-20"
    assert month("Nov 2026") == month("about Nov 2026") == "2026-11-01"
    assert year("about 2026") == "2026-01-01"
    assert read("Not known") == UNKNOWN


@pytest.mark.parametrize(
    "text",
    [
        "",
        "　",
        "-",
        "－",
        "不明",
        "年月日不明",
        "N/A",
        "NA",
        "わからない",
        "昭和56年以前",
        "昭和・平成 年ごろ",
        "昭和・平成　５年ごろ",
    ],
)
def test_what_says_nothing_is_unknown(text: str) -> None:
    assert read(text) == UNKNOWN


def test_a_year_that_fits_one_of_two_eras_is_of_that_era() -> None:
    assert year("昭和・平成 54年ごろ") == "1979-01-01"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("01/01/20413", "Excel"),
        ("43503", "通し番号"),
        ("54.3", "元号"),
        ("11月20日", "元号"),
        ("2019-02-30", "2019年2月30日は ありません"),
        ("1900/1/0", "Excel"),
        ("平成0年", "元年"),
        ("1850年", "1868年"),
        ("2019-13", "2019年13月"),
        ("きのう", "読めません"),
        ("2019-05-01T99:00Z", "時刻"),
        ("令和500年", "読めません"),
        ("令和千年", "3018年"),
    ],
)
def test_what_cannot_be_a_date_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(NotADate, match=reason):
        read(text)


@given(DAYS)
def test_every_day_comes_back_from_the_screen(first: dt.date) -> None:
    when = When(first, Precision.DAY)
    assert read(wareki(when)) == when
    assert read(first.isoformat()) == when


@given(DAYS)
def test_every_month_comes_back_from_the_screen(first: dt.date) -> None:
    read_again = read(wareki(When(first, Precision.MONTH)))
    assert read_again.precision == Precision.MONTH
    assert read_again.first is not None
    assert (read_again.first.year, read_again.first.month) == (first.year, first.month)


@given(st.text(max_size=20))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    try:
        read(text)
    except NotADate as refused:
        assert str(refused)


def test_the_screen_reads_as_people_say_it() -> None:
    first = dt.date(2026, 8, 20)
    assert wareki(When(first, Precision.DAY)) == "令和8年8月20日"
    assert wareki(When(first, Precision.MONTH)) == "令和8年8月ごろ"
    assert wareki(When(first, Precision.YEAR)) == "令和8年ごろ"
    assert wareki(When(dt.date(1926, 12, 25), Precision.ERA)) == "昭和のころ"
    assert wareki(UNKNOWN) == "わからない"
    assert short(dt.date(2026, 11, 1)) == "8年11月"
    assert short(dt.date(2019, 5, 1)) == "元年5月"
