"""What a picture becomes: a small upright JPEG that says nothing but what it shows."""

import datetime as dt
import io
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image

from akiya.media.pictures import SIDE, THUMBNAIL_SIDE, NotAnImage, Picture, develop, position, taken_at
from tests.akiya.pictures import CANARY, drawn, encoded, with_exif

GPS = ExifTags.GPS
JST = dt.timezone(dt.timedelta(hours=9))


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def corner(picture: Picture) -> str:
    """Where the red square is: top or bottom, left or right."""
    image = opened(picture.jpeg)
    red = {
        f"{down} {aside}"
        for down, y in (("top", 20), ("bottom", image.height - 20))
        for aside, x in (("left", 20), ("right", image.width - 20))
        if image.getpixel((x, y))[1] < 100  # type: ignore[index]
    }
    return " and ".join(sorted(red))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_four_formats_are_taken_and_all_become_jpeg(kind: str) -> None:
    picture = develop(encoded(drawn(), kind))
    assert opened(picture.jpeg).format == "JPEG"
    assert (picture.width, picture.height) == (640, 480)
    assert corner(picture) == "top left"


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "ICO", "PPM", "TGA", "PDF", "AVIF"])
def test_other_formats_are_not_taken(kind: str) -> None:
    with pytest.raises(NotAnImage):
        develop(encoded(drawn(64, 64), kind))


def test_a_large_picture_is_made_small() -> None:
    picture = develop(encoded(drawn(5000, 3000)))
    assert (picture.width, picture.height) == (SIDE, 1229)
    assert max(opened(picture.thumbnail).size) == THUMBNAIL_SIDE


def test_a_small_picture_is_not_made_large() -> None:
    picture = develop(encoded(drawn(40, 30)))
    assert (picture.width, picture.height) == (40, 30)
    assert opened(picture.thumbnail).size == (40, 30)


@pytest.mark.parametrize(
    ("orientation", "where", "size"),
    [
        (1, "top left", (640, 480)),
        (2, "top right", (640, 480)),
        (3, "bottom right", (640, 480)),
        (4, "bottom left", (640, 480)),
        (5, "top left", (480, 640)),
        (6, "top right", (480, 640)),
        (7, "bottom right", (480, 640)),
        (8, "bottom left", (480, 640)),
        (9, "top left", (640, 480)),
    ],
)
def test_it_stands_upright(orientation: int, where: str, size: tuple[int, int]) -> None:
    picture = develop(with_exif(orientation))
    assert corner(picture) == where
    assert (picture.width, picture.height) == size


def test_nothing_of_its_metadata_is_left() -> None:
    sent = with_exif()
    assert CANARY in sent, "or this test proves nothing"
    picture = develop(sent)
    for data in (picture.jpeg, picture.thumbnail):
        assert CANARY not in data
        assert not opened(data).getexif()
        assert opened(data).info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "HEIF"])
def test_nothing_of_the_metadata_of_other_formats_is_left(kind: str) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = CANARY.decode()
    sent = encoded(drawn(), kind, exif=exif.tobytes())
    assert CANARY in sent
    assert CANARY not in develop(sent).jpeg


def test_when_and_where_it_was_taken_are_read_first() -> None:
    picture = develop(with_exif())
    assert picture.taken_at == dt.datetime(2026, 11, 20, 10, 30, tzinfo=JST)
    assert picture.position == pytest.approx((140.385, 38.36))


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGBA", "CMYK", "1", "I;16"])
def test_every_way_to_store_colours_is_taken(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    image = Image.new("I;16", (64, 64)) if mode == "I;16" else drawn(64, 64).convert(mode)
    assert opened(develop(encoded(image, kind)).jpeg).mode == "RGB"


def test_what_is_transparent_becomes_white() -> None:
    clear = Image.new("RGBA", (64, 64), (0, 0, 0, 0))
    assert opened(develop(encoded(clear, "PNG")).jpeg).getpixel((32, 32)) == (255, 255, 255)


def test_of_a_moving_picture_the_first_frame_is_kept() -> None:
    frames = [Image.new("RGB", (64, 64), colour) for colour in ("red", "blue")]
    moving = encoded(frames[0], "WEBP", save_all=True, append_images=frames[1:])
    red, _green, blue = opened(develop(moving).jpeg).getpixel((32, 32))  # type: ignore[misc]
    assert red > 200 > 60 > blue


@pytest.mark.parametrize(
    ("text", "offset", "expected"),
    [
        ("2026:11:20 10:30:00", "", dt.datetime(2026, 11, 20, 10, 30, tzinfo=JST)),
        ("2026:11:20 10:30:00\0", "+09:00\0", dt.datetime(2026, 11, 20, 10, 30, tzinfo=JST)),
        ("2026:11:20 01:30:00", "+00:00", dt.datetime(2026, 11, 20, 10, 30, tzinfo=JST)),
        ("0000:00:00 00:00:00", "", None),
        ("1904:01:01 00:00:00", "", None),
        ("9999:12:31 23:59:59", "", None),
        ("    :  :     :  :  ", "", None),
        ("2026:11:20 10:30:00", "nine", None),
    ],
)
def test_the_time_of_a_camera(text: str, offset: str, expected: dt.datetime | None) -> None:
    details = {ExifTags.Base.DateTimeOriginal: text, ExifTags.Base.OffsetTimeOriginal: offset}
    assert taken_at(details) == expected


def place(latitude: object, longitude: object, north: str = "N", east: str = "E") -> dict[int, object]:
    return {
        GPS.GPSLatitude: latitude,
        GPS.GPSLongitude: longitude,
        GPS.GPSLatitudeRef: north,
        GPS.GPSLongitudeRef: east,
    }


def test_south_and_west_are_negative() -> None:
    assert position(place((1, 30, 0), (2, 0, 36), "S", "W")) == (-2.01, -1.5)


@pytest.mark.parametrize(
    "gps",
    [
        {},
        place((91, 0, 0), (0, 0, 0)),
        place((0, 0, 0), (181, 0, 0)),
        place((math.nan, 0, 0), (0, 0, 0)),
        place((math.inf, 0, 0), (0, 0, 0)),
        place((1, 2), (3, 4)),
        place("north", "east"),
        place(None, None),
    ],
)
def test_a_place_that_makes_no_sense_is_none(gps: dict[int, object]) -> None:
    assert position(gps) is None


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_a_place_survives_the_way_cameras_write_it(latitude: float, longitude: float) -> None:
    north, east = ("N" if latitude >= 0 else "S"), ("E" if longitude >= 0 else "W")
    read = position(place((abs(latitude), 0, 0), (abs(longitude), 0, 0), north, east))
    assert read == pytest.approx((longitude, latitude))
