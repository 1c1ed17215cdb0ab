"""What was typed is read as what was meant, and a house is found by each of its own texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akiya.texts.searching import Sought, read, text_of_house

CITIES = ("みほん市", "天童市", "中山町", "四日市市")


def forms(text: str) -> list[str]:
    return [word.form for word in read(text, CITIES).words]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("みどり町一丁目6番3号", ["みどり町1-6-3"]),
        ("みどり町 1 6 3", ["みどり町", "1-6-3"]),
        ("みどり町 一 六 三", ["みどり町", "1-6-3"]),
        ("みどり町 一の六の三", ["みどり町", "1-6-3"]),
        ("みどり町一丁目 6番 3号", ["みどり町1-6-3"]),
        ("みどり町一丁目　６－３", ["みどり町1-6-3"]),
        ("みどり町一", ["みどり町1"]),
        ("山形県みほん市みどり町1-6-3", ["みどり町1-6-3"]),
        ("山形県 みほん市 みどり町1-6-3", ["みどり町1-6-3"]),
        ("みどり町1-6-3、みほん市", ["みどり町1-6-3"]),
        ("山形県東村山郡中山町長崎12", ["長崎12"]),
        ("三重県四日市市本町3", ["本町3"]),
        ("家屋 000550", ["家屋550"]),
        ("家屋番号：５５０", ["家屋550"]),
        ("House 000550", ["家屋550"]),
        ("みどり町1-6-3 家屋 000550", ["家屋550", "みどり町1-6-3"]),
        ("松の家、西自治会", ["松の家", "西自治会"]),
        ("0703 005", ["703-5"]),
        ("県道沿い", ["県道沿い"]),
        ("000550", ["家屋550"]),
        ("　０００５５０ ", ["家屋550"]),
        ("000550 松", ["550", "松"]),
        ("0550", ["550"]),
        ("0000550", ["550"]),
        ("000000", ["0"]),
        ("123456", ["123456"]),
    ],
)
def test_words_are_read_as_they_were_meant(typed: str, words: list[str]) -> None:
    assert forms(typed) == words


@pytest.mark.parametrize("typed", ["", "みほん市", "山形県", "山形県みほん市", "  "])
def test_a_place_that_holds_every_house_leaves_none_out(typed: str) -> None:
    assert read(typed, CITIES) == Sought()


@pytest.mark.parametrize("typed", ["、", "（）", "・・"])
def test_marks_alone_are_nothing_that_can_be_found(typed: str) -> None:
    assert read(typed, CITIES).is_nothing


@pytest.mark.parametrize(
    ("typed", "reading"),
    [
        ("みどり町１の６の３", "みどり町 一丁目 6-3"),
        ("みどり町一の六の三", "みどり町 一丁目 6-3"),
        ("1 6 3", "一丁目 6-3"),
        ("千代田町1-2", "千代田町1-2"),
        ("家屋550", "家屋 000550"),
        ("三番丁", "三番丁"),
    ],
)
def test_a_word_says_how_it_was_read(typed: str, reading: str) -> None:
    assert read(typed, CITIES).readings == [reading]


def test_fewer_parts_are_the_nearest_first() -> None:
    assert read("みどり町1-6-3 松", CITIES).fewer == [
        "みどり町1-6 松", "みどり町1 松", "みどり町 松", "松", "みどり町1-6-3",
    ]  # fmt: skip
    assert read("家屋 000550", CITIES).fewer == read("000550", CITIES).fewer == ["550"]


@given(st.text(alphabet="みどり町一二三123 -の、%_千代田", max_size=14))
def test_fewer_parts_are_read_as_fewer_parts(typed: str) -> None:
    """What is offered instead never ends in itself, and is never longer than what was typed."""
    sought = read(typed, CITIES)
    whole = sum(len(word.form.replace("-", "")) for word in sought.words)
    for text in sought.fewer:
        assert sum(len(word.form.replace("-", "")) for word in read(text, CITIES).words) < whole


def test_signs_of_like_are_literal_and_a_missing_letter_is_any() -> None:
    assert [word.pattern for word in read("5%_\\").words] == ["%/5/\\%\\_\\\\%"]
    assert [word.pattern for word in read("み〓町1").words] == ["%み%町/1/%"]


def test_a_house_is_found_in_all_its_texts_and_numbers_stand_alone() -> None:
    text = text_of_house(
        "みほん市", ["山形県みほん市みどり町一丁目6番3号", "天童1234番地5"], "3本目の松", 550, ["水道 20 85"]
    )
    assert text == "|みどり町/1/6/3/|天童/1234/5/|家屋/550/|/3/本目の松|水道/20/85/|"


def test_one_address_written_twice_is_kept_once() -> None:
    assert text_of_house("みほん市", ["みどり町1-6", "", "みどり町1-6"], number=7) == "|みどり町/1/6/|家屋/7/|"
