"""How exactly staff say since when."""

import datetime as dt

import pytest
from django.utils.translation import override

from akiya.pages.house.decision_form import coarser
from akiya.pages.office_form import as_typed
from akiya.texts.eras import UNKNOWN, When, read
from akiya.words import Precision


@pytest.mark.parametrize(
    ("text", "wanted", "first", "precision"),
    [
        ("令和8年8月22日", "", dt.date(2026, 8, 22), "day"),
        ("令和8年8月", "", dt.date(2026, 8, 1), "month"),
        ("2026-08-22", "month", dt.date(2026, 8, 1), "month"),
        ("R8.8.22", "year", dt.date(2026, 1, 1), "year"),
        ("昭和54年", "year", dt.date(1979, 1, 1), "year"),
        ("令和8年8月22日", "unknown", None, "unknown"),
    ],
)
def test_a_date_may_be_taken_less_exactly_than_written(
    text: str, wanted: str, first: dt.date | None, precision: str
) -> None:
    assert coarser(read(text), wanted) == When(first, Precision(precision))


@pytest.mark.parametrize(("text", "wanted"), [("令和8年8月", "day"), ("昭和54年", "month"), ("昭和", "year")])
def test_it_is_never_taken_more_exactly(text: str, wanted: str) -> None:
    assert coarser(read(text), wanted) is None


def test_not_knowing_stays_not_knowing() -> None:
    assert coarser(UNKNOWN, "") == UNKNOWN
    assert coarser(UNKNOWN, "day") is None


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(
    ("first", "precision"),
    [
        (dt.date(2026, 8, 22), "day"),
        (dt.date(2026, 8, 1), "month"),
        (dt.date(1979, 1, 1), "year"),
        (dt.date(1926, 12, 25), "era"),
    ],
)
def test_what_the_form_shows_is_what_it_reads(language: str, first: dt.date, precision: str) -> None:
    with override(language):
        assert read(as_typed(first, precision)) == When(first, Precision(precision))


@pytest.mark.parametrize("language", ["ja", "en"])
def test_not_knowing_is_shown_as_what_reads_as_not_knowing(language: str) -> None:
    with override(language):
        assert read(as_typed(dt.date(2026, 1, 1), "unknown")) == UNKNOWN
