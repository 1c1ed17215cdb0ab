"""Points to areas: to each the ground that is nearest to it, cut to the city (Voronoi cells).

An approximation where only the middles of areas are published, and called so on screen.
"""

from collections.abc import Callable

import numpy as np
import shapely
from pyproj import Transformer
from shapely import MultiPoint, Point
from shapely.geometry.base import BaseGeometry

from akiya.imports.problems import BrokenFile, Problem
from akiya.imports.shapes import Feature, Features
from akiya.places.crs import STORAGE_SRID


def cells(found: Features, boundary: BaseGeometry, plane_srid: int) -> Features:
    """Each point's cell within the boundary, in degrees; distances are those of the plane system.

    Points at one place share one cell, which the first of them keeps. A point whose cell lies
    outside the boundary is left out and said so. Raises BrokenFile where a feature is no point.
    """
    to_plane, to_degrees = _between(plane_srid)
    problems = [
        Problem(feature.number, "", "", "点ではありません。")
        for feature in found.features
        if not isinstance(feature.geometry, Point)
    ]
    if problems:
        raise BrokenFile(problems)
    city = to_plane(boundary)
    first: dict[tuple[float, float], Feature] = {}
    for feature in found.features:
        assert feature.geometry is not None
        east, north = shapely.get_coordinates(to_plane(feature.geometry))[0]
        first.setdefault((float(east), float(north)), feature)
    ground = shapely.voronoi_polygons(MultiPoint(list(first)), extend_to=city, ordered=True)
    within = shapely.intersection(shapely.get_parts(ground), city)
    kept: list[Feature] = []
    notes = [
        *found.notes,
        Problem(None, "", "", "最寄りの点で分けた およその区域です。ほんとうの境界では ありません。"),
    ]
    for feature, cell in zip(first.values(), within, strict=True):
        if cell.is_empty:
            notes.append(Problem(feature.number, "", "", "市の外の点なので 区域がありません。"))
        else:
            kept.append(Feature(feature.number, feature.values, to_degrees(cell)))
    return Features(found.columns, kept, notes)


Move = Callable[[BaseGeometry], BaseGeometry]


def _between(plane_srid: int) -> tuple[Move, Move]:
    forth = Transformer.from_crs(STORAGE_SRID, plane_srid, always_xy=True)
    back = Transformer.from_crs(plane_srid, STORAGE_SRID, always_xy=True)

    def moved(by: Transformer) -> Move:
        return lambda shape: shapely.transform(shape, lambda xy: np.column_stack(by.transform(xy[:, 0], xy[:, 1])))

    return moved(forth), moved(back)
