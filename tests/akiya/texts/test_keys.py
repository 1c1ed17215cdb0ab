"""A key that lost its zeros is the same key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akiya.texts.keys import key


@pytest.mark.parametrize("parts", [("0001", "003"), ("1", "3"), ("1.0", "3.0"), ("０００１", " 003 "), ("01", "0003")])
def test_leading_zeros_do_not_tell_houses_apart(parts: tuple[str, str]) -> None:
    assert key(parts) == "1 3"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("3463D", "012"), ("3463", "012")),
        (("0001", "012A"), ("0001", "012")),
        (("11", "1"), ("1", "11")),
        (("20", "0"), ("2", "00")),
        (("10", "3"), ("1", "3")),
    ],
)
def test_different_houses_keep_different_keys(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert key(one) != key(other)


def test_a_zero_alone_is_a_part() -> None:
    assert key(("000", "0")) == "0 0"


def test_a_key_with_a_part_missing_is_none() -> None:
    assert key(("0001", " ")) == ""


@given(st.integers(0, 99999), st.integers(0, 9999), st.integers(0, 4))
def test_any_number_of_lost_zeros_is_the_same_key(block: int, lot: int, zeros: int) -> None:
    assert key((str(block).zfill(zeros), str(lot))) == key((str(block), str(lot).zfill(zeros)))
