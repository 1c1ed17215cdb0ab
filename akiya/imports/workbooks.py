"""XLS and XLSX: sheets to records of text."""

import datetime as dt
import io
import zipfile
from collections.abc import Mapping

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum, load_workbook

from akiya.imports.problems import broken

ZIP_MARK = b"PK\x03\x04"
OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
LARGEST_UNPACKED = 1 << 30


def is_workbook(data: bytes) -> bool:
    """Whether the bytes are those of an Excel file, whatever its name says."""
    return data.startswith((ZIP_MARK, OLE_MARK))


def sheets(data: bytes) -> Mapping[str, list[list[str]]]:
    """The records of each visible sheet that holds anything, in the order of the workbook.

    The first record of a sheet is row 1. Raises BrokenFile where the workbook is locked, damaged or a bomb.
    """
    _refuse_bombs(data)
    try:
        with load_workbook(io.BytesIO(data)) as book:
            return {name: records for name in _visible(book) if any(records := _records(book, name))}
    except (CalamineError, ValueError, OSError) as error:
        # Excel wraps a locked workbook in an OLE container, which the reader takes for no workbook at all.
        if isinstance(error, PasswordError) or (data.startswith(OLE_MARK) and ENCRYPTED in data):
            raise broken("パスワードが かかっています。Excel でパスワードを外して保存してください。") from None
        raise broken("Excel のファイルとして読めません。こわれているかもしれません。") from None


def _refuse_bombs(data: bytes) -> None:
    if not data.startswith(ZIP_MARK):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
    except zipfile.BadZipFile:
        raise broken("Excel のファイルとして読めません。こわれているかもしれません。") from None
    if unpacked > LARGEST_UNPACKED:
        raise broken("中身が大きすぎます。シートを分けて保存してください。")


def _visible(book: CalamineWorkbook) -> list[str]:
    return [sheet.name for sheet in book.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]


def _records(book: CalamineWorkbook, name: str) -> list[list[str]]:
    # Empty rows above the first cell count, so that row numbers are those the spreadsheet shows.
    rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return [[_text(cell) for cell in row] for row in rows]


def _text(cell: object) -> str:
    """A cell as one would type it: whole numbers without .0, dates in ISO form."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime) and cell.time() == dt.time.min:
        return cell.date().isoformat()
    return cell.isoformat(sep=" ") if isinstance(cell, dt.datetime) else str(cell)
