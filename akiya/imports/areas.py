"""Features to areas: one a code, with a name, a valid MultiPolygon, and what had to be repaired."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import shapely
from pyproj import Geod
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.validation import explain_validity

from akiya.imports.problems import BrokenFile, Problem, broken
from akiya.imports.shapes import Feature, Features
from akiya.places.area_shape import AreaShape
from akiya.texts import names
from akiya.texts.codes import NotACode, municipality_code

ELLIPSOID = Geod(ellps="GRS80")
NAMELIKE = re.compile(r"名|name|label|moji|title", re.I)
NO_POLYGON = "点や線では 区域になりません。点は --kind place（地名）か --cells（最寄りの区域）で 取り込めます。"
FIGURES = re.compile(r"[\d\s.,:/()+TZ-]*")


@dataclass(frozen=True, slots=True)
class Drawn:
    """The areas of a file, and what was repaired or joined."""

    areas: list[AreaShape]
    notes: list[Problem]


def check(found: Features, name_columns: Sequence[str] = (), code_columns: Sequence[str] = ()) -> Drawn:
    """The areas that some features draw. Parts with one code become one area.

    Without a name column the likeliest is taken and said so; without a code column the name is the
    code. Raises BrokenFile with every feature that has no name or no polygon.
    """
    shapes = [feature.geometry for feature in found.features if feature.geometry is not None]
    if shapes and not any(isinstance(shape, Polygon | MultiPolygon) for shape in shapes):
        raise broken(NO_POLYGON)
    notes = list(found.notes)
    if not name_columns:
        name_columns = [likely_name(found)]
        notes.append(Problem(None, name_columns[0], "", "この列を 区域の名前としました。"))
    naming = [found.column(column) for column in name_columns]
    coding = [found.column(column) for column in code_columns]
    problems: list[Problem] = []
    parts: dict[str, list[BaseGeometry]] = defaultdict(list)
    titles: dict[str, str] = {}
    for feature in found.features:
        title = names.name("".join(feature.values[column] for column in naming))
        code = names.name(" ".join(feature.values[column] for column in coding)) or title
        if not title:
            problems.append(Problem(feature.number, "・".join(naming), "", "名前がありません。"))
            continue
        try:
            polygons, repair = polygons_of(feature)
        except BrokenFile as error:
            problems += [problem._replace(value=title) for problem in error.problems]
            continue
        notes += [repair._replace(value=title)] if repair else []
        parts[code].append(polygons)
        titles.setdefault(code, title)
    if not found.features:
        problems.append(Problem(None, "", "", "1つも入っていません。"))
    if problems:
        raise BrokenFile(problems)
    notes += [
        Problem(None, "", titles[code], f"{len(polygons)}つの形を 1つの区域に まとめました。")
        for code, polygons in parts.items()
        if len(polygons) > 1
    ]
    areas = [AreaShape(code, titles[code], joined(polygons)) for code, polygons in parts.items()]
    return Drawn(areas, notes)


def boundary(found: Features, code: str) -> Drawn:
    """The one area of the municipality with this six-digit code, out of a file that may hold others.

    Raises BrokenFile where several features are there and none carries the code.
    """
    ours = [feature for feature in found.features if any(_is_code(each, code) for each in feature.values.values())]
    if not ours and len(found.features) != 1:
        raise broken(f"自治体コード {code} の形が見つかりません。")
    notes = list(found.notes)
    polygons = []
    for feature in ours or found.features:
        polygon, repair = polygons_of(feature)
        polygons.append(polygon)
        notes += [repair] if repair else []
    return Drawn([AreaShape(code, "", joined(polygons))], notes)


def polygons_of(feature: Feature) -> tuple[BaseGeometry, Problem | None]:
    """The valid polygons of a feature, and what was repaired in it. Raises BrokenFile where it has none."""
    geometry = feature.geometry
    if geometry is None:
        raise broken("形がありません。", feature.number)
    if not isinstance(geometry, Polygon | MultiPolygon):
        raise broken(NO_POLYGON, feature.number)
    if geometry.is_valid:
        return geometry, None
    whole = _polygonal(shapely.make_valid(geometry, method="structure", keep_collapsed=False))
    if whole.is_empty:
        raise broken("形がつぶれていて 直せません。", feature.number)
    change = abs(square_metres(whole) - square_metres(geometry))
    reason = f"形が正しくなかったので直しました（{_fault(geometry)}、面積の差 {change:.1f}㎡）。"
    return whole, Problem(feature.number, "", "", reason)


def joined(polygons: Iterable[BaseGeometry]) -> MultiPolygon:
    """Polygons as one MultiPolygon in a form that is the same for the same shape."""
    union = _polygonal(shapely.union_all(list(polygons)))
    return MultiPolygon(list(shapely.normalize(union).geoms))


def square_metres(geometry: BaseGeometry) -> float:
    """Area on the GRS80 ellipsoid of polygons in degrees (Karney 2013, by PROJ)."""
    return abs(float(ELLIPSOID.geometry_area_perimeter(geometry)[0]))


def likely_name(found: Features) -> str:
    """The column that most likely names each area: words, filled, different; named so where several are."""

    def score(column: str) -> tuple[float, bool]:
        values = [feature.values[column].strip() for feature in found.features]
        wordy = sum(not FIGURES.fullmatch(value) for value in values)
        return (round(len(set(values)) * wordy / max(len(values), 1) ** 2, 1), bool(NAMELIKE.search(column)))

    best = max(found.columns, key=score, default="")
    if not best or score(best)[0] == 0:
        raise broken("名前の列が見つかりません。--name-column で 指定してください。")
    return best


def _polygonal(geometry: BaseGeometry) -> MultiPolygon:
    """Only the polygons of a geometry: a repair may leave lines and points behind."""
    parts = shapely.get_parts(shapely.get_parts(geometry))
    return MultiPolygon([part for part in parts if isinstance(part, Polygon) and part.area > 0])


def _fault(geometry: BaseGeometry) -> str:
    """What is wrong with a geometry, and where, in degrees."""
    said = explain_validity(geometry)
    place = re.search(r"\[(\S+) (\S+)\]", said)
    kind = "線が自分と交わる" if "intersection" in said.lower() else "輪が正しくない"
    return f"{kind} {float(place[2]):.6f}, {float(place[1]):.6f}" if place else kind


def _is_code(text: str, code: str) -> bool:
    try:
        return municipality_code(text) == code
    except NotACode:
        return False
