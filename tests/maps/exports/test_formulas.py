"""What a spreadsheet would run as a formula leaves the register harmless, and comes back as it was."""

from pathlib import Path

import openpyxl
import pytest
from django.db import connection
from hypothesis import example, given
from hypothesis import strategies as st

from maps.exports.formulas import harmless, harmless_sql, is_formula
from tests.maps.exports.taking import edit, house_of, out, rows_of
from tests.world import World

STARTS = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]
texts = st.text(alphabet=st.sampled_from([*STARTS, "'", "a", "1", " ", "松", "(", ")", '"', ",", "\\"]), max_size=6)


@pytest.mark.parametrize("start", STARTS)
def test_a_text_that_starts_like_a_formula_gets_a_quote(start: str) -> None:
    assert harmless(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("text", ["", "3－12", "松", "'松", " =1", "12-3"])
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


@given(texts)
@example("'=1")
@example("''＝1")
def test_one_quote_taken_away_gives_back_what_was_typed(text: str) -> None:
    written = harmless(text)
    assert (written[1:] if is_formula(written) else written) == text
    assert written[:1] not in STARTS


def test_postgresql_writes_what_python_writes(world: World) -> None:
    samples = [f"{quotes}{start}x" for quotes in ("", "'", "''", "a") for start in [*STARTS, "", "x"]]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {harmless_sql('sample')} FROM unnest(%s::text[]) sample", [samples])
        assert [text for (text,) in cursor] == [harmless(sample) for sample in samples]


@pytest.mark.parametrize("column", ["address", "residential_address", "lot_number", "landmark", "built_text"])
def test_no_typed_column_reaches_a_csv_as_a_formula(world: World, tmp_path: Path, column: str) -> None:
    edit(world.house(7), **{column: '＝HYPERLINK("http://x","y")'})
    out(world, tmp_path / "houses.csv")
    written = house_of(rows_of(tmp_path / "houses.csv"), 7)[column]
    assert written == '\'＝HYPERLINK("http://x","y")'


def test_no_text_of_any_column_starts_like_a_formula(world: World, tmp_path: Path) -> None:
    attack = "=cmd|' /C calc'!A0"
    edit(
        world.house(7),
        address=attack,
        residential_address=attack,
        lot_number=attack,
        landmark=attack,
        built_text=attack,
    )
    out(world, tmp_path / "houses.csv", restricted=True)
    numbers = {"plane_east", "plane_north", "longitude", "latitude"}
    written = rows_of(tmp_path / "houses.csv")
    assert [row["landmark"] for row in written if row["house_number"] == "7"] == [f"'{attack}"]
    for row in written:
        assert not [name for name, text in row.items() if text[:1] in STARTS and text and name not in numbers]


def test_a_workbook_keeps_the_text_and_calculates_nothing(world: World, tmp_path: Path) -> None:
    edit(world.house(7), landmark="=1+1", address="－１")
    out(world, tmp_path / "houses.xlsx", headings="en")
    sheet = openpyxl.load_workbook(tmp_path / "houses.xlsx")["家屋"]
    names = [cell.value for cell in sheet[1]]
    row = next(row for row in sheet.iter_rows(min_row=2) if row[names.index("house_number")].value == 7)
    for name, text in (("landmark", "=1+1"), ("address", "－１")):
        cell = row[names.index(name)]
        assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", text, True)
