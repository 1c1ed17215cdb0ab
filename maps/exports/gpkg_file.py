"""GeoPackage: houses, the dictionary and the facts in one file, written in chunks by GDAL."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from maps.exports import dictionary
from maps.exports.about import About
from maps.exports.changes import CHANGES
from maps.exports.column import Column, Kind, listed
from maps.exports.letters import Letter
from maps.exports.stream import Say, fetched

CHUNK = 4_000
GDAL_UTC = 100
"""GDAL's flag of a time in UTC."""

HISTORY, DICTIONARY, FACTS = "changes", "data_dictionary", "about"


class Layer(NamedTuple):
    """A layer of the file: its name, the kind of its geometry, and the SQL that gives it."""

    name: str
    geometry: str
    sql: str


Piece = Sequence[tuple[Any, ...]]
"""Rows that are written at once."""
HOUSES = Layer("houses", "Point", "h.point")
FOOTPRINTS = Layer("footprints", "MultiPolygon", "ST_Multi(h.footprint)")


def write(about: About, columns: Sequence[Column], path: Path, say: Say) -> tuple[int, tuple[Letter, ...]]:
    """Write the layer ``houses``, where asked ``footprints`` and the table ``changes``, and what explains them."""
    for layer in (HOUSES, FOOTPRINTS) if about.order.footprints else (HOUSES,):
        _layer(about, columns, path, layer, say)
    if about.order.changes:
        pieces = fetched(about.rows.changes(CHANGES), CHUNK)
        _in_pieces(pieces, lambda rows, is_new: _write(path, HISTORY, CHANGES, rows, is_new))
    _table(path, DICTIONARY, dictionary.HEADINGS, list(dictionary.explained(columns, about.order)))
    _table(path, FACTS, ("item", "value"), about.lines())
    return about.total, ()


def _layer(about: About, columns: Sequence[Column], path: Path, layer: Layer, say: Say) -> None:
    """Write one layer; with no house in it, an empty one."""
    srid = about.order.srid
    geometry = f"ST_AsBinary(ST_Transform({layer.sql}, {srid})) AS geometry"

    def kept() -> Iterator[Piece]:
        done = 0
        for rows in fetched(about.rows.select(columns, f"{geometry}, {listed(columns)}"), CHUNK):
            yield rows if layer is HOUSES else [row for row in rows if row[0] is not None]
            done += len(rows)
            if layer is HOUSES:
                say(done)

    _in_pieces(kept(), lambda rows, is_new: _append(path, columns, rows, layer, srid, is_new))


def _in_pieces(pieces: Iterable[Piece], write: Callable[[Piece, bool], None]) -> None:
    """Write rows piece by piece, the first as a new layer; with no row in any, an empty one."""
    is_new = True
    for rows in pieces:
        if rows:
            write(rows, is_new)
            is_new = False
    if is_new:
        write([], is_new)


def _gdal() -> Any:
    """GDAL by way of pyogrio, which brings pandas along: 80 MB that no web process should carry."""
    from pyogrio import raw

    return raw


def _append(path: Path, columns: Sequence[Column], rows: Piece, layer: Layer, srid: int, is_new: bool) -> None:
    """Write rows whose first value is a geometry."""
    shapes = _objects([bytes(row[0]) if row[0] is not None else None for row in rows])
    where = {"geometry": shapes, "geometry_type": layer.geometry, "crs": f"EPSG:{srid}"}
    _write(path, layer.name, columns, [row[1:] for row in rows], is_new, **where)


def _write(path: Path, layer: str, columns: Sequence[Column], rows: Piece, is_new: bool, **where: Any) -> None:
    """Write rows to a new layer or below those that it has. ``where``: their geometry, none for a table."""
    by_column = list(zip(*rows, strict=True)) if rows else [() for _ in columns]
    fields = [_field(column.kind, values) for column, values in zip(columns, by_column, strict=True)]
    utc = np.full(len(rows), GDAL_UTC, dtype=np.uint8)
    _gdal().write(
        path,
        where.pop("geometry", None),
        [data for data, _ in fields],
        np.array([column.name for column in columns], dtype=object),
        field_mask=[mask for _, mask in fields],
        layer=layer,
        driver="GPKG",
        append=not is_new,
        gdal_tz_offsets={column.name: utc for column in columns if column.kind is Kind.TIME},
        **where,
    )


def _field(kind: Kind, values: Sequence[Any]) -> tuple[Any, Any]:
    """The values as GDAL takes them, and a mask where a whole number is missing."""
    if kind is Kind.INTEGER:
        mask = np.array([value is None for value in values], dtype=bool)
        return np.array([value or 0 for value in values], dtype=np.int64), mask
    if kind is Kind.NUMBER:
        return np.array([np.nan if value is None else float(value) for value in values], dtype=np.float64), None
    if kind is Kind.DATE:
        return np.array(values, dtype="datetime64[D]"), None
    if kind is Kind.TIME:
        naive = [value and value.astimezone(dt.UTC).replace(tzinfo=None) for value in values]
        return np.array(naive, dtype="datetime64[ms]"), None
    return _objects(values), None


def _objects(values: Sequence[Any]) -> Any:
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array


def _table(path: Path, layer: str, headings: Sequence[str], rows: Sequence[tuple[str, ...]]) -> None:
    """A table without geometry in the same file."""
    fields = [_objects(column) for column in zip(*rows, strict=True)]
    _gdal().write(path, None, fields, np.array(headings, dtype=object), layer=layer, driver="GPKG")
