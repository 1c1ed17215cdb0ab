"""Sentences that the register writes of its own accord are read in the reader's language; what people wrote stays."""

import pytest
from django.utils import translation

from akiya.texts import eras
from akiya.texts.stored import OWN, told
from tests.japanese import JAPANESE


@pytest.mark.parametrize("own", OWN)
def test_each_is_told_in_the_language_of_the_reader(own: str) -> None:
    with translation.override("en"):
        english = told(own)
        assert not JAPANESE.search(english)
        assert told(english) == english
    with translation.override("ja"):
        assert told(own) == told(english) == own


def test_what_a_person_wrote_is_told_as_it_is() -> None:
    with translation.override("en"):
        assert told("空き家") == "空き家"


NO_DATES = [
    "2026-02-30",
    "2月30日",
    "13月",
    "2026-13",
    "S70.1.1",
    "H0.1.1",
    "1700-01-01",
    "45678",
    "202611201",
    "3/4/5",
    "きのう",
]


@pytest.mark.parametrize("text", NO_DATES)
def test_why_a_text_is_no_date_is_said_in_english_too(text: str) -> None:
    with translation.override("en"), pytest.raises(eras.NotADate) as wrong:
        eras.read(text)
    assert not JAPANESE.search(str(wrong.value).replace(text, ""))
