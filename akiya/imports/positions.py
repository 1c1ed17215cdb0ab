"""Positions as lists write them, in degrees."""

import math
import re

from akiya.places.position import Position
from akiya.texts.letters import plain

NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
NOTHING = re.compile(r"[-ー―−?？()、,\s]*|n/?a|null|none|nan|不明|なし|未定", re.I)
PAIR = re.compile(r"^[(\[]?\s*(\S+?)\s*[,、\s]\s*(\S+?)\s*[)\]]?$")


class NotAPosition(ValueError):
    """A text that names no place on earth. The message is the reason, in Japanese."""


def pair(text: str) -> Position | None:
    """The place of "lat, lon" or "(lat, lon)" in one text; None where it says that there is none."""
    written = plain(text).strip()
    if NOTHING.fullmatch(written):
        return None
    found = PAIR.match(written)
    if not found:
        raise NotAPosition("緯度と経度として読めません。「38.36, 140.38」のように書いてください。")
    return place(found[1], found[2])


def place(latitude: str, longitude: str) -> Position | None:
    """The place of a latitude and a longitude; None where either is missing, 0,0 or the smallest float.

    Programs write 0,0, NA and -1.8e308 for "not known". Raises NotAPosition.
    """
    north, east = (plain(text).strip() for text in (latitude, longitude))
    if NOTHING.fullmatch(north) or NOTHING.fullmatch(east):
        return None
    for text, axis in ((north, "緯度"), (east, "経度")):
        if not NUMBER.fullmatch(text):
            raise NotAPosition(f"{axis}「{text}」は 数として読めません。")
    return checked(float(east), float(north))


def checked(longitude: float, latitude: float) -> Position | None:
    """The place of two numbers, None where they stand for "not known". Raises NotAPosition off the earth."""
    if any(not math.isfinite(each) or abs(each) > 1e300 for each in (longitude, latitude)):
        return None
    if longitude == 0 and latitude == 0:
        return None
    if abs(latitude) > 90 >= abs(longitude):
        raise NotAPosition("緯度と経度が 逆のようです。")
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise NotAPosition("緯度・経度（度）の範囲の外です。")
    return Position(longitude, latitude)
