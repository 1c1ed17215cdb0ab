"""Municipality codes come back whole from spreadsheets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akiya.texts.codes import NotACode, check_digit, municipality_code


@pytest.mark.parametrize("text", ["062103", "06210", "6210", "62103", "０６２１０３", " 06210 ", "6210.0", "62103.0"])
def test_tendo_is_tendo_whatever_a_spreadsheet_left_of_it(text: str) -> None:
    assert municipality_code(text) == "062103"


@pytest.mark.parametrize("code", ["062103", "222127", "372013", "069990"])
def test_the_check_digit_of_known_codes_is_right(code: str) -> None:
    assert check_digit(code[:5]) == code[5]


@pytest.mark.parametrize("text", ["062104", "62104", "天童市", "", "123", "1234567", "06-210"])
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(NotACode):
        municipality_code(text)


def test_five_digits_that_could_be_two_cities_are_refused() -> None:
    both = next(five for five in (f"1{n:04d}" for n in range(10_000)) if check_digit("0" + five[:4]) == five[4])
    with pytest.raises(NotACode, match="6けたで"):
        municipality_code(both)


@given(st.integers(1, 47), st.integers(100, 999))
def test_a_whole_code_stays_as_it_is(prefecture: int, city: int) -> None:
    five = f"{prefecture:02d}{city}"
    assert municipality_code(five + check_digit(five)) == five + check_digit(five)
