"""GeoJSON (RFC 7946): longitude and latitude, one feature a line, put together by PostgreSQL."""

import json
from collections.abc import Sequence
from pathlib import Path

from maps.exports import dictionary
from maps.exports.about import About
from maps.exports.column import Column, listed, written
from maps.exports.letters import Letter
from maps.exports.stream import Say, copied
from maps.formats import Shape

STEP = 1000
DEGREES = 9
"""Decimals of a position: a tenth of a millimetre."""

FEATURE = """
'{{"type":"Feature","geometry":' || coalesce({geometry}, 'null')
 || ',"properties":' || (SELECT row_to_json(p) FROM (SELECT {columns}) p) || '}}'
"""
# A ring runs against the clock: RFC 7946, 3.1.6.
GEOMETRY = {
    Shape.POINT: "ST_AsGeoJSON(h.point, {degrees}, 0)",
    Shape.FOOTPRINT: "ST_AsGeoJSON(coalesce(ST_ForcePolygonCCW(h.footprint), h.point), {degrees}, 0)",
}
# JSON text holds no control characters, so with these two COPY never quotes and never doubles anything.
PLAIN_LINES = r"FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02'"


def write(about: About, columns: Sequence[Column], path: Path, say: Say) -> tuple[int, tuple[Letter, ...]]:
    """Write the houses, and before them, as members beside RFC 7946's own, the facts and the dictionary."""
    shape = about.order.shape or Shape.POINT
    head = {
        "type": "FeatureCollection",
        "name": "houses",
        "about": about.as_json(),
        "columns": [dict(zip(dictionary.HEADINGS, row, strict=True)) for row in dictionary.table(columns, shape)],
    }
    opening = json.dumps(head, ensure_ascii=False).removesuffix("}") + ', "features": [\n'
    geometry = GEOMETRY[shape].format(degrees=DEGREES)
    feature = FEATURE.format(geometry=geometry, columns=listed(columns, written))
    with path.open("wb") as file:
        file.write(opening.encode())
        between = b""
        for done, piece in enumerate(copied(about.rows.select(columns, feature), PLAIN_LINES), 1):
            file.write(between + piece.removesuffix(b"\n").replace(b"\n", b",\n"))
            between = b",\n"
            if done % STEP == 0:
                say(done)
        file.write(b"\n]}\n")
    return about.total, ()
