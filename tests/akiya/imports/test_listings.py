"""Every row of a list is checked before any is taken in, and each house is listed once."""

import datetime as dt

import pytest

from akiya.imports.listings import Checked, check
from akiya.imports.mapping import Mapping
from akiya.imports.tables import Row, Table
from akiya.words import Precision, State

ON = dt.date(2026, 11, 20)
MAPPING = Mapping(
    source="台帳",
    key=("区", "番号"),
    state=State.VACANT,
    since="年月",
    address=("住所",),
    position="位置",
    check="整理番号",
)
COLUMNS = ["区", "番号", "年月", "住所", "位置", "整理番号"]


def checking(*rows: tuple[str, ...], mapping: Mapping = MAPPING) -> Checked:
    filled = [list(row) + [""] * (len(COLUMNS) - len(row)) for row in rows]
    return check(Table(COLUMNS, [Row(number, cells) for number, cells in enumerate(filled, 2)]), mapping, ON)


def fault(*cells: str) -> tuple[int | None, str, str, str]:
    (problem,) = checking(cells).problems
    return problem.row, problem.column, problem.value, problem.reason


def test_a_good_row_says_where_and_since_when() -> None:
    (found,) = checking(("0001", "003", "令和8年8月ごろ", " 本町 １ー２ ", "38.36, 140.38")).listings
    assert (found.key, found.since, found.precision) == ("1 3", dt.date(2026, 8, 1), Precision.MONTH)
    assert (found.received, found.address, found.position) == (
        "令和8年8月ごろ",
        "本町 １ー２",
        (140.38, 38.36),
    )


def test_each_fault_has_row_column_value_and_reason() -> None:
    assert fault("1", "3", "01/01/20413")[:3] == (2, "年月", "01/01/20413")
    assert fault("1", "3", "R8.11.21") == (2, "年月", "R8.11.21", "台帳の日より 後の日付です。")
    assert fault("1", "", "R8.8.1") == (2, "区・番号", "1", "番号がありません。")
    assert fault("1", "3", "R8.8", "本町", "140.38, 38.36") == (
        2,
        "位置",
        "140.38, 38.36",
        "緯度と経度が 逆のようです。",
    )


def test_totals_at_the_foot_are_called_totals() -> None:
    assert fault("", "", "", "合計", "16")[3] == "合計の行のようです。消してください。"
    assert fault("計")[3] == "合計の行のようです。消してください。"


def test_all_faults_are_told_at_once_in_their_order() -> None:
    found = checking(("1", "1", "きのう"), ("1", "2", "R8.8.1"), ("", "", "R8.8.1"))
    assert [problem.row for problem in found.problems] == [2, 4]


def test_a_house_listed_twice_is_one_house_since_the_earlier_date() -> None:
    found = checking(("1", "3", "R8.8.1", "本町1"), ("0001", "003", "R2.5.1", "本町2", "38.36, 140.38"))
    (house,) = found.listings
    assert (house.since, house.address, house.position) == (dt.date(2020, 5, 1), "本町1", (140.38, 38.36))
    assert [(note.row, note.value) for note in found.notes] == [(3, "1 3")]
    assert found.problems == []


def test_a_house_listed_in_two_states_is_a_fault() -> None:
    by_column = Mapping(
        source="台帳", key=("番号",), state_column="住所", states={"空": State.VACANT, "住": State.OCCUPIED}
    )
    found = checking(("", "3", "", "空"), ("", "3", "", "住"), ("", "4", "", "？"), mapping=by_column)
    assert [(problem.row, problem.reason[:3]) for problem in found.problems] == [(3, "2行と"), (4, "知らな")]


def test_a_row_without_a_date_is_so_since_the_list_at_the_latest() -> None:
    (found,) = checking(("1", "3", "不明")).listings
    assert (found.since, found.precision, found.received) == (ON, Precision.UNKNOWN, "不明")


@pytest.mark.parametrize("nothing", ["", "NA", "0,0", "(-1.8e308, -1.8e308)"])
def test_a_row_without_a_position_is_taken_without_one(nothing: str) -> None:
    found = checking(("1", "3", "R8.8.1", "本町", nothing))
    assert (found.problems, found.listings[0].position) == ([], None)


def test_a_key_that_its_second_writing_contradicts_is_noticed_and_kept() -> None:
    found = checking(("6E54", "016", "H30.7.17", "", "", "4076 016"), ("4076", "017", "H30.7.17", "", "", "4076017 b"))
    assert [listing.key for listing in found.listings] == ["6E54 16", "4076 17"]
    assert [(note.row, note.value) for note in found.notes] == [(2, "6E54 016")]


def test_a_list_without_rows_is_a_fault() -> None:
    assert [problem.row for problem in checking().problems] == [None]
