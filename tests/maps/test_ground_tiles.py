"""The ground under the houses: what is drawn, where, and for whom."""

import pytest
from django.contrib.gis.geos import LineString, Point, Polygon
from django.db import connection
from django.test.utils import CaptureQueriesContext

from akiya.access import Scope, acting_as, as_register
from akiya.models import Ground, House
from maps.ground import ground
from tests.maps.test_house_tiles import tile_at
from tests.maps.vector_tile import layers
from tests.world import World


@pytest.fixture(autouse=True)
def some_ground(world: World) -> None:
    with as_register():
        for kind, rank, name, geometry in (
            ("road", 0, "国道", LineString((140.37, 38.36), (140.39, 38.36))),
            ("road", 3, "", LineString((140.379, 38.361), (140.381, 38.361))),
            ("river", 0, "大川", Polygon.from_bbox((140.36, 38.35, 140.40, 38.37))),
            ("place", 0, "みどり町", Point(140.38, 38.36)),
        ):
            geometry.srid = 6668
            Ground.objects.create(municipality=world.mihon, kind=kind, rank=rank, name=name, geometry=geometry)


def test_roads_water_and_buildings_are_on_the_tile(as_staff: Scope) -> None:
    found = layers(ground(as_staff, tile_at(14)))
    assert {(each["kind"], each["rank"]) for each in found["ground"]} == {("road", 0), ("road", 3), ("river", 0)}
    assert len(found["buildings"]) > 0


def test_places_and_wide_water_carry_their_names(as_staff: Scope) -> None:
    names = [each["name"] for each in layers(ground(as_staff, tile_at(14)))["names"]]
    assert sorted(names) == ["みどり町", "国道", "大川"]


def test_what_is_too_small_to_see_is_left_out(as_staff: Scope) -> None:
    found = layers(ground(as_staff, tile_at(11)))
    assert {(each["kind"], each["rank"]) for each in found["ground"]} == {("road", 0), ("river", 0)}
    assert "buildings" not in found


@pytest.mark.parametrize("zoom", [8, 13, 16])
def test_a_ground_tile_costs_one_statement(as_staff: Scope, zoom: int) -> None:
    with CaptureQueriesContext(connection) as queries:
        ground(as_staff, tile_at(zoom))
    assert len(queries) == 1


def test_a_building_over_the_edge_is_on_both_tiles(as_staff: Scope) -> None:
    edge = 360 / 2**17 * round((140.3805 + 180) / 360 * 2**17) - 180
    with as_register():
        House.objects.filter(number=7).update(
            point=Point(edge + 2e-5, 38.36, srid=6668),
            footprint=Polygon.from_bbox((edge - 5e-5, 38.35995, edge + 5e-5, 38.36005)),
        )
    west, east = tile_at(17, edge - 1e-5), tile_at(17, edge + 1e-5)
    assert west != east
    assert all("buildings" in layers(ground(as_staff, each)) for each in (west, east))


def test_another_city_sees_none_of_it(world: World) -> None:
    with acting_as(world.other_staff) as other:
        assert not layers(ground(other, tile_at(14))).get("ground")
