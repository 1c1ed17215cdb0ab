"""Vector files made by hand, with the defects that cities' files have."""

import struct
from pathlib import Path

import geopandas
import shapely

BOWTIE = shapely.Polygon([(0, 0), (100, 100), (100, 0), (0, 100)])
SQUARE = shapely.box(200, 0, 300, 100)


def shapefile(
    folder: Path, names: list[str], shapes: list[shapely.Geometry], cpg: bytes | None, field: bytes = b"NAME"
) -> Path:
    """A shapefile in 平面直角座標系第10系 and CP932, its .cpg as given, or none, its one field called ``field``."""
    path = folder / "区域.shp"
    geopandas.GeoDataFrame({"NAME": names}, geometry=shapes, crs=6678).to_file(path, encoding="CP932")
    label = path.with_suffix(".cpg")
    label.unlink() if cpg is None else label.write_bytes(cpg)
    table = bytearray(path.with_suffix(".dbf").read_bytes())
    struct.pack_into("11s", table, 32, field[:10])
    path.with_suffix(".dbf").write_bytes(table)
    return path
