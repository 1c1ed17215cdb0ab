"""How long ago a person last knew, in classes."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from akiya.asof.ages import boundaries, months_before


def test_a_year_back_is_the_same_day() -> None:
    assert months_before(dt.date(2026, 11, 22), 12) == dt.date(2025, 11, 22)


def test_a_shorter_month_gives_its_last_day() -> None:
    assert months_before(dt.date(2024, 2, 29), 12) == dt.date(2023, 2, 28)
    assert months_before(dt.date(2026, 3, 31), 1) == dt.date(2026, 2, 28)


@given(st.dates(dt.date(1900, 1, 1)), st.integers(0, 600))
def test_going_back_in_two_steps_never_comes_after_going_back_in_one(day: dt.date, months: int) -> None:
    assert months_before(months_before(day, months), 12) <= months_before(day, months + 12)


@given(st.dates(dt.date(1900, 1, 1)))
def test_the_older_class_begins_earlier(day: dt.date) -> None:
    days = boundaries(day)
    assert days.two_years < days.year < day
