"""The drawing of the two clocks."""

import datetime as dt
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from akiya.pages.house.drawing import (
    BOTTOM,
    LEFT,
    RIGHT,
    TICK_GAP,
    WIDTH,
    Drawing,
    Mark,
    draw,
    width_of,
)

TODAY = dt.date(2026, 11, 20)
HALF_A_SYMBOL, HALF_THE_BREAK = 8, 7


def mark(happened: str, recorded: str | None = None, label: str = "空き家", **more: bool) -> Mark:
    first = dt.date.fromisoformat(happened)
    return Mark(first, dt.date.fromisoformat(recorded) if recorded else first, "vacant", "reported", label, **more)


def drawn(*marks: Mark) -> Drawing:
    drawing = draw(marks, TODAY)
    assert drawing is not None
    return drawing


days = st.dates(dt.date(1920, 1, 1), TODAY)
marks = st.lists(
    st.builds(
        Mark, days, days, st.just("vacant"), st.just("reported"), st.sampled_from(["空き家", "郵便返戻", "MOVED"])
    ),
    min_size=1,
    max_size=40,
)


def test_nothing_known_draws_nothing() -> None:
    assert draw([], TODAY) is None


def test_what_was_known_at_once_stands_upright() -> None:
    (joined,) = drawn(mark("2026-05-01")).joined
    assert joined.happened_x == joined.recorded_x


def test_what_was_known_late_leans_forward() -> None:
    (joined,) = drawn(mark("2026-05-01", "2026-09-01")).joined
    assert joined.happened_x < joined.recorded_x


def test_a_busy_last_year_after_sparse_ones_gets_more_room() -> None:
    drawing = drawn(mark("2019-03-01"), mark("2026-03-01"), mark("2026-05-01"), mark("2026-08-01"))
    assert drawing.scale.bend == dt.date(2026, 1, 1)
    assert drawing.scale.x(dt.date(2026, 1, 1)) < (LEFT + RIGHT) / 2


def test_an_even_history_keeps_one_scale() -> None:
    assert drawn(*(mark(f"{year}-06-01") for year in range(2017, 2027))).scale.bend is None


def test_a_short_history_keeps_one_scale() -> None:
    assert drawn(mark("2026-08-01"), mark("2026-10-01")).scale.bend is None


def test_the_first_tick_names_the_era_and_months_stand_alone() -> None:
    levels = [tick.level for tick in drawn(mark("2026-05-01")).ticks]
    assert levels[0] == "era"
    assert set(levels[1:]) == {"month"}


def test_the_newest_is_drawn_last_on_top() -> None:
    drawing = drawn(mark("2026-09-01"), mark("2026-03-01"))
    assert [one.mark.happened_on.month for one in drawing.joined] == [3, 9]


def test_what_was_retracted_has_no_word_above() -> None:
    assert drawn(mark("2026-05-01", retracted=True)).labels == []


def test_a_word_said_twice_close_together_is_written_once() -> None:
    assert len(drawn(mark("2026-05-01"), mark("2026-05-03")).labels) == 1


@given(marks)
def test_nothing_leaves_the_drawing(some: list[Mark]) -> None:
    drawing = drawn(*some)
    for one in drawing.joined:
        assert LEFT <= one.happened_x <= RIGHT
        assert LEFT <= one.recorded_x <= RIGHT
    for label in drawing.labels:
        assert label.x + width_of(label.text) / 2 <= WIDTH
        assert 0 < label.y < BOTTOM


@given(marks)
def test_no_symbol_stands_on_the_break_in_the_line(some: list[Mark]) -> None:
    drawing = drawn(*some)
    for one in drawing.joined if drawing.scale.bend_x is not None else ():
        for x in (one.happened_x, one.recorded_x):
            assert abs(x - drawing.scale.bend_x) >= HALF_A_SYMBOL + HALF_THE_BREAK


@given(marks)
def test_later_never_stands_before_earlier(some: list[Mark]) -> None:
    scale = drawn(*some).scale
    ordered = sorted(one.happened_on for one in some)
    assert [scale.x(day) for day in ordered] == sorted(scale.x(day) for day in ordered)


@given(marks)
def test_words_do_not_run_into_each_other(some: list[Mark]) -> None:
    labels = drawn(*some).labels
    for one in labels:
        for other in labels:
            apart = (width_of(one.text) + width_of(other.text)) / 2
            assert one is other or one.y != other.y or abs(one.x - other.x) >= apart


@given(marks)
def test_the_names_of_days_have_room(some: list[Mark]) -> None:
    ticks = drawn(*some).ticks
    assert ticks
    assert all(later.x - earlier.x >= TICK_GAP - 12 for earlier, later in pairwise(ticks))
