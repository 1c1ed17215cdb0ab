"""Filters in an address: what is read, what is refused, and that writing one gives it back."""

import datetime as dt

import pytest
from django.http import QueryDict
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from akiya.asof.ages import Age
from akiya.asof.moment import Moment
from akiya.asof.selection import STATE_CLASSES, Selection
from akiya.places.box import Box
from maps.query import BadSelection, selection, written

TODAY = timezone.localdate()


def read(query: str) -> Selection:
    return selection(QueryDict(query))


def test_nothing_asked_is_everything_of_today() -> None:
    assert read("") == Selection()
    assert read("on=&known=&area=&age=&q=&box=&house=7&at=16/38/140") == Selection()


def test_cells_are_chosen_one_by_one() -> None:
    chosen = read("cell=vacant-reported&cell=vacant-confirmed").classes
    assert {str(state_class) for state_class in chosen or ()} == {"vacant-reported", "vacant-confirmed"}


def test_no_cell_is_not_the_same_as_no_filter() -> None:
    assert read("cell=none").classes == frozenset()
    assert read("cell=none&cell=vacant-reported") == read("cell=vacant-reported")


def test_all_cells_are_no_filter() -> None:
    assert read("&".join(f"cell={state_class}" for state_class in STATE_CLASSES)).classes is None


def test_known_on_is_the_day_itself() -> None:
    assert read("on=2021-03-31&known=on") == read("on=2021-03-31&known=2021-03-31")
    assert read("on=2021-03-31") != read("on=2021-03-31&known=on")


def test_today_as_known_today_is_now() -> None:
    assert read(f"on={TODAY}&known=on").when.is_now
    assert read("known=on").when.is_now
    assert not read(f"on={TODAY}&known={TODAY - dt.timedelta(days=1)}").when.is_now


@pytest.mark.parametrize(
    "query",
    [
        "on=2021-02-30",
        "on=yesterday",
        f"on={TODAY + dt.timedelta(days=1)}",
        "on=0001-01-01",
        "known=9999-12-31",
        "known=0001-01-01T00:00",
        "on=2021-03-31&on=2021-04-30",
        "cell=vacant",
        "cell=vacant-reported,vacant-confirmed",
        "area=-1",
        "area=１２",
        "area=9223372036854775808",
        "area=1e3",
        "age=young",
        "q=%00",
        "q=" + "あ" * 201,
        "box=1,2,3",
        "box=140,38,139,39",
        "box=nan,38,140,39",
        "box=-inf,38,inf,39",
        "box=140,38,141,91",
        "box=140,38,141,",
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(query: str) -> None:
    with pytest.raises(BadSelection) as refusal:
        read(query)
    assert str(refusal.value).endswith("。")


selections = st.builds(
    Selection,
    when=st.one_of(
        st.just(Moment()),
        st.dates(dt.date(1900, 1, 1), TODAY - dt.timedelta(days=2)).map(Moment),
    ),
    classes=st.one_of(st.none(), st.frozensets(st.sampled_from(STATE_CLASSES), max_size=14)),
    area=st.one_of(st.none(), st.integers(0, 2**63 - 1)),
    age=st.one_of(st.none(), st.sampled_from(Age)),
    text=st.text(st.characters(exclude_categories=["C", "Z"]), max_size=20),
    box=st.one_of(st.none(), st.just(Box(140.1, 38.1, 140.2, 38.25))),
)


@given(selections)
def test_what_is_written_is_read_back(chosen: Selection) -> None:
    assert read(written(chosen)) == chosen


@given(st.dates(dt.date(1900, 1, 1), TODAY - dt.timedelta(days=2)))
def test_both_clocks_are_written_and_read_back(day: dt.date) -> None:
    chosen = read(f"on={day}&known=on")
    assert read(written(chosen)) == chosen


@given(st.dictionaries(st.sampled_from(["on", "known", "cell", "area", "age", "q", "box"]), st.text(max_size=40)))
def test_any_text_is_read_or_refused(values: dict[str, str]) -> None:
    query = QueryDict(mutable=True)
    query.update(values)
    try:
        assert isinstance(selection(query), Selection)
    except BadSelection as refusal:
        assert str(refusal)
