"""One column of what can be taken out, and the SQL that reads it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import TextChoices
from django.utils import translation


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
    for them. ``codes`` are the values of a coded text; ``typed`` says that people typed the text, so
    that a spreadsheet might take it for a formula.
    """

    name: str
    heading: str
    kind: Kind
    source: str
    sql: str
    meaning: str
    unit: str = ""
    restricted: bool = False
    codes: type[TextChoices] | None = None
    typed: bool = False


def value(column: Column) -> str:
    """SQL for the column's value. A text that was not given is NULL, in whatever way the register says so."""
    return f"nullif({column.sql}, '')" if column.kind is Kind.TEXT else column.sql


def written(column: Column) -> str:
    """SQL for the column's value where PostgreSQL itself writes it down: a time in Japan's, with its offset."""
    if column.kind is not Kind.TIME:
        return value(column)
    return f"to_char({column.sql} AT TIME ZONE 'Asia/Tokyo', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"+09:00\"')"


def listed(columns: Sequence[Column], expression: Callable[[Column], str] = value) -> str:
    """SQL for the values of the columns, each under the column's name."""
    return ", ".join(f"{expression(column)} AS {column.name}" for column in columns)


def in_words(sql: str, codes: type[TextChoices]) -> str:
    """SQL for the Japanese word of a code."""
    with translation.override("ja"):
        cases = " ".join(f"WHEN '{code}' THEN '{word}'" for code, word in codes.choices)
    return f"CASE {sql} {cases} END"


def coded(
    name: str, heading: str, source: str, sql: str, codes: type[TextChoices], meaning: str
) -> tuple[Column, Column]:
    """A code and, beside it, its Japanese word."""
    words = in_words(sql, codes)
    return (
        Column(f"{name}", f"{heading}（コード）", Kind.TEXT, source, sql, meaning, codes=codes),
        Column(f"{name}_label", heading, Kind.TEXT, source, words, f"{heading}の ことば。"),
    )
