"""CSV: written by PostgreSQL's COPY, safe to open in a spreadsheet, and exact when read back."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from django.utils.translation import gettext as _

from akiya.asof.fragment import Fragment
from maps.exports import dictionary
from maps.exports.about import About
from maps.exports.changes import CHANGES
from maps.exports.column import Column, listed, value, written
from maps.exports.formulas import harmless, harmless_sql
from maps.exports.letters import Cp932, Letter, Utf8, decoder
from maps.exports.order import Order
from maps.exports.stream import Say, copied, quiet
from maps.formats import Encoding, Headings

BOM = "\ufeff"
STEP = 1000


def write(about: About, columns: Sequence[Column], path: Path, say: Say) -> tuple[int, tuple[Letter, ...]]:
    """Write the houses to ``path`` and, beside it, their changes, the dictionary, the facts, and what CP932 lacks.

    Returns how many houses were written and which letters could not be.
    """
    order = about.order
    letters = Cp932() if order.encoding is Encoding.CP932 else Utf8()
    _table(path, order, columns, about.rows.select(columns, listed(columns, expression)), letters, say)
    if order.changes:
        statement = about.rows.changes(CHANGES, listed(CHANGES, expression))
        _table(_named(path, "changes"), order, CHANGES, statement, letters, quiet)
    _beside(path, "columns", [dictionary.headings(), *dictionary.explained(columns, order)], letters)
    _beside(path, "about", about.lines(), letters)
    missing = letters.missing
    if missing:
        lines = [(letter.letter, letter.number, letter.name, letter.written, str(letter.times)) for letter in missing]
        heading = (_("文字"), _("番号"), _("名前"), _("かわりに書いた文字"), _("回数"))
        _beside(path, "letters", [heading, *lines], Utf8())
    return about.total, missing


def _table(
    path: Path, order: Order, columns: Sequence[Column], statement: Fragment, letters: Cp932 | Utf8, say: Say
) -> None:
    """Write what a statement gives of some columns."""
    headings = [str(column.heading) if order.headings is Headings.HEADING else column.name for column in columns]
    with path.open("wb") as file:
        for text in _texts(headings, statement, letters, say):
            file.write(letters.encode(text))


def _texts(headings: Sequence[str], statement: Fragment, letters: Cp932 | Utf8, say: Say) -> Iterator[str]:
    """The file in pieces of text, its first row the headings."""
    yield _opening([headings], letters)
    read = decoder()
    for done, piece in enumerate(copied(statement, "FORMAT csv"), 1):
        yield read.decode(piece)
        if done % STEP == 0:
            say(done)


def expression(column: Column) -> str:
    """SQL for what a CSV writes of the column."""
    return harmless_sql(value(column)) if column.typed else written(column)


def _opening(rows: Iterable[Sequence[str]], letters: Cp932 | Utf8) -> str:
    """The first rows of a file, after the mark by which spreadsheets know UTF-8."""
    text = io.StringIO()
    text.write("" if isinstance(letters, Cp932) else BOM)
    csv.writer(text, lineterminator="\n").writerows([harmless(value) for value in row] for row in rows)
    return text.getvalue()


def _beside(path: Path, part: str, rows: Iterable[Sequence[str]], letters: Cp932 | Utf8) -> None:
    """Write a small table next to the houses."""
    _named(path, part).write_bytes(letters.encode(_opening(rows, letters)))


def _named(path: Path, part: str) -> Path:
    """A file next to the houses: NAME.columns.csv beside NAME.csv."""
    return path.with_name(f"{path.stem}.{part}.csv")
