"""Read a Mapbox Vector Tile (2.1) of points, by nothing but the specification, to see what is really in it."""

import struct
from collections.abc import Iterator
from typing import Any


def layers(tile: bytes) -> dict[str, list[dict[str, Any]]]:
    """The features of each layer as their properties, with the first point under ``at``."""
    return dict(layer(body) for number, body in fields(tile) if number == 3)


def layer(body: bytes) -> tuple[str, list[dict[str, Any]]]:
    name, keys, values, features = "", [], [], []
    for number, content in fields(body):
        match number:
            case 1:
                name = content.decode()
            case 2:
                features.append(content)
            case 3:
                keys.append(content.decode())
            case 4:
                values.append(value(content))
    return name, [feature(content, keys, values) for content in features]


def feature(body: bytes, keys: list[str], values: list[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for number, content in fields(body):
        if number == 2:
            tags = list(packed(content))
            found |= {keys[key]: values[each] for key, each in zip(tags[::2], tags[1::2], strict=True)}
        elif number == 4:
            found["at"] = tuple(zigzag(each) for each in list(packed(content))[1:3])
    return found


def value(body: bytes) -> Any:
    number, content = next(fields(body))
    if number == 1:
        return content.decode()
    if number in (2, 3):
        return struct.unpack("<f" if number == 2 else "<d", content)[0]
    return zigzag(content) if number == 6 else content


def fields(body: bytes) -> Iterator[tuple[int, Any]]:
    at = 0
    while at < len(body):
        key, at = varint(body, at)
        match key & 7:
            case 0:
                content, at = varint(body, at)
            case 1:
                content, at = body[at : at + 8], at + 8
            case 2:
                length, at = varint(body, at)
                content, at = body[at : at + length], at + length
            case _:
                content, at = body[at : at + 4], at + 4
        yield key >> 3, content


def packed(body: bytes) -> Iterator[int]:
    at = 0
    while at < len(body):
        number, at = varint(body, at)
        yield number


def varint(body: bytes, at: int) -> tuple[int, int]:
    number = shift = 0
    while True:
        number |= (body[at] & 0x7F) << shift
        shift += 7
        at += 1
        if not body[at - 1] & 0x80:
            return number, at


def zigzag(number: int) -> int:
    return number >> 1 ^ -(number & 1)
