"""GeoPackage: houses, the dictionary and the facts in one file, written in chunks by GDAL."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from maps.exports import dictionary
from maps.exports.about import About
from maps.exports.column import Column, Kind, listed
from maps.exports.letters import Letter
from maps.exports.stream import Say, fetched

CHUNK = 4_000
GDAL_UTC = 100
"""GDAL's flag of a time in UTC."""

HOUSES, DICTIONARY, FACTS = "houses", "data_dictionary", "about"


def write(about: About, columns: Sequence[Column], path: Path, say: Say) -> tuple[int, tuple[Letter, ...]]:
    """Write the layer ``houses`` and the tables ``data_dictionary`` and ``about``."""
    srid = about.order.srid
    done = 0
    statement = about.rows.select(f"ST_AsBinary(ST_Transform(h.point, {srid})) AS geometry, {listed(columns)}")
    for rows in fetched(statement, CHUNK):
        _append(path, columns, rows, srid)
        done += len(rows)
        say(done)
    if not done:
        _append(path, columns, [], srid)
    _table(path, DICTIONARY, dictionary.HEADINGS, list(dictionary.table(columns)))
    _table(path, FACTS, ("item", "value"), about.lines())
    return done, ()


def _gdal() -> Any:
    """GDAL by way of pyogrio, which brings pandas along: 80 MB that no web process should carry."""
    from pyogrio import raw

    return raw


def _append(path: Path, columns: Sequence[Column], rows: Sequence[tuple[Any, ...]], srid: int) -> None:
    geometry, *values = zip(*rows, strict=True) if rows else ((), *(() for _ in columns))
    fields = [_field(column.kind, each) for column, each in zip(columns, values, strict=True)]
    utc = np.full(len(rows), GDAL_UTC, dtype=np.uint8)
    _gdal().write(
        path,
        _objects([bytes(point) if point is not None else None for point in geometry]),
        [data for data, _ in fields],
        np.array([column.name for column in columns], dtype=object),
        field_mask=[mask for _, mask in fields],
        layer=HOUSES,
        driver="GPKG",
        geometry_type="Point",
        crs=f"EPSG:{srid}",
        append=path.exists(),
        gdal_tz_offsets={column.name: utc for column in columns if column.kind is Kind.TIME},
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
