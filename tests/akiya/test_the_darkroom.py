"""Pictures are developed in a process of their own, which gives their memory back and leaves no worker hanging."""

import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from akiya.media import darkroom
from akiya.media.darkroom import developed
from akiya.media.pictures import NotAnImage, develop
from tests.akiya.pictures import drawn, encoded, png_of, with_exif

ROOT = Path(__file__).resolve().parents[2]
ALONE = """
import io, os, sys
from pathlib import Path
from akiya.media import darkroom
darkroom.developed(io.BytesIO(Path(sys.argv[1]).read_bytes()))
assert darkroom._room is not None
os._exit(9)
"""


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """Nobody is in the room before a test."""
    darkroom._room = None
    yield
    if darkroom._room is not None:
        darkroom._room.kill()
        darkroom._room.communicate()
        darkroom._room = None


def room() -> "subprocess.Popen[bytes]":
    assert darkroom._room is not None
    return darkroom._room


@pytest.mark.parametrize("data", [with_exif(), encoded(drawn(900, 700), "PNG")], ids=["jpeg", "png"])
def test_what_comes_out_is_what_would_have_come_out_here(data: bytes) -> None:
    assert developed(io.BytesIO(data)) == develop(data)


def test_one_room_develops_one_after_the_other_and_is_not_stopped_by_what_is_no_picture() -> None:
    first = developed(io.BytesIO(with_exif()))
    opened = room().pid
    for broken in (b"", b"<html>", with_exif()[:300]):
        with pytest.raises(NotAnImage):
            developed(io.BytesIO(broken))
    assert developed(io.BytesIO(with_exif())) == first
    assert room().pid == opened


def test_after_a_large_picture_it_closes_and_gives_the_memory_back() -> None:
    assert developed(io.BytesIO(png_of(6_300, 6_300, rows=6_300))).width == 2048
    assert darkroom._room is None
    assert developed(io.BytesIO(with_exif())).width == 640


def test_a_room_that_fell_shut_is_opened_again() -> None:
    developed(io.BytesIO(with_exif()))
    room().kill()
    room().wait()
    assert developed(io.BytesIO(with_exif())).width == 640


def test_a_room_that_cannot_go_on_refuses_the_picture_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(sys, "executable", "/bin/false")
        with pytest.raises(NotAnImage):
            developed(io.BytesIO(with_exif()))
    assert developed(io.BytesIO(with_exif())).width == 640


def test_it_is_gone_when_its_worker_is(tmp_path: Path) -> None:
    picture = tmp_path / "picture.jpg"
    picture.write_bytes(with_exif())
    # The room holds the other end of what is heard here, and that is over only when both are gone.
    done = subprocess.run(
        [sys.executable, "-c", ALONE, picture], cwd=ROOT, stderr=subprocess.PIPE, check=False, timeout=60
    )
    assert done.returncode == 9
