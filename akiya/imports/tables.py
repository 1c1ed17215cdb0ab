"""One table out of a CSV, TSV, XLS or XLSX file."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from akiya.imports import delimited, headers, letters, workbooks
from akiya.imports.problems import BrokenFile, Problem, broken
from akiya.texts.names import matching

LARGEST_FILE = 1 << 30


@dataclass(frozen=True, slots=True)
class Row:
    """One row of data. ``number`` is what the spreadsheet shows at its left."""

    number: int
    cells: list[str]
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file under its header, and what reading it found worth saying."""

    columns: list[str]
    rows: list[Row]
    notes: list[Problem] = field(default_factory=list)

    def place(self, column: str) -> int:
        """Where the column of this name stands. Raises BrokenFile where there is none."""
        found = matching(column, filter(None, self.columns))
        if found is None:
            raise broken("この名前の列が見つかりません。", column=column)
        return headers.positions(self.columns)[found]


def read(path: Path, wanted: Iterable[str], sheet: str = "", encoding: str = "") -> Table:
    """The table of a file whose header holds the wanted columns.

    A workbook's only fitting sheet is taken; ``sheet`` names one of several, or ``*`` all that fit.
    Raises BrokenFile.
    """
    needed = list(wanted)
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise broken("ファイルが大きすぎます（1 GB まで）。")
        data = path.read_bytes()
    except OSError:
        raise broken(f"ファイル「{path.name}」を開けません。") from None
    if workbooks.is_workbook(data):
        return _joined(_chosen(workbooks.sheets(data), needed, sheet), needed)
    text, used = letters.decode(data, encoding)
    found = _under_header(delimited.records(text), needed)
    return Table(found.columns, found.rows, [Problem(None, "", "", f"文字コードは {used} です。"), *found.notes])


def _chosen(sheets: Mapping[str, list[list[str]]], needed: list[str], sheet: str) -> Mapping[str, list[list[str]]]:
    """The sheets to read of a workbook."""
    if not sheets:
        raise broken("中身のあるシートがありません。")
    listed = "、".join(sheets)
    if sheet and sheet != "*":
        if sheet not in sheets:
            raise broken(f"シート「{sheet}」がありません。あるシート: {listed}")
        return {sheet: sheets[sheet]}
    fitting = {each: records for each, records in sheets.items() if headers.find(records, needed)}
    if not fitting:
        raise BrokenFile(headers.missing(next(iter(sheets.values())), needed))
    if len(fitting) > 1 and sheet != "*":
        raise broken(
            f"あてはまるシートが {len(fitting)}枚あります（{'、'.join(fitting)}）。"
            "どれかの名前か、すべてなら * を指定してください。"
        )
    return fitting


def _joined(sheets: Mapping[str, list[list[str]]], needed: list[str]) -> Table:
    """Sheets of one layout, one after another. Each may order its columns its own way."""
    tables = {sheet: _under_header(records, needed) for sheet, records in sheets.items()}
    first = next(iter(tables.values()))
    if len(tables) == 1:
        sheet = next(iter(tables))
        return Table(
            first.columns,
            first.rows,
            [Problem(None, "", "", f"シート「{sheet}」を読みました。"), *first.notes],
        )
    rows = [
        Row(row.number, _reordered(row.cells, table.columns, first.columns), sheet)
        for sheet, table in tables.items()
        for row in table.rows
    ]
    return Table(first.columns, rows, [Problem(None, "", "", f"シート {len(tables)}枚を読みました。")])


def _reordered(cells: list[str], columns: list[str], wanted: list[str]) -> list[str]:
    places = headers.positions(columns)
    return [cells[places[column]] if places.get(column, len(cells)) < len(cells) else "" for column in wanted]


def _under_header(records: list[list[str]], needed: list[str]) -> Table:
    header = headers.find(records, needed)
    if header is None:
        raise BrokenFile(headers.missing(records, needed))
    return Table(header.columns, list(_data(records, header)))


def _data(records: list[list[str]], header: headers.Header) -> Iterator[Row]:
    """The rows below the header, each as wide as it: blank ones and repeated headers left out."""
    width = len(header.columns)
    for number, record in enumerate(records[header.after :], header.after + 1):
        if any(cell.strip() for cell in record) and not headers.repeats(record, header.columns):
            yield Row(number, record + [""] * (width - len(record)))
