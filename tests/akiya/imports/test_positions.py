"""Positions are read as lists write them, and what stands for "not known" is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akiya.imports.positions import NotAPosition, checked, pair, place
from akiya.places.position import Position


@pytest.mark.parametrize(
    "text",
    [
        "(38.36, 140.38)",
        "38.36, 140.38",
        "38.36,140.38",
        "３８．３６，１４０．３８",
        "38.36 140.38",
        "[38.36, 140.38]",
    ],
)
def test_a_pair_in_one_text_is_latitude_first(text: str) -> None:
    assert pair(text) == Position(140.38, 38.36)


@pytest.mark.parametrize(
    "text",
    ["", "NA", "―", "(NA, NA)", "0,0", "(0.0, 0.0)", "-1.7976931348623157e+308,-1.7976931348623157e+308"],
)
def test_what_stands_for_nothing_is_no_position(text: str) -> None:
    assert pair(text) is None


def test_one_missing_number_is_no_position() -> None:
    assert place("38.36", "NA") is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("140.38, 38.36", "逆"),
        ("38.36", "読めません"),
        ("北緯38度, 東経140度", "数として"),
        ("38.36, 240", "範囲の外"),
    ],
)
def test_what_is_no_place_on_earth_is_refused(text: str, reason: str) -> None:
    with pytest.raises(NotAPosition, match=reason):
        pair(text)


@given(st.floats(), st.floats())
def test_any_two_numbers_are_a_place_or_none_or_refused(longitude: float, latitude: float) -> None:
    try:
        found = checked(longitude, latitude)
    except NotAPosition:
        return
    assert found is None or (abs(found.longitude) <= 180 and abs(found.latitude) <= 90)
