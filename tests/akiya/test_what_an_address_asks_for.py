"""Numbers, words and choices in an address: what is not plainly one of them is none."""

import pytest
from django.core.exceptions import BadRequest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from akiya.web.asked import LARGEST_ID, number_in, one_of, query_string, whole
from akiya.words import State


@given(st.integers(0, 2**70), st.integers(1, 2**70))
def test_a_number_is_itself_up_to_the_largest(number: int, largest: int) -> None:
    assert whole(str(number), largest) == (number if number <= largest else None)


@given(st.text())
def test_any_text_is_a_number_or_none(text: str) -> None:
    number = whole(text)
    assert number is None or text.lstrip("0") == (str(number) if number else "")


@pytest.mark.parametrize("text", ["", " 1", "1 ", "-1", "+1", "1.0", "1e3", "１２", "一", "²", "1\0", "0x10", "1_000"])
def test_what_is_written_otherwise_is_none(text: str) -> None:
    assert whole(text) is None


def test_zeros_before_it_do_not_matter_and_do_not_grow_without_end() -> None:
    assert whole("007") == 7
    assert whole("0" * 100 + "7") is None


def test_the_largest_id_is_one_and_the_next_is_none() -> None:
    assert whole(str(LARGEST_ID)) == LARGEST_ID
    assert whole(str(LARGEST_ID + 1)) is None


def test_an_id_that_is_not_given_is_none_and_one_that_cannot_be_read_is_refused() -> None:
    assert number_in(QueryDict("other=1"), "area", "unread") is None
    assert number_in(QueryDict("area="), "area", "unread") is None
    with pytest.raises(BadRequest, match="unread"):
        number_in(QueryDict("area=x"), "area", "unread")


def test_a_word_is_one_of_those_there_are() -> None:
    assert one_of(State, "vacant", "unread") is State.VACANT
    assert one_of(State, "", "unread") is None
    with pytest.raises(BadRequest, match="unread"):
        one_of(State, "empty", "unread")


def test_what_is_empty_is_left_out_of_an_address() -> None:
    assert query_string({"kind": State.VACANT, "page": "", "house": None}, item="a:1") == "kind=vacant&item=a%3A1"
