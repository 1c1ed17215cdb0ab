"""Addresses are compared by one spelling, and never damaged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akiya.texts.addresses import Parts, spelled, split

LETTERS = st.text(alphabet="天童市大字番町丁目地号二ニ十３3012－ー-ヶノの甲乙第室 　センタービル三", max_size=14)


@pytest.mark.parametrize(
    "written",
    [
        "番町四丁目１番３号",
        "番町4丁目1番3号",
        "番町４－１－３",
        "番町4ー1―3",
        "番町 四丁目 1－3",
        "番町四丁目一番三号",
        "番町4丁目1番地3",
        "番町4丁目1番地の3",
        "番町四丁目－1-3",
        "番町四丁目ー１番－３号",
        "番\u200b町四丁目1\u00ad番3号",
    ],
)
def test_one_address_has_one_spelling_however_it_is_written(written: str) -> None:
    assert spelled(written) == "番町4-1-3"


@pytest.mark.parametrize(
    ("written", "alike"),
    [
        ("高松市番町ニ丁目３－５", "高松市番町2-3-5"),
        ("高松市新田町乙８番地", "高松市新田町乙8"),
        ("775番地", "775"),
        ("焼津市中根新田６１３番地の１ ", "焼津市中根新田613-1"),
        ("塩江町安原下第２号1645", "塩江町安原下第2号1645"),
        ("大字天童字北原１０", "天童北原10"),
        ("国分寺町福家字下福家甲３８１２番地１", "国分寺町福家下福家甲3812-1"),
        ("紺屋町４番地１０　鹿島ビル１Ｆ", "紺屋町4-10鹿島ビル1f"),
        ("瓦町１－２ ３０３号室", "瓦町1-2 303号室"),
        ("交り江三丁目", "交り江3"),
        ("二十三丁目", "23"),
        ("霞ヶ関", "霞ケ関"),
        ("花ノ宮町一丁目", "花の宮町1"),
    ],
)
def test_the_ways_of_cities_are_known(written: str, alike: str) -> None:
    assert spelled(written) == alike


@pytest.mark.parametrize(
    "name", ["三番丁", "一番町", "一日町", "五日町", "センター", "文字通り", "十字街", "一宮町", "六条町"]
)
def test_numbers_and_dashes_inside_names_stay(name: str) -> None:
    assert spelled(name) == name


def test_a_long_vowel_before_a_number_stays() -> None:
    assert spelled("コーポセンター３－１２") == "コーポセンター3-12"


@given(LETTERS)
def test_making_alike_twice_changes_nothing(text: str) -> None:
    assert spelled(spelled(text)) == spelled(text)


@given(st.integers(1, 99), st.integers(1, 9999), st.integers(1, 999))
def test_the_written_numbers_survive_in_their_order(chome: int, block: int, number: int) -> None:
    assert spelled(f"緑町{chome}丁目{block}番{number}号") == f"緑町{chome}-{block}-{number}"
    assert split(f"緑町{chome}丁目{block}番{number}号") == Parts("緑町", chome, str(block), str(number))


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("番町四丁目１番３号", Parts("番町", 4, "1", "3")),
        ("番町4-1-3", Parts("番町", 4, "1", "3")),
        ("瀬戸内町18-2", Parts("瀬戸内町", None, "18", "2")),
        ("新田町乙８番地", Parts("新田町", None, "乙8")),
        ("交り江三丁目", Parts("交り江", 3)),
        ("大字山元", Parts("山元")),
        ("塩江町安原下第２号1645", Parts("塩江町安原下第2号", None, "1645")),
        ("昭和町一丁目2-20 中央ビル2階", Parts("昭和町", 1, "2", "20", "中央ビル2階")),
        ("本町三丁目中央ビル", Parts("本町", 3, rest="中央ビル")),
    ],
)
def test_an_address_comes_apart(written: str, parts: Parts) -> None:
    assert split(written) == parts


def test_prefecture_and_municipality_are_no_part_of_the_town() -> None:
    assert split("山形県天童市老野森一丁目1番1号", "天童市") == Parts("老野森", 1, "1", "1")
