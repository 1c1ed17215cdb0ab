"""The number of a paper tells what was mistyped from what was guessed."""

from hypothesis import given
from hypothesis import strategies as st

from surveys.paper_numbers import DIGITS, in_groups, is_sound, new_number


@given(st.builds(new_number), st.integers(0, DIGITS - 1), st.integers(1, 9))
def test_any_wrong_digit_is_noticed(number: str, place: int, off: int) -> None:
    wrong = f"{number[:place]}{(int(number[place]) + off) % 10}{number[place + 1 :]}"
    assert is_sound(number)
    assert not is_sound(wrong)


@given(st.builds(new_number), st.integers(0, DIGITS - 2))
def test_two_neighbours_in_the_wrong_order_are_noticed(number: str, place: int) -> None:
    first, second = number[place : place + 2]
    if first != second:
        assert not is_sound(f"{number[:place]}{second}{first}{number[place + 2 :]}")


def test_it_is_printed_in_groups_of_four() -> None:
    assert in_groups("123456789012") == "1234 5678 9012"
