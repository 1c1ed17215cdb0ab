"""What is wrong with a file, row by row, in words that its owner can act on."""

from collections.abc import Sequence
from typing import NamedTuple


class Problem(NamedTuple):
    """One thing found in a file. ``row`` is what the spreadsheet shows; None speaks of the whole file."""

    row: int | None
    column: str
    value: str
    reason: str
    sheet: str = ""

    def __str__(self) -> str:
        place = f"{self.sheet} " * bool(self.sheet) + (f"{self.row}行" if self.row is not None else "ファイル")
        column = f" {self.column}" if self.column else ""
        value = f"「{self.value}」" if self.value else ""
        return f"{place}{column}{value}: {self.reason}"


class BrokenFile(ValueError):
    """A file of which nothing may be taken in. ``problems`` is never empty."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = list(problems)


def broken(reason: str, row: int | None = None, column: str = "", value: str = "") -> BrokenFile:
    """The error for a file with one fault."""
    return BrokenFile([Problem(row, column, value, reason)])
