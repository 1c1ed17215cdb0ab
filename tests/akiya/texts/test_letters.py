"""What nobody sees tells nothing apart, in whatever is read; what is shown keeps the shapes that were chosen."""

import unicodedata

import pytest

from akiya.texts.codes import municipality_code
from akiya.texts.eras import read
from akiya.texts.keys import key
from akiya.texts.letters import plain, seen, shown
from akiya.texts.names import matching, name

UNSEEN = ["\u200b", "\u200c", "\u200d", "\u00ad", "\ufeff", "\u2060", "\u202e", "\u3164", "\ufe0f", "\U000e0100"]


@pytest.mark.parametrize("letter", UNSEEN)
def test_a_letter_that_is_not_seen_changes_nothing_that_is_read(letter: str) -> None:
    assert seen(f"み{letter}ほん") == "みほん"
    assert key([f"1{letter}2", "3"]) == key(["12", "3"])
    assert municipality_code(f"06210{letter}3") == "062103"
    assert read(f"令和8年{letter}11月20日") == read("令和8年11月20日")
    assert matching("住所", [f"住{letter}所", "番号"]) == f"住{letter}所"


def test_a_name_loses_what_hides_and_keeps_the_shape_of_its_letters() -> None:
    assert name("東\u200b自治会\u202e") == "東自治会"
    assert shown("葛\U000e0100城") == "葛\U000e0100城"


def test_every_mark_of_direction_and_joiner_is_unseen() -> None:
    hidden = [chr(number) for number in range(0x110000) if unicodedata.category(chr(number)) == "Cf"]
    # Signs that enclose the digits of Arabic, Syriac and Kaithi, and musical and shorthand marks, are drawn.
    drawn = [letter for letter in hidden if seen(letter)]
    assert all(unicodedata.name(letter).startswith(DRAWN) for letter in drawn), [f"{ord(each):04X}" for each in drawn]


DRAWN = ("ARABIC", "SYRIAC", "KAITHI", "INTERLINEAR", "EGYPTIAN")


def test_half_width_is_read_as_full_and_full_width_as_half() -> None:
    assert plain("ﾐﾄﾞﾘ町１－２\u00a0３") == "ミドリ町1－2 3".replace("－", "-")
