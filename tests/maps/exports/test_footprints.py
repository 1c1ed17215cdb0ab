"""The outlines that the map draws can be taken out: where a format holds geometry, and where they are known."""

import json
from pathlib import Path

import geopandas
import pytest
from django.contrib.gis.geos import Polygon
from django.utils import timezone
from shapely.geometry import shape

from akiya.access import as_register
from maps.exports.order import BadOrder
from tests.maps.exports.taking import edit, known_at, out
from tests.world import World


def test_a_geopackage_has_a_layer_of_outlines_beside_that_of_points(world: World, tmp_path: Path) -> None:
    edit(world.house(2), footprint=None)
    path = tmp_path / "houses.gpkg"
    out(world, path, footprints=True, crs="6678")
    points, outlines = (geopandas.read_file(path, layer=layer) for layer in ("houses", "footprints"))
    assert len(points) == 12
    assert set(points.geom_type) == {"Point"}
    assert set(outlines.geom_type) == {"MultiPolygon"}
    assert list(outlines["house_number"]) == [1, *range(3, 13)]
    assert list(outlines.columns) == list(points.columns)
    assert outlines.crs.to_epsg() == 6678
    with as_register():
        drawn = world.house(1).footprint.transform(6678, clone=True)
    assert outlines.geometry[0].area == pytest.approx(drawn.area, rel=1e-6)


def test_a_geojson_has_the_outline_and_where_none_is_known_the_point(world: World, tmp_path: Path) -> None:
    edit(world.house(2), footprint=None)
    edit(world.house(3), footprint=None, point=None)
    path = tmp_path / "houses.geojson"
    out(world, path, footprints=True)
    first, second, third, *_others = json.loads(path.read_text())["features"]
    assert first["geometry"]["type"] in {"Polygon", "MultiPolygon"}
    assert shape(first["geometry"]).exterior.is_ccw
    assert second["geometry"] == {"type": "Point", "coordinates": [140.3755, 38.36]}
    assert third["geometry"] is None


def test_the_outline_is_the_one_that_was_known_then(world: World, tmp_path: Path) -> None:
    before = timezone.now()
    edit(world.house(1), footprint=Polygon.from_bbox((140.3, 38.3, 140.31, 38.31)))
    path = tmp_path / "houses.gpkg"
    out(world, path, footprints=True, filters=known_at(before))
    assert geopandas.read_file(path, layer="footprints").geometry[0].bounds[0] == pytest.approx(140.3745 - 5e-5)


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_a_format_without_geometry_refuses_them(world: World, tmp_path: Path, format: str) -> None:
    with pytest.raises(BadOrder, match="外形"):
        out(world, tmp_path / f"houses.{format}", footprints=True)


def test_nobody_who_did_not_ask_gets_them(world: World, tmp_path: Path) -> None:
    out(world, tmp_path / "houses.gpkg")
    assert list(geopandas.list_layers(tmp_path / "houses.gpkg")["name"]) == ["houses", "data_dictionary", "about"]


def test_the_dictionary_in_the_file_says_what_is_drawn(world: World, tmp_path: Path) -> None:
    path = tmp_path / "houses.gpkg"
    out(world, path, footprints=True)
    last = geopandas.read_file(path, layer="data_dictionary").iloc[-1]
    assert (last["name"], last["heading"]) == ("geometry", "建物の外形")
    assert "footprints" in last["meaning"]
