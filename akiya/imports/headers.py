"""Where a table's header is, and which of its columns are meant."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from akiya.imports.problems import Problem
from akiya.texts.names import column as plain
from akiya.texts.names import matching, name

SEARCHED = 30
"""Titles, notes and comment lines may stand before the header; further down it is data."""


class Header(NamedTuple):
    """A header: its columns from left to right, and the position of the first record after it."""

    columns: list[str]
    after: int


def find(records: Sequence[Sequence[str]], wanted: Iterable[str]) -> Header | None:
    """The first one or two records near the top in which every wanted column is found.

    Of two records, the upper one's merged cells span the columns below them: 位置 over 緯度 and 経度
    gives 位置緯度 and 位置経度, and a wanted 緯度 is found in either spelling.
    """
    needed = list(wanted)
    for top in range(min(SEARCHED, len(records))):
        one = _single(records[top])
        if _has_all(one, needed):
            follows = records[top + 1] if top + 1 < len(records) else []
            second = _is_second_header(one, needed, records[top], follows)
            return Header(one, top + 1 + second)
        if top + 1 < len(records):
            for two in (_pair(records[top], records[top + 1]), _single(records[top + 1], records[top])):
                if _has_all(two, needed) and not _has_all(_single(records[top + 1]), needed):
                    return Header(two, top + 2)
    return None


def missing(records: Sequence[Sequence[str]], wanted: Iterable[str]) -> list[Problem]:
    """What to tell somebody whose file has no such header: the columns that the likeliest record lacks."""
    needed = list(wanted)
    numbered = [(top, _single(record)) for top, record in enumerate(records[:SEARCHED]) if any(record)]
    if not numbered:
        return [Problem(None, "", "", "中身がありません。")]
    top, best = max(numbered, key=lambda each: (_found(each[1], needed), -each[0]))
    seen = "、".join(name(column) for column in best if column.strip())[:200]
    return [
        Problem(top + 1, column, "", f"この名前の列が見つかりません。ある列: {seen}")
        for column in needed
        if matching(column, filter(None, best)) is None
    ]


def positions(columns: Sequence[str]) -> Mapping[str, int]:
    """Where each column stands. Of two columns with one name the first counts."""
    return {column: place for place, column in reversed(list(enumerate(columns)))}


def _single(record: Sequence[str], above: Sequence[str] = ()) -> list[str]:
    """The names of one record, blank ones taken from the record above it."""
    upper = list(above) + [""] * (len(record) - len(above))
    return [cell.strip() or upper[place].strip() for place, cell in enumerate(record)]


def _pair(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """The names of two records together, each blank upper cell taking its left neighbour's name."""
    names, spanning = [], ""
    for place in range(max(len(upper), len(lower))):
        above = upper[place].strip() if place < len(upper) else ""
        below = lower[place].strip() if place < len(lower) else ""
        spanning = above or spanning
        names.append(f"{spanning}{below}" if below else above)
    return names


def _found(columns: Sequence[str], needed: Sequence[str]) -> int:
    return sum(matching(column, filter(None, columns)) is not None for column in needed)


def _has_all(columns: Sequence[str], needed: Sequence[str]) -> bool:
    return _found(columns, needed) == len(needed)


def _is_second_header(
    columns: Sequence[str], needed: Sequence[str], upper: Sequence[str], lower: Sequence[str]
) -> bool:
    """Whether a record names parts of merged columns above it, and nothing below the wanted ones."""
    below = {column: lower[place].strip() if place < len(lower) else "" for place, column in enumerate(columns)}
    wanted = [found for each in needed if (found := matching(each, filter(None, columns)))]
    under_merged = any(
        lower[place].strip() and not upper[place].strip() for place in range(min(len(upper), len(lower)))
    )
    return under_merged and not any(below[column] for column in wanted)


def repeats(record: Sequence[str], columns: Sequence[str]) -> bool:
    """Whether a record is the header once more, as where sheets were pasted under each other."""
    cells = [plain(cell) for cell in record if cell.strip()]
    return bool(cells) and cells == [plain(column) for column in columns if column.strip()]
