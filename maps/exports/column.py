"""One column of what can be taken out, and the SQL that reads it."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from akiya.asof.joins import Join

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class Kind(StrEnum):
    """How a value is written. Dates and times are ISO 8601; texts keep every leading zero."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in files, its heading on screen, and where its values come from.

    ``restricted`` columns hold free text and names; they leave the register only for staff who ask
    for them. ``codes`` are the values of a coded text; ``words`` the code whose words it holds instead, in the
    reader's language; ``typed`` says that people typed the text, so that a spreadsheet might take it for a formula;
    ``join`` is what ``sql`` speaks of beside the house, its city and what stood of it.
    """

    name: str
    heading: "StrPromise | str"
    kind: Kind
    source: str
    sql: str
    meaning: "StrPromise | str"
    unit: "StrPromise | str" = ""
    restricted: bool = False
    codes: Collection[TextChoices] | None = None
    words: Collection[TextChoices] | None = None
    typed: bool = False
    join: Join | None = None


def value(column: Column) -> str:
    """SQL for the column's value. A text that was not given is NULL, in whatever way the register says so."""
    if column.words:
        return in_words(column.sql, column.words)
    return f"nullif({column.sql}, '')" if column.kind is Kind.TEXT else column.sql


def written(column: Column) -> str:
    """SQL for the column's value where PostgreSQL itself writes it down: a time in Japan's, with its offset."""
    if column.kind is not Kind.TIME:
        return value(column)
    return f"to_char({column.sql} AT TIME ZONE 'Asia/Tokyo', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"+09:00\"')"


def listed(columns: Sequence[Column], expression: Callable[[Column], str] = value) -> str:
    """SQL for the values of the columns, each under the column's name."""
    return ", ".join(f"{expression(column)} AS {column.name}" for column in columns)


def in_words(sql: str, codes: Collection[TextChoices]) -> str:
    """SQL for the word of a code in the language of who reads it."""
    cases = " ".join(f"WHEN '{code.value}' THEN {literal(str(code.label))}" for code in codes)
    return f"CASE {sql} {cases} END"


def literal(text: str) -> str:
    """A text in SQL that takes parameters."""
    doubled = text.replace("'", "''").replace("%", "%%")
    return f"'{doubled}'"


def coded(
    name: str,
    heading: "StrPromise",
    source: str,
    sql: str,
    codes: Collection[TextChoices],
    meaning: "StrPromise",
    join: Join | None = None,
) -> tuple[Column, Column]:
    """A code and, beside it, its word."""
    of_code = format_lazy(_("{heading}（コード）"), heading=heading)
    of_word = format_lazy(_("{heading}の ことば。"), heading=heading)
    return (
        Column(f"{name}", of_code, Kind.TEXT, source, sql, meaning, codes=codes, join=join),
        Column(f"{name}_label", heading, Kind.TEXT, source, sql, of_word, words=codes, join=join),
    )
