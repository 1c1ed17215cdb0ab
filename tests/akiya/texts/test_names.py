"""Names are cleaned without changing them, and columns found although their names were cut."""

import pytest

from akiya.texts.names import matching, name


@pytest.mark.parametrize(("received", "clean"), [("　第１自治会 ", "第１自治会"), ("山﨑\n町", "山﨑 町"), ("", "")])
def test_a_name_keeps_its_letters(received: str, clean: str) -> None:
    assert name(received) == clean


def test_a_column_is_found_in_full_width() -> None:
    assert matching("notice date", ["ＮＯＴＩＣＥ　DATE", "lot"]) == "ＮＯＴＩＣＥ　DATE"


def test_a_column_cut_inside_a_kanji_is_found() -> None:
    assert matching("異常気象名", ["日付", "異常気\ufffd", "地域"]) == "異常気\ufffd"


def test_a_whole_name_is_preferred_to_a_cut_one() -> None:
    assert matching("自治会名", ["自治", "自治会名"]) == "自治会名"


def test_two_columns_that_may_be_meant_are_none() -> None:
    assert matching("自治会名称", ["自治会", "自治会名"]) is None


def test_a_single_letter_is_no_cut_name() -> None:
    assert matching("番地", ["番"]) is None
