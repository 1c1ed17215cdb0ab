"""CP932 lacks letters that names and places are written with: each one is told, none becomes a question mark."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.exports.letters import Cp932, Letter
from maps.exports.order import BadOrder
from tests.maps.exports.taking import edit, house_of, out, rows_of
from tests.world import World


def test_what_cp932_has_is_written_as_it_is() -> None:
    letters = Cp932()
    assert letters.encode("髙﨑①Ⅰ№～－").decode("cp932") == "髙﨑①Ⅰ№～－"
    assert letters.missing == ()


def test_a_letter_that_cp932_lacks_is_counted_and_marked() -> None:
    letters = Cp932()
    assert letters.encode("𠮷田𠮷").decode("cp932") == "〓田〓"
    assert letters.missing == (Letter("𠮷", "〓", 2),)
    assert letters.missing[0].number == "U+20BB7"


def test_the_same_sign_under_another_number_keeps_its_shape_and_is_told() -> None:
    letters = Cp932()
    assert letters.encode("3\u301c5").decode("cp932") == "3～5"
    assert letters.missing == (Letter("\u301c", "～", 1),)


@given(st.text(alphabet=st.characters(codec="utf-8") | st.sampled_from("〜−—‖¢£¬"), max_size=40))
def test_every_letter_is_written_as_it_is_or_told(text: str) -> None:
    letters = Cp932()
    written = letters.encode(text).decode("cp932")
    told = {letter.letter: letter for letter in letters.missing}
    assert written == "".join(told[each].written if each in told else each for each in text)
    assert {each: letter.times for each, letter in told.items()} == {each: text.count(each) for each in told}


def test_the_export_tells_each_missing_letter_and_keeps_the_rest(world: World, tmp_path: Path) -> None:
    edit(world.house(7), address="𠮷野町三丁目", landmark="①番の髙い松")
    taken = out(world, tmp_path / "houses.csv", encoding="cp932")
    row = house_of(rows_of(tmp_path / "houses.csv", "cp932"), 7)
    assert (row["address"], row["landmark"]) == ("〓野町三丁目", "①番の髙い松")
    assert taken.missing == (Letter("𠮷", "〓", 1),)
    listed = rows_of(tmp_path / "houses.letters.csv")
    assert [(line["文字"], line["番号"], line["回数"]) for line in listed] == [("𠮷", "U+20BB7", "1")]


def test_utf8_with_its_mark_is_the_usual_and_lacks_nothing(world: World, tmp_path: Path) -> None:
    edit(world.house(7), address="𠮷野町")
    taken = out(world, tmp_path / "houses.csv")
    assert (tmp_path / "houses.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert house_of(rows_of(tmp_path / "houses.csv"), 7)["address"] == "𠮷野町"
    assert taken.missing == ()
    assert not (tmp_path / "houses.letters.csv").exists()


def test_only_a_csv_comes_in_cp932(world: World, tmp_path: Path) -> None:
    with pytest.raises(BadOrder, match="CSV だけ"):
        out(world, tmp_path / "houses.xlsx", encoding="cp932")
