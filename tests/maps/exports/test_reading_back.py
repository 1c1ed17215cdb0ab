"""Every format, opened again by the programs that people open it with, says the same of the same houses."""

import json
from pathlib import Path

import geopandas
import openpyxl
import pandas
import pytest

from maps.exports.columns import columns_for
from maps.exports.order import BadOrder
from tests.maps.exports.taking import edit, house_of, out, rows_of
from tests.world import World

NAMES = [column.name for column in columns_for(restricted=False)]
FORMATS = ["csv", "xlsx", "geojson", "gpkg"]


def opened(path: Path) -> pandas.DataFrame:
    if path.suffix == ".csv":
        return pandas.read_csv(path, dtype={"municipality_code": str}, encoding="utf-8-sig")
    if path.suffix == ".xlsx":
        return pandas.read_excel(path, sheet_name="家屋", dtype={"自治体コード": str}, engine="openpyxl").set_axis(
            NAMES, axis=1
        )
    return geopandas.read_file(path, layer="houses")


@pytest.mark.parametrize("format", FORMATS)
def test_each_format_has_every_house_with_its_place_and_its_zeros(world: World, tmp_path: Path, format: str) -> None:
    path = tmp_path / f"houses.{format}"
    taken = out(world, path)
    table = opened(path)
    assert taken.rows == len(table) == 12
    assert list(table["house_number"]) == list(range(1, 13))
    assert set(table["municipality_code"]) == {"069990"}
    assert table["longitude"].iloc[0] == 140.3745
    assert table["latitude"].iloc[0] == 38.36
    assert table["area_association"].iloc[11] == "東自治会"
    assert set(table["state"]) == {"unknown"}
    assert [name for name in table.columns if name != "geometry"] == NAMES


@pytest.mark.parametrize("format", FORMATS)
def test_a_text_of_digits_keeps_its_zeros_and_a_quote_its_place(world: World, tmp_path: Path, format: str) -> None:
    edit(world.house(3), lot_number="007", address='線 "1",\n二行目')
    path = tmp_path / f"houses.{format}"
    out(world, path, headings="en" if format == "xlsx" else "")
    if format == "csv":
        row = dict(house_of(rows_of(path), 3))
    elif format == "xlsx":
        sheet = openpyxl.load_workbook(path)["家屋"]
        names, *values = ([cell.value for cell in row] for row in sheet.iter_rows())
        row = dict(zip(names, values[2], strict=True))
    else:
        row = geopandas.read_file(path, layer="houses").iloc[2].to_dict()
    assert (row["lot_number"], row["address"]) == ("007", '線 "1",\n二行目')


@pytest.mark.parametrize("format", FORMATS)
def test_a_house_without_a_position_is_there_without_one(world: World, tmp_path: Path, format: str) -> None:
    edit(world.house(3), point=None)
    out(world, tmp_path / f"houses.{format}")
    table = opened(tmp_path / f"houses.{format}")
    assert len(table) == 12
    assert pandas.isna(table["longitude"].iloc[2])
    if format in {"geojson", "gpkg"}:
        assert table.geometry.iloc[2] is None


@pytest.mark.parametrize("format", FORMATS)
def test_nothing_chosen_is_a_file_without_rows(world: World, tmp_path: Path, format: str) -> None:
    assert out(world, tmp_path / f"houses.{format}", filters="cell=none").rows == 0
    table = opened(tmp_path / f"houses.{format}")
    assert len(table) == 0


@pytest.mark.parametrize("srid", [6668, 4326, 6678, 6669])
def test_a_geopackage_is_in_the_reference_system_asked_for(world: World, tmp_path: Path, srid: int) -> None:
    out(world, tmp_path / "houses.gpkg", crs=str(srid))
    houses = geopandas.read_file(tmp_path / "houses.gpkg", layer="houses")
    assert houses.crs.to_epsg() == srid
    back = houses.to_crs(6668).geometry.iloc[0]
    assert (back.x, back.y) == pytest.approx((140.3745, 38.36), abs=1e-8)


def test_plane_coordinates_are_metres_east_and_north_of_the_origin(world: World, tmp_path: Path) -> None:
    out(world, tmp_path / "houses.gpkg", crs="6678")
    house = geopandas.read_file(tmp_path / "houses.gpkg", layer="houses").iloc[0]
    assert house.plane_epsg == 6678
    # Zone X has its origin at 40°N 140°50′E: this house lies west and south of it.
    assert (house.plane_east, house.plane_north) == pytest.approx((house.geometry.x, house.geometry.y), abs=1e-3)
    assert -45_000 < house.plane_east < -35_000
    assert -185_000 < house.plane_north < -180_000


def test_a_geojson_is_longitude_and_latitude_without_a_word_of_reference_systems(world: World, tmp_path: Path) -> None:
    out(world, tmp_path / "houses.geojson")
    whole = json.loads((tmp_path / "houses.geojson").read_text())
    assert whole["type"] == "FeatureCollection"
    assert "crs" not in whole
    assert whole["features"][0]["geometry"] == {"type": "Point", "coordinates": [140.3745, 38.36]}
    assert [column["name"] for column in whole["columns"]] == [*NAMES, "geometry"]
    assert whole["about"]["houses"] == 12


def test_a_geojson_in_metres_is_refused(world: World, tmp_path: Path) -> None:
    with pytest.raises(BadOrder, match="GeoPackage"):
        out(world, tmp_path / "houses.geojson", crs="6678")
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_explains_itself_on_two_more_sheets(world: World, tmp_path: Path) -> None:
    out(world, tmp_path / "houses.xlsx", filters="on=2026-01-01")
    book = openpyxl.load_workbook(tmp_path / "houses.xlsx")
    assert book.sheetnames == ["家屋", "データ項目", "この書き出しについて"]
    facts = {heading.value: value.value for heading, value in book["この書き出しについて"].iter_rows()}
    assert facts["いつの"] == "令和8年1月1日（2026-01-01）"
    assert facts["家屋の数"] == "12棟"
    assert facts["うち 不明"] == "12棟"
    assert [row[0].value for row in book["データ項目"].iter_rows(min_row=2)] == NAMES


def test_a_geopackage_carries_dictionary_and_facts_as_tables(world: World, tmp_path: Path) -> None:
    out(world, tmp_path / "houses.gpkg")
    assert list(geopandas.list_layers(tmp_path / "houses.gpkg")["name"]) == ["houses", "data_dictionary", "about"]
    dictionary = geopandas.read_file(tmp_path / "houses.gpkg", layer="data_dictionary")
    assert list(dictionary["name"]) == [*NAMES, "geometry"]


def test_a_csv_has_dictionary_and_facts_beside_it(world: World, tmp_path: Path) -> None:
    taken = out(world, tmp_path / "houses.csv")
    assert [file.name for file in taken.files] == ["houses.csv", "houses.about.csv", "houses.columns.csv"]
    assert [row["項目名"] for row in rows_of(tmp_path / "houses.columns.csv")] == NAMES


def test_japanese_headings_stand_where_they_are_asked_for(world: World, tmp_path: Path) -> None:
    out(world, tmp_path / "houses.csv", headings="ja")
    assert rows_of(tmp_path / "houses.csv")[0]["自治体コード"] == "069990"


def test_a_date_before_excel_can_count_is_a_text(world: World, tmp_path: Path) -> None:
    edit(world.house(1), built_on="1890-01-01", built_precision="year")
    edit(world.house(2), built_on="1979-01-01", built_precision="year")
    out(world, tmp_path / "houses.xlsx")
    table = pandas.read_excel(tmp_path / "houses.xlsx", sheet_name="家屋", engine="openpyxl")
    assert list(table["建てた時期"][:2]) == ["1890-01-01", pandas.Timestamp(1979, 1, 1)]
