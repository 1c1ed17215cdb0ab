"""When a house hears those below it: spans on a calendar of days, letters for houses."""

import datetime as dt

from akiya.rules.merging import Merged, Span, hearing, joined, overlap

START = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
A, B, C, D = range(1, 5)


def day(number: int | None) -> dt.datetime | None:
    return None if number is None else START + dt.timedelta(days=number)


def span(at: int, until: int | None = None) -> Span:
    return Span(START + dt.timedelta(days=at), day(until))


def merge(merged: int, survivor: int, at: int, until: int | None = None) -> Merged:
    return Merged(at, merged, survivor, START + dt.timedelta(days=at), day(until))


def test_what_two_spans_share_is_one_span_or_none() -> None:
    assert overlap(span(1, 5), span(3, 9)) == span(3, 5)
    assert overlap(span(1), span(3)) == span(3)
    assert overlap(span(1, 3), span(3, 9)) is None


def test_spans_that_touch_are_one() -> None:
    assert joined([span(5, 7), span(1, 3), span(3, 4)]) == [span(1, 4), span(5, 7)]
    assert joined([span(1), span(3, 4)]) == [span(1)]
    assert joined([span(1, 3), span(2)]) == [span(1)]


def test_a_house_hears_who_was_taken_in_by_one_it_took_in() -> None:
    assert hearing(C, [merge(A, B, 1), merge(B, C, 3)]) == {B: [span(3)], A: [span(3)]}
    assert hearing(C, [merge(A, B, 1, until=2), merge(B, C, 3)])[A] == []


def test_of_two_ways_either_is_enough() -> None:
    undone_before = [merge(A, B, 1, until=2), merge(A, C, 3), merge(B, C, 4)]
    assert hearing(C, undone_before)[A] == [span(3)]
    undone_between = [merge(A, B, 1, until=5), merge(B, C, 2), merge(A, C, 7, until=9)]
    assert hearing(C, undone_between)[A] == [span(2, 5), span(7, 9)]
    assert hearing(D, [*undone_between, merge(C, D, 4)])[A] == [span(4, 5), span(7, 9)]
