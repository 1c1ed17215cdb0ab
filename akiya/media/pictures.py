"""Develop a picture: from bytes of any origin to a small JPEG that says nothing but what it shows.

Every byte that arrives is hostile until decoded. What leaves here was drawn anew from pixels, so
nothing that hid in the file (metadata, scripts, a second file) leaves with it.
"""

import datetime as dt
import io
import math
import warnings
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PIL import ExifTags, Image
from pillow_heif import register_heif_opener

register_heif_opener(thumbnails=False)

# Pillow warns above MAX_IMAGE_PIXELS and refuses only above twice that: here the warning refuses.
Image.MAX_IMAGE_PIXELS = 60_000_000
warnings.simplefilter("error", Image.DecompressionBombWarning)

# A pixel costs four bytes once decoded, whatever its file held. JPEG is decoded at a fraction of its
# size, unless it is progressive: then it is held whole, at six bytes a pixel. The others are decoded
# whole, and one with transparency needs a second copy while it is made smaller.
MOST_PIXELS = {"JPEG": 60_000_000, "MPO": 60_000_000, "HEIF": 50_000_000, "PNG": 40_000_000, "WEBP": 20_000_000}
MOST_PIXELS_PROGRESSIVE = 45_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
SIDE = 2048
THUMBNAIL_SIDE = 480
QUALITY = 82
# A camera writes at most a dozen passes; a file of thousands keeps a decoder busy for minutes.
MOST_PASSES = 100
START_OF_SCAN = b"\xff\xda"
JAPAN = zoneinfo.ZoneInfo("Asia/Tokyo")
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


class NotAnImage(ValueError):
    """The bytes are no picture that we keep: not decodable, of another format, or far too large."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A developed picture. ``position`` is longitude and latitude in degrees, as the camera wrote them."""

    jpeg: bytes
    thumbnail: bytes
    width: int
    height: int
    taken_at: dt.datetime | None = None
    position: tuple[float, float] | None = None


def develop(data: bytes) -> Picture:
    """Decode a JPEG, PNG, WebP or HEIC and draw it anew: upright, without metadata, at most 2048 px a side.

    Raises NotAnImage.
    """
    if data.startswith(b"\xff\xd8") and data.count(START_OF_SCAN) > MOST_PASSES:
        raise NotAnImage("more passes than a camera makes")
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            return _developed(image)
    except NotAnImage:
        raise
    except Exception as broken:  # a decoder fed with hostile bytes raises whatever it likes
        raise NotAnImage(str(broken)) from broken


def _developed(image: Image.Image) -> Picture:
    most = MOST_PIXELS_PROGRESSIVE if image.info.get("progressive") else MOST_PIXELS.get(image.format or "", 0)
    if image.width * image.height > most:
        raise NotAnImage("too many pixels")
    exif = _exif_of(image)
    small = _flat(_shrunk(image, SIDE))
    turn = UPRIGHT.get(exif.orientation)
    upright = small.transpose(turn) if turn is not None else small
    thumbnail = upright.copy()
    thumbnail.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    return Picture(_jpeg(upright), _jpeg(thumbnail), upright.width, upright.height, exif.taken_at, exif.position)


def _shrunk(image: Image.Image, side: int) -> Image.Image:
    """The picture in at most ``side`` pixels a side, decoded no larger than it must be."""
    image.draft("RGB", (side, side))
    if image.mode not in {"L", "LA", "RGB", "RGBA", "CMYK"}:
        has_alpha = "transparency" in image.info or image.mode in {"PA", "La", "RGBa"}
        image = image.convert("RGBA" if has_alpha else "RGB")
    image.thumbnail((side, side))
    return image


def _flat(image: Image.Image) -> Image.Image:
    """The picture in plain colours, on white where it was transparent, in a new image that knows nothing else."""
    flat = Image.new("RGB", image.size, "white")
    if image.mode in {"RGBA", "LA"}:
        flat.paste(image.convert("RGB"), mask=image.getchannel("A"))
    else:
        flat.paste(image.convert("RGB"))
    return flat


def _jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class Exif:
    """The three things worth reading before the rest is thrown away."""

    orientation: int = 1
    taken_at: dt.datetime | None = None
    position: tuple[float, float] | None = None


def _exif_of(image: Image.Image) -> Exif:
    try:
        exif = image.getexif()
        details = exif.get_ifd(ExifTags.IFD.Exif)
        gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
        orientation = exif.get(ExifTags.Base.Orientation, 1)
    except Exception:  # unreadable metadata does not spoil the picture
        return Exif()
    return Exif(orientation if isinstance(orientation, int) else 1, taken_at(details), position(gps))


def taken_at(details: Mapping[int, Any]) -> dt.datetime | None:
    """When the shutter opened, from the tags of the Exif directory (Exif 2.32, 4.6.5). Japan's time unless said."""
    try:
        text = str(details[ExifTags.Base.DateTimeOriginal]).strip("\0 ")
        moment = dt.datetime.strptime(text, "%Y:%m:%d %H:%M:%S").replace(tzinfo=JAPAN)
        offset = str(details.get(ExifTags.Base.OffsetTimeOriginal, "")).strip("\0 ")
        if offset:
            moment = dt.datetime.strptime(f"{text} {offset}", "%Y:%m:%d %H:%M:%S %z")
    except (KeyError, ValueError):
        return None
    return moment if 1970 <= moment.year < 2200 else None


def position(gps: Mapping[int, Any]) -> tuple[float, float] | None:
    """Longitude and latitude in degrees from the tags of the GPS directory (Exif 2.32, 4.6.6), if they are sound."""
    try:
        latitude = _degrees(gps[ExifTags.GPS.GPSLatitude], gps[ExifTags.GPS.GPSLatitudeRef] == "S")
        longitude = _degrees(gps[ExifTags.GPS.GPSLongitude], gps[ExifTags.GPS.GPSLongitudeRef] == "W")
    except (KeyError, TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    sound = math.isfinite(longitude) and math.isfinite(latitude) and abs(longitude) <= 180 and abs(latitude) <= 90
    return (longitude, latitude) if sound else None


def _degrees(parts: Any, negative: bool) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    value = degrees + minutes / 60 + seconds / 3600
    return -value if negative else value
