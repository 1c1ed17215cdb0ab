"""Vector files of any format to features in degrees (EPSG:6668), their letters and positions checked."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError
from shapely.geometry.base import BaseGeometry

from akiya.imports import letters, positions, tables
from akiya.imports.problems import BrokenFile, Problem, broken
from akiya.places.crs import STORAGE_SRID
from akiya.texts import names

TABLES = (".csv", ".tsv", ".txt", ".xls", ".xlsx")
AXES = (
    ("緯度", "経度"),
    ("latitude", "longitude"),
    ("lat", "lng"),
    ("lat", "lon"),
    ("lat", "long"),
    ("Y", "X"),
)
SHAPEFILE_TOP = 32
"""Bytes of a DBF file before its field descriptions; at 8 stands how long its header is (dBASE III)."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature of a file, by its number in it from 1. Its geometry may be absent, and may be invalid."""

    number: int
    values: dict[str, str]
    geometry: BaseGeometry | None


@dataclass(frozen=True, slots=True)
class Features:
    """The features of a file, its columns in their order, and what reading it found worth saying."""

    columns: list[str]
    features: list[Feature]
    notes: list[Problem] = field(default_factory=list)

    def column(self, wanted: str) -> str:
        """The column that a name means, which may be longer than the file could hold. Raises BrokenFile."""
        found = names.matching(wanted, self.columns)
        if found is None:
            raise broken(f"この名前の列がありません。ある列: {'、'.join(self.columns)}", column=wanted)
        return found


def read(path: Path, encoding: str = "", crs: str = "", layer: str = "") -> Features:
    """The features of a shapefile, GeoJSON, GeoPackage, or of a table with latitude and longitude.

    ``crs`` (an EPSG number) is needed only where the file does not name its own. Raises BrokenFile.
    """
    if not path.exists():
        raise broken(f"ファイル「{path.name}」がありません。")
    if path.suffix.lower() in TABLES:
        return _points(path, encoding)
    name = encoding or (_shapefile_encoding(path) if path.suffix.lower() == ".shp" else "")
    try:
        meta, _ids, geometries, columns = pyogrio.raw.read(path, layer=layer or None, encoding=name or None)
    except (DataSourceError, DataLayerError) as error:
        raise broken(f"地図のファイルとして読めません: {error}") from None
    except UnicodeDecodeError:
        raise broken("文字を読めません。--encoding で utf-8 か cp932 を指定してください。") from None
    if geometries is None:
        raise broken("形のないファイルです。")
    source = _crs(crs or meta["crs"])
    notes = [Problem(None, "", "", f"座標系は {source.name} です。JGD2011 の緯度経度に なおしました。")]
    shapes = [_stored(geometry, source) for geometry in shapely.from_wkb(geometries, on_invalid="ignore")]
    fields = [str(column) for column in meta["fields"]]
    cells = zip(*(_texts(column) for column in columns), strict=True) if fields else [()] * len(shapes)
    features = [
        Feature(number, dict(zip(fields, row, strict=True)), shape)
        for number, (row, shape) in enumerate(zip(cells, shapes, strict=True), 1)
    ]
    return Features(fields, features, notes)


def _points(path: Path, encoding: str) -> Features:
    """The points of a table. A row whose position stands for "not known" has no geometry."""
    table, (north, east) = _table_with_axes(path, encoding)
    latitude, longitude = table.place(north), table.place(east)
    features = []
    problems = []
    for row in table.rows:
        try:
            found = positions.place(row.cells[latitude], row.cells[longitude])
        except positions.NotAPosition as error:
            written = f"{row.cells[latitude]}, {row.cells[longitude]}"
            problems.append(Problem(row.number, north, written, str(error), row.sheet))
            continue
        values = dict(zip(table.columns, row.cells, strict=False))
        features.append(Feature(row.number, values, shapely.Point(*found) if found else None))
    if problems:
        raise BrokenFile(problems)
    return Features([column for column in table.columns if column], features, table.notes)


def _table_with_axes(path: Path, encoding: str) -> tuple[tables.Table, tuple[str, str]]:
    refusals = []
    for axes in AXES:
        try:
            return tables.read(path, axes, encoding=encoding), axes
        except BrokenFile as error:
            refusals.append(error)
    raise refusals[0]


def _shapefile_encoding(path: Path) -> str:
    """The encoding of a shapefile's texts: as its .cpg says, else UTF-8 if every byte allows, else CP932.

    A .cpg may begin with a byte order mark, end in a newline or not, or be missing. GDAL would read a
    missing one as Latin-1.
    """
    label = next((each for each in (path.with_suffix(".cpg"), path.with_suffix(".CPG")) if each.exists()), None)
    told = letters.codec(label.read_text("utf-8", errors="replace")) if label else None
    if told:
        return told
    texts = next((each for each in (path.with_suffix(".dbf"), path.with_suffix(".DBF")) if each.exists()), None)
    data = texts.read_bytes() if texts else b""
    header = int.from_bytes(data[8:10], "little")
    fields = data[SHAPEFILE_TOP:header:]
    field_names = b"".join(fields[start : start + 11] for start in range(0, len(fields) - 1, 32))
    try:
        (field_names + data[header:]).decode("utf-8")
    except UnicodeDecodeError:
        return "cp932"
    return "utf-8"


def _crs(name: str | None) -> CRS:
    if not name:
        raise broken("座標系が書かれていません（.prj がないなど）。--crs 6678 のように 指定してください。")
    try:
        return CRS.from_user_input(int(name) if name.isdigit() else name)
    except CRSError:
        raise broken(f"座標系「{name[:80]}」を読めません。--crs 6678 のように 指定してください。") from None


@lru_cache(maxsize=8)
def _transformer(source: CRS) -> Transformer:
    return Transformer.from_crs(source, CRS.from_epsg(STORAGE_SRID), always_xy=True)


def _stored(geometry: BaseGeometry | None, source: CRS) -> BaseGeometry | None:
    """A geometry in degrees; None where it is empty or anywhere but on earth (-1.8e308, 0,0)."""
    if geometry is None or geometry.is_empty:
        return None
    flat = shapely.force_2d(geometry)
    corners = shapely.get_coordinates(flat)
    if not np.isfinite(corners).all() or (np.abs(corners) > 1e300).any() or not corners.any():
        return None
    transformer = _transformer(source)
    placed = shapely.transform(flat, lambda xy: np.column_stack(transformer.transform(xy[:, 0], xy[:, 1])))
    return placed if np.isfinite(shapely.get_coordinates(placed)).all() else None


def _texts(column: Sequence[object]) -> list[str]:
    """A column's values as text: whole numbers without .0, nothing for what is missing."""
    return [_text(value) for value in column]


def _text(value: object) -> str:
    if value is None or value != value:
        return ""
    if isinstance(value, (float, np.floating)) and float(value).is_integer():
        return str(int(value))
    return str(value)
