"""The outline of a file handed over by a tablet: its words in memory, its photos on the disk.

A tablet that could not send for a season holds a hundred megabytes, nearly all of it photos in base64. The file is
read piece by piece, and what stands in the outline for a photo says where its letters lie.
"""

import binascii
import re
from collections.abc import Iterator
from typing import BinaryIO

PIECE = 64 * 1024  # a multiple of four: so many letters of base64 make up whole bytes
# Ten thousand answers, the most that are taken of one file, have five million bytes and a quarter of a million parts.
MOST_BYTES = 8 * 1024 * 1024
MOST_PARTS = 500_000
MOST_DEPTH = 64
# No word of a tablet is nearly as long. A longer one is cut there: it is still too long for whoever reads it next.
MOST_WORD = 64 * 1024
PHOTO = b"base64"
QUOTE = ord('"')
QUOTED = re.compile(rb'(?:[^"\\]++|\\.)*+', re.DOTALL)
WHOLE_LETTERS = re.compile(rb"(?:[^\\]|\\u[0-9a-fA-F]{4}|\\[^u])*+", re.DOTALL)
BRACKETS = re.compile(rb"[][{}]")
LIES_AT = re.compile(r"@(\d{1,12})\+(\d{1,12})")


class Unreadable(ValueError):
    """No tablet makes a file so large beside its photos, so deep, or one that breaks off."""


def outline(file: BinaryIO, photos: BinaryIO) -> bytes:
    """The JSON of ``file``, with all that is called base64 laid out in ``photos``. Raises Unreadable."""
    pieces, made, said = Pieces(file), bytearray(), b""
    depth = parts = 0
    while True:
        began = len(made)
        for piece in pieces.until_quote():
            made += piece
            depth = _depth_after(piece, depth)
            parts += piece.count(b",") + piece.count(b"[") + piece.count(b"{")
            if len(made) > MOST_BYTES or parts > MOST_PARTS:
                raise Unreadable
        if pieces.are_over:
            return bytes(made)
        is_photo = said == PHOTO and made[began:].strip() == b":"
        said = _laid_out(pieces.quoted(), photos) if is_photo else _word(pieces.quoted())
        made += b'"' + said + b'"'


def photo(lies_at: str, photos: BinaryIO, into: BinaryIO) -> None:
    """Write the photo that lies in ``photos`` where its outline says. Raises binascii.Error where it is no base64."""
    found = LIES_AT.fullmatch(lies_at)
    if found is None:
        raise binascii.Error("no photo was laid out for it")
    start, length = map(int, found.groups())
    photos.seek(start)
    for at in range(0, length, PIECE):
        into.write(binascii.a2b_base64(photos.read(min(PIECE, length - at)), strict_mode=True))


class Pieces:
    """A file as it is read: what stands between quotes, and what does not, by turns."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.piece, self.at = b"", 0
        self.are_over = False

    def until_quote(self) -> Iterator[bytes]:
        """What comes before the next quote, or until the file is over."""
        while self._has_more():
            end = self.piece.find(QUOTE, self.at)
            if end >= 0:
                yield self.piece[self.at : end]
                self.at = end + 1
                return
            yield self.piece[self.at :]
            self.at = len(self.piece)
        self.are_over = True

    def quoted(self) -> Iterator[bytes]:
        """What comes before the quote that ends this one. Raises Unreadable where none does."""
        while self._has_more():
            end = _end(QUOTED, self.piece, self.at)
            yield self.piece[self.at : end]
            self.at = end
            if end < len(self.piece) and self.piece[end] == QUOTE:
                self.at += 1
                return
            if end < len(self.piece):  # a backslash is the last of this piece; what it escapes comes with the next
                self.piece, self.at = self.piece[end:] + self.file.read(PIECE), 0
                if len(self.piece) == 1:
                    break
        raise Unreadable

    def _has_more(self) -> bool:
        if self.at == len(self.piece):
            self.piece, self.at = self.file.read(PIECE), 0
        return bool(self.piece)


def _depth_after(piece: bytes, depth: int) -> int:
    for bracket in BRACKETS.findall(piece):
        depth += 1 if bracket in b"[{" else -1
        if depth > MOST_DEPTH:
            raise Unreadable
    return depth


def _laid_out(pieces: Iterator[bytes], photos: BinaryIO) -> bytes:
    start = photos.tell()
    for piece in pieces:
        photos.write(piece)
    return f"@{start}+{photos.tell() - start}".encode()


def _word(pieces: Iterator[bytes]) -> bytes:
    word, length = bytearray(), 0
    for piece in pieces:
        word += piece[: MOST_WORD - len(word)]
        length += len(piece)
    if length == len(word):
        return bytes(word)
    return bytes(word[: _end(WHOLE_LETTERS, word, 0)]).decode(errors="ignore").encode()


def _end(pattern: re.Pattern[bytes], text: bytes | bytearray, at: int) -> int:
    found = pattern.match(text, at)
    assert found is not None  # these match nothing, too
    return found.end()
