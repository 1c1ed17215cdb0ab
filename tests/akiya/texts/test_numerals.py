"""Kanji numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akiya.texts.numerals import from_kanji, to_kanji


@given(st.integers(1, 9999))
def test_a_number_comes_back_from_its_kanji(number: int) -> None:
    assert from_kanji(to_kanji(number)) == number


def test_places_are_read_as_well_as_units() -> None:
    assert (from_kanji("二三"), from_kanji("一〇"), from_kanji("二十三"), from_kanji("十")) == (
        23,
        10,
        23,
        10,
    )


@pytest.mark.parametrize("text", ["", "十一月", "3", "元"])
def test_what_is_no_kanji_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no kanji number"):
        from_kanji(text)
