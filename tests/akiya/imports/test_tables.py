"""One table comes out of any file that cities call a list."""

from pathlib import Path

import pytest

from akiya.imports.problems import BrokenFile
from akiya.imports.tables import Table, read
from tests.akiya.imports.workbook_files import locked_workbook, workbook

WANTED = ("番号", "住所")


def table(folder: Path, content: str | bytes, sheet: str = "") -> Table:
    file = folder / "list"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return read(file, WANTED, sheet)


def cells(found: Table) -> list[tuple[int, list[str]]]:
    return [(row.number, row.cells) for row in found.rows]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_one(tmp_path: Path, end: str) -> None:
    found = table(tmp_path, f"番号,住所{end}1,本町{end}2,仲町{end}")
    assert cells(found) == [(2, ["1", "本町"]), (3, ["2", "仲町"])]


def test_newlines_and_commas_inside_quotes_belong_to_the_cell(tmp_path: Path) -> None:
    assert cells(table(tmp_path, '番号,住所\n1,"本町,\n二階"\n2,仲町')) == [
        (2, ["1", "本町,\n二階"]),
        (3, ["2", "仲町"]),
    ]


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    assert cells(table(tmp_path, f"番号{delimiter}住所\n1{delimiter}本町\n")) == [(2, ["1", "本町"])]


def test_titles_and_comments_before_the_header_are_passed_over(tmp_path: Path) -> None:
    found = table(tmp_path, "# 天童市\n# 令和8年, 作成\n\n空き家台帳\n番号,住所\n1,本町\n")
    assert cells(found) == [(6, ["1", "本町"])]


def test_a_header_that_begins_with_a_comment_sign_is_still_the_header(tmp_path: Path) -> None:
    assert cells(table(tmp_path, '"#id","番号","住所"\n"a","1","本町"\n')) == [(2, ["a", "1", "本町"])]


def test_blank_rows_and_repeated_headers_are_no_rows(tmp_path: Path) -> None:
    assert cells(table(tmp_path, "番号,住所\n1,本町\n,\n\n番号,住所\n2,仲町\n")) == [
        (2, ["1", "本町"]),
        (6, ["2", "仲町"]),
    ]


def test_short_rows_are_filled(tmp_path: Path) -> None:
    assert cells(table(tmp_path, "番号,住所,備考\n1,本町\n")) == [(2, ["1", "本町", ""])]


def test_two_header_rows_are_one_header(tmp_path: Path) -> None:
    found = table(tmp_path, "番号,位置,,所在\n,緯度,経度,住所\n1,38.3,140.3,本町\n")
    assert (found.columns, cells(found)[0][0]) == (["番号", "緯度", "経度", "住所"], 3)


def test_a_second_header_row_under_merged_cells_is_no_data(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        workbook(
            {"一覧": [["番号", "住所", "位置", None], [None, None, "緯度", "経度"], [1, "本町", 3, 4]]},
            merged=["A1:A2", "B1:B2", "C1:D1"],
        ),
    )
    assert cells(found) == [(3, ["1", "本町", "3", "4"])]


def test_a_missing_column_is_named_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(BrokenFile) as error:
        table(tmp_path, "題\n番号,所在地\n1,本町\n")
    assert [(each.row, each.column) for each in error.value.problems] == [(2, "住所")]
    assert "番号、所在地" in error.value.problems[0].reason


def test_quotes_that_do_not_match_are_refused_with_their_row(tmp_path: Path) -> None:
    with pytest.raises(BrokenFile) as error:
        table(tmp_path, '番号,住所\n1,本町\n2,"仲町\n')
    assert error.value.problems[0].row == 3


def test_an_empty_or_absent_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BrokenFile, match="中身がありません"):
        table(tmp_path, "")
    with pytest.raises(BrokenFile, match="開けません"):
        read(tmp_path / "absent", WANTED)


def test_a_workbook_keeps_row_numbers_and_whole_numbers(tmp_path: Path) -> None:
    found = table(tmp_path, workbook({"一覧": [[], ["番号", "住所"], [20, "本町"], ["007", "仲町"], [1.5, ""]]}))
    assert cells(found) == [(3, ["20", "本町"]), (4, ["007", "仲町"]), (5, ["1.5", ""])]


def test_the_only_fitting_sheet_is_taken(tmp_path: Path) -> None:
    found = table(tmp_path, workbook({"説明": [["この表は"]], "一覧": [["番号", "住所"], [1, "本町"]]}))
    assert cells(found) == [(2, ["1", "本町"])]


def test_a_hidden_sheet_is_not_read(tmp_path: Path) -> None:
    rows = [["番号", "住所"], [1, "本町"]]
    assert len(table(tmp_path, workbook({"一覧": rows, "控え": rows}, hidden=["控え"])).rows) == 1


def test_a_sheet_per_district_asks_which(tmp_path: Path) -> None:
    rows = [["番号", "住所"], [1, "本町"]]
    book = workbook({"北部": rows, "南部": [["住所", "番号"], ["仲町", 2]]})
    with pytest.raises(BrokenFile, match="北部、南部"):
        table(tmp_path, book)
    assert cells(table(tmp_path, book, "南部")) == [(2, ["仲町", "2"])]
    both = table(tmp_path, book, "*")
    assert [(row.sheet, row.cells) for row in both.rows] == [("北部", ["1", "本町"]), ("南部", ["2", "仲町"])]
    with pytest.raises(BrokenFile, match="シート「西部」がありません"):
        table(tmp_path, book, "西部")


def test_a_locked_workbook_says_so(tmp_path: Path) -> None:
    with pytest.raises(BrokenFile, match="パスワード"):
        table(tmp_path, locked_workbook())


def test_a_damaged_workbook_is_refused(tmp_path: Path) -> None:
    whole = workbook({"一覧": [["番号", "住所"]]})
    with pytest.raises(BrokenFile, match="Excel のファイルとして"):
        table(tmp_path, whole[: len(whole) // 2])
