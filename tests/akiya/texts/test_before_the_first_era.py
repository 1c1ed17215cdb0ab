"""A day before 明治 has no era: it is said by the common calendar, and no page breaks on it."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from akiya.models import House
from akiya.pages.office_form import as_typed
from akiya.rules.occupancy import Standing
from akiya.templatetags import house
from akiya.texts.days import ago, era, era_near, era_weekday, iso
from akiya.texts.eras import When, read, short, wareki
from akiya.words import Precision, State

ONE_DAY: list[Callable[[dt.date], str]] = [era, era_near, era_weekday, iso, ago, house.era_year, as_typed]
LAST = dt.date(1867, 12, 31)


def test_it_is_said_by_the_common_calendar() -> None:
    assert wareki(When(LAST, Precision.DAY)) == "1867年12月31日"
    assert wareki(When(LAST, Precision.MONTH)) == "1867年12月ごろ"
    assert wareki(When(LAST, Precision.YEAR)) == "1867年ごろ"
    assert wareki(When(LAST, Precision.ERA)) == "1867年ごろ"
    assert short(LAST) == "1867年12月"


def test_in_english_too() -> None:
    with override("en"):
        assert era(LAST) == "31 Dec 1867"
        assert era(LAST, Precision.ERA) == "about 1867"
        assert as_typed(LAST, Precision.ERA) == "1867"


@pytest.mark.parametrize("text", ["1868", "1868-01", "1868-01-10", "1868年1月24日"])
def test_what_may_be_written_of_the_first_year_can_be_shown_and_written_again(text: str) -> None:
    when = read(text)
    assert when.first is not None
    assert wareki(when).startswith("1868年")
    assert read(as_typed(when.first, when.precision)) == when


@pytest.mark.parametrize("language", ["ja", "en"])
@given(day=st.dates(), precision=st.sampled_from(Precision), until=st.none() | st.dates())
def test_any_day_at_all_is_shown(language: str, day: dt.date, precision: Precision, until: dt.date | None) -> None:
    with override(language):
        assert all(shown(day) for shown in ONE_DAY)
        assert era(day, precision)
        assert as_typed(day, precision)
        standing = Standing(State.VACANT, since=day, precision=precision, earliest=until, latest=until and day)
        assert house.since_words(standing)
        house.since_note(standing)
        house.run_length(day, precision, dt.date(2026, 11, 27))
        assert house.built_words(House(built_on=day, built_precision=precision))
        assert all(house.tick_words(day, level) for level in ("era", "year", "month"))
