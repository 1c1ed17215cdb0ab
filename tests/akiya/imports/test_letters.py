"""Bytes become letters without guessing, or not at all."""

import pytest

from akiya.imports.letters import codec, decode
from akiya.imports.problems import BrokenFile

TEXT = "№,住所\n①,天童市老野森Ⅰ\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_the_usual_encodings_are_told_apart(encoding: str) -> None:
    assert decode(TEXT.encode(encoding))[0] == TEXT


def test_utf_16_is_known_by_either_mark() -> None:
    assert decode(b"\xff\xfe" + TEXT.encode("utf-16-le")) == (TEXT, "utf-16-le")
    assert decode(b"\xfe\xff" + TEXT.encode("utf-16-be")) == (TEXT, "utf-16-be")


def test_letters_of_no_encoding_are_refused_with_their_line() -> None:
    with pytest.raises(BrokenFile) as error:
        decode("番号\r\n1\r\n".encode("cp932") + b"\x81\xff\r\n")
    assert [problem.row for problem in error.value.problems] == [3]
    assert "UTF-8 か Shift_JIS" in error.value.problems[0].reason


def test_letters_with_nul_are_no_text() -> None:
    with pytest.raises(BrokenFile, match="文字のファイル"):
        decode(TEXT.encode("utf-16-le"))


def test_a_told_encoding_is_taken_at_its_word() -> None:
    assert decode("é".encode("latin-1"), "latin-1") == ("é", "iso8859-1")
    with pytest.raises(BrokenFile, match="読めません"):
        decode(TEXT.encode("cp932"), "utf-8")
    with pytest.raises(BrokenFile, match="知らない名前"):
        decode(b"", "babel")


@pytest.mark.parametrize("name", ["Shift_JIS", "\ufeffSHIFT-JIS\n", "SJIS", "932", "ANSI 932", "cp932"])
def test_shift_jis_by_any_name_has_the_vendor_letters(name: str) -> None:
    assert codec(name) == "cp932"
