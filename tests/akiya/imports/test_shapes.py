"""Vector files of any make come into one coordinate system, their letters whole, their faults told."""

import json
from pathlib import Path

import pytest
import shapely

from akiya.imports import areas, nearest, shapes
from akiya.imports.problems import BrokenFile
from tests.akiya.imports.cities import Bounded, Divided
from tests.akiya.imports.vector_files import BOWTIE, SQUARE, shapefile

NAMES = ["第①自治会", "髙橋町"]


def geojson(folder: Path, *features: tuple[dict[str, object], object]) -> Path:
    path = folder / "areas.geojson"
    content = [{"type": "Feature", "properties": values, "geometry": shape} for values, shape in features]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": content}))
    return path


@pytest.mark.parametrize("cpg", [None, b"Shift_JIS", b"Shift_JIS\n", b"\xef\xbb\xbfShift_JIS", b"932", b"nonsense"])
def test_vendor_letters_survive_whatever_the_cpg_says_of_them(tmp_path: Path, cpg: bytes | None) -> None:
    found = shapes.read(shapefile(tmp_path, NAMES, [SQUARE, SQUARE], cpg))
    assert [feature.values["NAME"] for feature in found.features] == NAMES


def test_a_field_cut_inside_a_kanji_is_found_by_its_whole_name(tmp_path: Path) -> None:
    cut = "A自治会名称".encode("cp932")
    found = shapes.read(shapefile(tmp_path, NAMES, [SQUARE, SQUARE], None, cut))
    assert [area.name for area in areas.check(found, ["A自治会名称"]).areas] == NAMES


def test_the_plane_becomes_degrees(tmp_path: Path) -> None:
    found = shapes.read(shapefile(tmp_path, ["町"], [SQUARE], None))
    assert found.features[0].geometry is not None
    assert areas.square_metres(found.features[0].geometry) == pytest.approx(100 * 100 / 0.9999**2, rel=1e-6)
    assert found.features[0].geometry.bounds[0] == pytest.approx(140.8333 + 200 / 87_800, abs=1e-4)


def test_an_invalid_polygon_is_repaired_and_said_so(tmp_path: Path) -> None:
    drawn = areas.check(shapes.read(shapefile(tmp_path, NAMES, [BOWTIE, SQUARE], None)))
    assert all(area.geometry.is_valid for area in drawn.areas)
    (repair,) = (note for note in drawn.notes if "直しました" in note.reason)
    assert (repair.row, repair.value) == (1, NAMES[0])


def test_parts_of_one_code_are_one_area_and_said_so(tmp_path: Path) -> None:
    drawn = areas.check(shapes.read(shapefile(tmp_path, ["町", "町"], [SQUARE, shapely.box(0, 0, 9, 9)], None)))
    assert [(area.code, len(area.geometry.geoms)) for area in drawn.areas] == [("町", 2)]
    assert any("2つの形" in note.reason for note in drawn.notes)


def test_every_feature_without_name_or_shape_is_told(tmp_path: Path) -> None:
    square = shapely.geometry.mapping(shapely.box(140, 38, 141, 39))
    broken = shapes.read(
        geojson(tmp_path, ({"name": "東町"}, square), ({"name": " "}, square), ({"name": "西町"}, None))
    )
    with pytest.raises(BrokenFile) as error:
        areas.check(broken, ["name"])
    assert [(each.row, each.reason) for each in error.value.problems] == [
        (2, "名前がありません。"),
        (3, "形がありません。"),
    ]


@pytest.mark.parametrize("nowhere", [[0, 0], [-1.7976931348623157e308, -1.7976931348623157e308]])
def test_points_that_stand_for_nothing_have_no_geometry(tmp_path: Path, nowhere: list[float]) -> None:
    found = shapes.read(geojson(tmp_path, ({"name": "寺"}, {"type": "Point", "coordinates": nowhere})))
    assert found.features[0].geometry is None


def test_a_file_that_names_no_coordinate_system_asks_for_it(tmp_path: Path) -> None:
    path = shapefile(tmp_path, ["町"], [SQUARE], None)
    path.with_suffix(".prj").unlink()
    with pytest.raises(BrokenFile, match="--crs"):
        shapes.read(path)
    assert len(shapes.read(path, crs="6678").features) == 1


def test_what_is_no_map_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "areas.geojson"
    path.write_text("{")
    with pytest.raises(BrokenFile, match="地図のファイル"):
        shapes.read(path)
    with pytest.raises(BrokenFile, match="ありません"):
        shapes.read(tmp_path / "absent.shp")


def test_points_alone_are_no_areas() -> None:
    points = shapes.Features(["name"], [shapes.Feature(1, {"name": "町"}, shapely.Point(140, 38))])
    with pytest.raises(BrokenFile, match="--cells") as error:
        areas.check(points)
    assert len(error.value.problems) == 1


def test_cells_of_points_share_the_city_among_them() -> None:
    city = shapely.box(140.36, 38.35, 140.40, 38.37)
    middles = [shapely.Point(x, 38.36) for x in (140.37, 140.39, 140.39)]
    points = shapes.Features(["name"], [shapes.Feature(n, {"name": f"{n}"}, p) for n, p in enumerate(middles, 1)])
    found = nearest.cells(points, city, 6678)
    assert [feature.number for feature in found.features] == [1, 2]
    sizes = [areas.square_metres(feature.geometry) for feature in found.features if feature.geometry is not None]
    assert sizes[0] == pytest.approx(sizes[1], rel=1e-3)
    assert sum(sizes) == pytest.approx(areas.square_metres(city), rel=1e-6)


def test_the_associations_of_a_city_come_whole_with_one_repaired(divided: Divided) -> None:
    drawn = areas.check(shapes.read(divided.associations))
    assert len(drawn.areas) == divided.count
    assert [(note.row, note.value) for note in drawn.notes if "直しました" in note.reason] == [divided.repaired]
    assert divided.repaired[1] in {area.name for area in drawn.areas}
    assert all(area.geometry.is_valid for area in drawn.areas)


def test_school_districts_take_their_names_from_the_right_column(divided: Divided) -> None:
    drawn = areas.check(shapes.read(divided.schools))
    assert (len(drawn.areas), drawn.areas[0].name) == (divided.school_count, divided.first_school)


def test_the_boundary_of_a_city_has_its_size(bounded: Bounded) -> None:
    (area,) = areas.boundary(shapes.read(bounded.boundary), "062103").areas
    assert f"{areas.square_metres(area.geometry) / 1e6:.1f} km²" == bounded.size
