"""CSV and TSV: text to records, with every kind of line end and newlines inside quotes."""

import csv
import io

from akiya.imports.problems import broken

DELIMITERS = (",", "\t", ";")
HEAD = 50
LONGEST_FIELD = 1_000_000


def records(text: str) -> list[list[str]]:
    """The cells of each record, in the order of the file. A blank line is an empty record.

    The first record is row 1, as a spreadsheet counts. Raises BrokenFile where quotes do not match.
    """
    delimiter = _delimiter(text)
    csv.field_size_limit(LONGEST_FIELD)
    # newline="" leaves every kind of line end to csv, and with it the newlines inside quotes.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found: list[list[str]] = []
    try:
        for record in reader:
            found.append(record)  # noqa: PERF402 - the rows read before an error give its row number
    except csv.Error:
        raise broken('引用符（"）の対応が とれていないか、1つの欄が長すぎます。', len(found) + 1) from None
    return found


def _delimiter(text: str) -> str:
    """The delimiter that splits the head of the file into the most cells a record."""
    head = "\n".join(text[: HEAD * 2000].splitlines()[:HEAD])

    def cells(delimiter: str) -> int:
        return max((len(record) for record in csv.reader(head.split("\n"), delimiter=delimiter)), default=0)

    return max(DELIMITERS, key=cells)
