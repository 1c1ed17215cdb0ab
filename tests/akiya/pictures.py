"""Pictures drawn for the tests: ordinary ones, and files that mean harm."""

import io
import struct
import zlib

from PIL import ExifTags, Image, ImageDraw

CANARY = b"CANARYEXIF"


def drawn(width: int = 640, height: int = 480, mode: str = "RGB") -> Image.Image:
    """White, with a red square in the top left corner, so that its turning shows."""
    image = Image.new(mode, (width, height), "white")
    ImageDraw.Draw(image).rectangle((0, 0, width // 4, height // 4), fill="red" if mode != "L" else 76)
    return image


def encoded(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def with_exif(orientation: int = 1, place: bool = True, taken: str = "2026:11:20 10:30:00") -> bytes:
    """A JPEG whose metadata holds a canary, a time and a place (38.36 N, 140.385 E)."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Make] = CANARY.decode()
    exif[ExifTags.Base.ImageDescription] = CANARY.decode()
    details = exif.get_ifd(ExifTags.IFD.Exif)
    details[ExifTags.Base.DateTimeOriginal] = taken
    details[ExifTags.Base.UserComment] = CANARY
    if place:
        gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
        gps[ExifTags.GPS.GPSLatitudeRef], gps[ExifTags.GPS.GPSLongitudeRef] = "N", "E"
        gps[ExifTags.GPS.GPSLatitude] = (38.0, 21.0, 36.0)
        gps[ExifTags.GPS.GPSLongitude] = (140.0, 23.0, 6.0)
    return encoded(drawn(), exif=exif, comment=CANARY, icc_profile=CANARY)


def png_of(width: int, height: int, colour: int = 2, rows: int = 0) -> bytes:
    """A PNG that claims a size, and holds ``rows`` rows of zeros, which pack a thousandfold."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    depth = {0: 1, 2: 3, 6: 4}[colour]
    packer = zlib.compressobj(9)
    packed = [packer.compress(b"\0" * (1 + width * depth)) for _row in range(rows)]
    body = b"".join(packed) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
