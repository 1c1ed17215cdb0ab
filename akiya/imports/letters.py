"""Bytes to letters, strictly: a wrong guess would silently write 文字化け into the register."""

import codecs

from akiya.imports.problems import BrokenFile, broken

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
NAMES = {
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "932": "cp932",
    "ansi 932": "cp932",
    "ms932": "cp932",
}


def codec(name: str) -> str | None:
    """Python's name of an encoding as files and people call it; None where it is unknown.

    What calls itself Shift_JIS is CP932 in practice: with ①, Ⅰ and № that strict Shift_JIS refuses.
    """
    plain = name.strip().strip("\ufeff").strip().casefold()
    try:
        return codecs.lookup(NAMES.get(plain, plain)).name
    except LookupError:
        return None


def decode(data: bytes, encoding: str = "") -> tuple[str, str]:
    """The text of a file and the encoding it is in: as told, else by its mark, else UTF-8, else CP932.

    Raises BrokenFile with the line of the first byte that cannot be read.
    """
    if encoding:
        told = codec(encoding)
        if told is None:
            raise broken(f"文字コード「{encoding}」は 知らない名前です。utf-8 か cp932 と書いてください。")
        return _without_nul(_strict(data, told)), told
    for mark, name in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _without_nul(_strict(data[len(mark) :], name)), name
    try:
        return _without_nul(data.decode("utf-8")), "utf-8"
    except UnicodeDecodeError:
        return _without_nul(_strict(data, "cp932")), "cp932"


def _strict(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise _unreadable(data, error.start) from None


def _unreadable(data: bytes, position: int) -> BrokenFile:
    before = data[:position].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    byte = f"{position + 1}バイト目"
    return broken(
        f"文字を読めません（{byte}）。UTF-8 か Shift_JIS（CP932）で保存してください。",
        before.count(b"\n") + 1,
    )


def _without_nul(text: str) -> str:
    """A text with NUL letters is UTF-16 without its mark, or no text at all."""
    if "\0" in text:
        raise broken("文字のファイルとして読めません。CSV か Excel で保存しなおしてください。")
    return text
