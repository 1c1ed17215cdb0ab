"""Whatever a page prints as a date can be typed where a date is asked."""

import datetime as dt
from collections.abc import Callable

import pytest
from django import forms
from django.utils import timezone
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from akiya.pages.house.decision_form import DecisionForm
from akiya.pages.house.edit import HouseForm
from akiya.pages.house.observe import LookForm
from akiya.pages.house.signal import SignalForm
from akiya.pages.office_form import EraDate, EraDay
from akiya.texts.days import era, era_near, era_weekday, iso
from akiya.texts.eras import UNKNOWN, When
from akiya.words import Precision
from surveys.pages.people_forms import EndForm, HeadForm, ReopenForm

BY_THE_SUN = dt.date(1873, 1, 1)
PRINTED = (era, era_near, era_weekday, iso)


def past_days() -> st.SearchStrategy[dt.date]:
    """Days that may have been seen: many of this year, so that the year is left out."""
    today = timezone.localdate()
    return st.one_of(st.dates(BY_THE_SUN, today), st.dates(today.replace(month=1, day=1), today))


def coming_days() -> st.SearchStrategy[dt.date]:
    today = timezone.localdate()
    return st.one_of(st.dates(today, dt.date(2099, 12, 31)), st.dates(today, today.replace(month=12, day=31)))


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("printed", PRINTED)
@given(day=st.deferred(past_days))
def test_a_day_that_was_seen(language: str, printed: Callable[[dt.date], str], day: dt.date) -> None:
    with override(language):
        assert EraDay().clean(printed(day)) == day


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("printed", PRINTED)
@given(day=st.deferred(coming_days))
def test_a_day_that_is_planned(language: str, printed: Callable[[dt.date], str], day: dt.date) -> None:
    with override(language):
        assert EraDay(year="come").clean(printed(day)) == day


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_date_that_is_not_known_to_the_day(language: str) -> None:
    first = dt.date(1998, 3, 1)
    with override(language):
        assert EraDate().clean(era(first, Precision.MONTH)) == When(first, Precision.MONTH)
        assert EraDate().clean(era(first, Precision.YEAR)) == When(dt.date(1998, 1, 1), Precision.YEAR)
        assert EraDate().clean(era(first, Precision.ERA)) == When(dt.date(1989, 1, 8), Precision.ERA)
        assert EraDate().clean(era(first, Precision.UNKNOWN)) == UNKNOWN


@pytest.mark.parametrize(
    ("form", "name", "year"),
    [
        (DecisionForm, "since", "past"),
        (LookForm, "seen_on", "past"),
        (SignalForm, "observed_on", "past"),
        (HeadForm, "starts_on", "come"),
        (HeadForm, "last_day", "written"),
        (EndForm, "last_day", "written"),
        (ReopenForm, "last_day", "written"),
        (HouseForm, "built_text", "written"),
    ],
)
def test_each_form_says_which_year_it_means(form: type[forms.Form], name: str, year: str) -> None:
    assert form.base_fields[name].year == year  # type: ignore[attr-defined]


def test_a_text_that_is_kept_as_written_must_hold_its_year() -> None:
    with pytest.raises(forms.ValidationError):
        EraDate(year="written").clean("11月20日")


def test_a_day_that_is_not_required_may_be_left_out() -> None:
    assert EraDay(required=False).clean("") is None
    with pytest.raises(forms.ValidationError):
        EraDay().clean("")
