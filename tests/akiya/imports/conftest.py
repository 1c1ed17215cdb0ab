"""Every test of a city's files runs on an invented city, and on a real one where its files lie beside the tree."""

from pathlib import Path

import pytest

from tests.akiya.imports import invented
from tests.akiya.imports.cities import Bounded, Divided, Lists
from tests.akiya.imports.shared_data import file

KINDS = ["invented", "real"]


@pytest.fixture(scope="module", params=KINDS)
def divided(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Divided:
    if request.param == "invented":
        return invented.divided(folder(tmp_path_factory))
    associations, schools = file("yaizu/自治会区域/自治会区域.shp"), file("yaizu/小学校区/小学校区.shp")
    return Divided(associations, 35, (27, "小川第13自治会"), schools, 13, "大井川東小学校")


@pytest.fixture(scope="module", params=KINDS)
def bounded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Bounded:
    if request.param == "invented":
        return invented.bounded(folder(tmp_path_factory))
    boundary, towns = file("tendo/boundary.geojson"), file("tendo/towns.csv")
    return Bounded(boundary, "113.0 km²", towns, 168, file("tendo/small_areas_2015_voronoi.geojson"), 142)


@pytest.fixture(scope="module", params=KINDS)
def lists(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Lists:
    if request.param == "invented":
        return invented.lists(folder(tmp_path_factory))
    first, second = file("baltimore/vacants_2019-02-07.csv"), file("baltimore/vacants_2019-09-17.xls")
    return Lists(first, second, file("baltimore/neighborhoods/Maryland_Baltimore_City_Neighborhoods.shp"))


def folder(factory: pytest.TempPathFactory) -> Path:
    return factory.mktemp("city")
