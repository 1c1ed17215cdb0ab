"""Workbooks made by hand, with the defects that cities' workbooks have."""

import io
import struct
from collections.abc import Mapping, Sequence

from openpyxl import Workbook

Cells = Sequence[Sequence[object]]
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def workbook(sheets: Mapping[str, Cells], merged: Sequence[str] = (), hidden: Sequence[str] = ()) -> bytes:
    """An XLSX of some sheets; ranges in ``merged`` are merged in each, sheets in ``hidden`` are hidden."""
    book = Workbook()
    del book[book.sheetnames[0]]
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for cells in merged:
            sheet.merge_cells(cells)
        if name in hidden:
            sheet.sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def locked_workbook() -> bytes:
    """What Excel writes for a workbook with a password: an OLE container of an encrypted package.

    One header, one allocation table, one directory (Compound File Binary, MS-CFB 2.2 to 2.6).
    """
    header = struct.pack(
        "<8s16sHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        1,
        1,
        0,
        4096,
        END,
        0,
        END,
        0,
    )
    header += struct.pack("<109I", 0, *[FREE] * 108)
    table = struct.pack("<128I", FAT, END, *[FREE] * 126)
    directory = _entry("Root Entry", 5, child=2) + _entry("EncryptionInfo", 2) + _entry("EncryptedPackage", 2, left=1)
    return header + table + directory + bytes(128)


def _entry(name: str, kind: int, child: int = FREE, left: int = FREE) -> bytes:
    letters = (name + "\0").encode("utf-16-le")
    return struct.pack("<64sHBBIII16sIQQIQ", letters, len(letters), kind, 1, left, FREE, child, b"", 0, 0, 0, END, 0)
