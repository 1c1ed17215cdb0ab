"""XLSX: three sheets or four, written row by row; texts stay texts whatever they look like."""

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from akiya.asof.fragment import Fragment
from maps.exports import dictionary
from maps.exports.about import About
from maps.exports.changes import CHANGES
from maps.exports.column import Column, Kind
from maps.exports.formulas import is_formula
from maps.exports.letters import Letter
from maps.exports.order import BadOrder, Order
from maps.exports.stream import Say, fetched, quiet
from maps.formats import Headings

CHUNK = 5_000
MOST_ROWS = 1_048_575
"""Rows that a sheet holds below its headings."""

WIDTHS = {Kind.TEXT: 18, Kind.INTEGER: 12, Kind.NUMBER: 14, Kind.DATE: 12, Kind.TIME: 24}
LONGEST = 32_767
"""Letters that a cell holds."""

CUT = gettext_lazy("…（長いので切った。全文は CSV か GeoPackage にある）")
FIRST_DATE = dt.date(1900, 3, 1)
"""Excel cannot count the days before, and miscounts those of the two months before."""


def write(about: About, columns: Sequence[Column], path: Path, say: Say) -> tuple[int, tuple[Letter, ...]]:
    """Write the sheets. Raises BadOrder where one cannot hold its rows."""
    if max(about.total, about.changes) > MOST_ROWS:
        sentence = _("Excel の1枚のシートには %(most)s行まで入ります。CSV か GeoPackage を選んでください。")
        raise BadOrder(sentence % {"most": f"{MOST_ROWS:,}"})
    options = {
        "constant_memory": True,
        "tmpdir": str(path.parent),
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        return _sheets(book, about, columns, say), ()


class Sheet:
    """A sheet that is filled from the top down."""

    def __init__(self, book: Any, name: str, headings: Sequence[str], widths: Sequence[float]) -> None:
        self.sheet = book.add_worksheet(name)
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        # As if typed after a quote: Excel keeps it a text even when somebody edits the cell.
        self.quoted = book.add_format({"quote_prefix": True})
        heading = book.add_format({"bold": True, "bg_color": "#F2F2F2", "bottom": 1, "text_wrap": True})
        for position, (text, width) in enumerate(zip(headings, widths, strict=True)):
            self.sheet.set_column(position, position, width)
            self.sheet.write_string(0, position, text, heading)
        self.sheet.freeze_panes(1, 0)
        self.row = 0

    def add(self, values: Iterable[Any]) -> None:
        """One row below the last. None leaves a cell empty."""
        self.row += 1
        for position, value in enumerate(values):
            if value is not None and value != "":
                self._write(position, value)

    def _write(self, position: int, value: Any) -> None:
        if isinstance(value, str):
            text = value if len(value) <= LONGEST else value[: LONGEST - len(str(CUT))] + str(CUT)
            self.sheet.write_string(self.row, position, text, self.quoted if is_formula(value) else None)
        elif isinstance(value, dt.datetime):
            self.sheet.write_string(self.row, position, timezone.localtime(value).isoformat(timespec="microseconds"))
        elif isinstance(value, dt.date) and value >= FIRST_DATE:
            self.sheet.write_datetime(self.row, position, value, self.day)
        elif isinstance(value, dt.date):
            self.sheet.write_string(self.row, position, value.isoformat())
        else:
            self.sheet.write_number(self.row, position, value)


def _filled(book: Any, name: str, order: Order, columns: Sequence[Column], statement: Fragment, say: Say) -> int:
    """A sheet with what a statement gives of some columns; how many rows it has."""
    japanese = order.headings is Headings.HEADING
    sheet = Sheet(
        book,
        name,
        [str(column.heading) if japanese else column.name for column in columns],
        [WIDTHS[column.kind] for column in columns],
    )
    for rows in fetched(statement, CHUNK):
        for row in rows:
            sheet.add(row)
        say(sheet.row)
    sheet.sheet.autofilter(0, 0, sheet.row, len(columns) - 1)
    return sheet.row


def _sheets(book: Any, about: About, columns: Sequence[Column], say: Say) -> int:
    """All sheets of the file; how many houses it has."""
    order = about.order
    houses = _filled(book, _("家屋"), order, columns, about.rows.select(columns), say)
    if order.changes:
        _filled(book, _("利用状態の変化"), order, CHANGES, about.rows.changes(CHANGES), quiet)
    explained = Sheet(book, _("データ項目"), dictionary.headings(), (22, 26, 8, 8, 60, 40, 24, 12))
    for row in dictionary.explained(columns, order):
        explained.add(row)
    facts = Sheet(book, _("この書き出しについて"), (_("項目"), _("内容")), (28, 100))
    for line in [
        *about.lines(),
        (_("1900年3月より前の日付"), _("Excel が日付として数えられないので、文字で入っている。")),
    ]:
        facts.add(line)
    return houses
