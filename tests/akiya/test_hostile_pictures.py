"""Files that mean harm are refused, or redrawn without it, and never cost more memory than a server has."""

import io
import random
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from akiya.media.pictures import NotAnImage, develop
from tests.akiya.pictures import drawn, encoded, png_of

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
JPEG = encoded(drawn())
MOST_MEGABYTES = 512
A_WORKER = 100  # what a web worker holds besides, in megabytes

REFUSED = {
    "nothing": b"",
    "text": "写真です".encode(),
    "svg": SVG,
    "html": HTML,
    "html that begins like a jpeg": b"\xff\xd8\xff\xe0" + HTML,
    "zip": b"PK\x03\x04" + b"\0" * 200,
    "pdf": b"%PDF-1.7\n" + b"\0" * 200,
    "php in the magic of a gif": b"GIF89a<?php system($_GET[0]);",
    "a truncated jpeg": JPEG[: len(JPEG) // 2],
    "a jpeg of its first bytes": JPEG[:20],
    "a truncated png": encoded(drawn(), "PNG")[:-200],
    "a truncated webp": encoded(drawn(), "WEBP")[:200],
    "a truncated heic": encoded(drawn(), "HEIF")[:600],
    "a png without rows": png_of(100, 100),
    "a png of no size": png_of(0, 0),
    "a png that claims two billion pixels": png_of(50_000, 50_000),
    "a png that claims the largest size there is": png_of(2**31 - 1, 2**31 - 1),
    "a bomb of 64 megapixels": png_of(8_000, 8_000, rows=8_000),
    "a long thin bomb": png_of(100_000_000, 1, colour=0, rows=1),
    "a heic that says it is larger than it is": encoded(drawn(), "HEIF").replace(
        struct.pack(">II", 640, 480), struct.pack(">II", 60_000, 60_000)
    ),
    "a jpeg of a thousand passes": JPEG[:-2] + b"\xff\xda\0\x08\x01\x01\0\0\x3f\0" * 1000 + JPEG[-2:],
}


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused(name: str) -> None:
    with pytest.raises(NotAnImage):
        develop(REFUSED[name])


@pytest.mark.parametrize(
    "hidden",
    [HTML, SVG, b"PK\x03\x04CANARY", b"%PDF-1.7 CANARY", b"<?php CANARY ?>"],
    ids=["html", "svg", "zip", "pdf", "php"],
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_second_file_behind_a_picture_is_left_behind(kind: str, hidden: bytes) -> None:
    picture = develop(encoded(drawn(), kind) + hidden)
    assert hidden not in picture.jpeg
    assert hidden not in picture.thumbnail


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_fifty_files_with_bytes_knocked_over_are_refused_or_redrawn(kind: str) -> None:
    whole, dice = encoded(drawn(200, 150), kind), random.Random(2026)
    for _file in range(50):
        broken = bytearray(whole)
        for _byte in range(dice.randint(1, 20)):
            broken[dice.randrange(len(broken))] = dice.randrange(256)
        try:
            picture = develop(bytes(broken))
        except NotAnImage:
            continue
        assert Image.open(io.BytesIO(picture.jpeg)).format == "JPEG"


MEASURE = r"""
import re, sys
sys.path.insert(0, {root!r})
from akiya.media.pictures import NotAnImage, develop
data = open({file!r}, "rb").read()
try:
    width = develop(data).width
except NotAnImage:
    width = 0
print(width, int(re.search(r"VmHWM:\s+(\d+)", open("/proc/self/status").read())[1]) // 1024)
"""


def heavy() -> dict[str, bytes]:
    """The heaviest files that are still decoded, and some that must not be."""
    grey = Image.new("RGB", (7_700, 7_700), "grey")
    return {
        "a jpeg of 59 megapixels": encoded(grey, quality=60),
        "a progressive jpeg of 44 megapixels": encoded(
            grey.resize((6_700, 6_700)), quality=60, progressive=True, subsampling=0
        ),
        "a png of 40 megapixels with transparency": png_of(8_000, 5_000, colour=6, rows=5_000),
        "a webp of 20 megapixels": encoded(grey.resize((4_500, 4_400)), "WEBP", quality=10, method=0),
        # Half a minute to encode, so it was encoded once: Image.new("RGB", (8064, 6048), "grey"), quality 20.
        "a heic of 49 megapixels": Path(__file__).with_name("grey_49_megapixels.heic").read_bytes(),
        "a png of 2.5 gigapixels": png_of(50_000, 50_000),
    }


def measured(data: bytes, file: Path) -> tuple[int, int]:
    """The width that a file is developed to in a process of its own, 0 where refused, and the peak of memory in MB."""
    file.write_bytes(data)
    script = MEASURE.format(root=str(Path(__file__).resolve().parents[2]), file=str(file))
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=120)
    width, peak = run.stdout.split()
    return int(width), int(peak)


def test_the_heaviest_files_stay_under_half_a_gigabyte(tmp_path: Path) -> None:
    results = {name: measured(data, tmp_path / "picture") for name, data in heavy().items()}
    assert max(peak for _width, peak in results.values()) < MOST_MEGABYTES - A_WORKER, results
    refused = {name for name, (width, _peak) in results.items() if not width}
    assert refused == {"a png of 2.5 gigapixels"}, "what a camera could have made is taken"
