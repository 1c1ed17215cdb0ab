"""A file from a tablet is read piece by piece: the words stay what they are, the photos go to the disk."""

import base64
import io
import json
import random
from typing import Any

import pytest

from surveys import outline as outlines
from surveys.outline import MOST_DEPTH, MOST_PARTS, MOST_WORD, PIECE, Unreadable, outline, photo

PHOTO = random.Random(2026).randbytes(300_000)


def laid_out(content: Any) -> tuple[Any, io.BytesIO]:
    photos = io.BytesIO()
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    return json.loads(outline(io.BytesIO(data), photos)), photos


def test_what_has_no_photos_stays_as_it_is() -> None:
    said = {"note": 'かぎ"と\\と\n', "n": [1, -2.5e3, None, True, {"": ""}], "base65": "AAAA", "half": "\ud800"}
    assert laid_out(said)[0] == said
    assert laid_out(json.dumps({"note": "空き家 😀"}, ensure_ascii=False, indent=2).encode())[0] == {
        "note": "空き家 😀"
    }


def test_a_photo_comes_back_whole_from_where_it_lies() -> None:
    letters = base64.b64encode(PHOTO).decode()
    told, photos = laid_out({"photos": [{"base64": ""}, {"id": 1, "base64": letters}, {"base64": letters[:40]}]})
    for one, right in zip(told["photos"], (b"", PHOTO, PHOTO[:30]), strict=True):
        picture = io.BytesIO()
        photo(one["base64"], photos, picture)
        assert picture.getvalue() == right


def test_letters_that_are_no_base64_are_none() -> None:
    told, photos = laid_out({"base64": "!!!!"})
    for lies_at in (told["base64"], "AAAA", "@-1+4", ""):
        with pytest.raises(ValueError):
            photo(lies_at, photos, io.BytesIO())


@pytest.mark.parametrize("before", range(PIECE - 12, PIECE + 4))
def test_it_does_not_matter_where_a_piece_of_the_file_ends(before: int) -> None:
    said = {"x": "", "e": 'a\\"\\\\b', "base64": "QUJD", "u": "あ😀"}
    told, photos = laid_out(json.dumps(said).encode().replace(b'"x": ""', b'"x": "' + b"x" * before + b'"'))
    assert {**told, "x": "", "base64": ""} == {**said, "base64": ""}
    assert photos.getvalue() == b"QUJD"


@pytest.mark.parametrize("cut", range(MOST_WORD - 14, MOST_WORD + 2))
def test_a_word_too_long_for_any_field_is_cut_between_its_letters(cut: int) -> None:
    word = "a" * cut + 'い"う\\' + "a" * MOST_WORD
    for data in (json.dumps([word]).encode(), json.dumps([word], ensure_ascii=False).encode()):
        [told] = laid_out(data)[0]
        assert word.startswith(told) and len(told.encode()) >= MOST_WORD - 16


@pytest.mark.parametrize(
    "data",
    [
        b"[" * (MOST_DEPTH + 1),
        b'{"a":' * (MOST_DEPTH + 1),
        b"[" + b"0," * MOST_PARTS + b"0]",
        b" " * (outlines.MOST_BYTES + 1),
        b'["a', b'["a\\', b'["a\\"',
    ],
    ids=["deep", "deep objects", "many", "wide", "broken off", "broken off in a mark", "broken off after a mark"],
)  # fmt: skip
def test_what_no_tablet_makes_is_not_read(data: bytes) -> None:
    with pytest.raises(Unreadable):
        laid_out(data)
