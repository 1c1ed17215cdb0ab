"""A tile of houses: what is in it, that it costs one statement, and that nobody's houses are in another's."""

from collections.abc import Iterator

import pytest
from django.contrib.gis.geos import Point
from django.db import connection
from django.test.utils import CaptureQueriesContext

from akiya.access import NOBODY, Scope, acting_as
from akiya.asof.moment import Moment
from akiya.asof.selection import STATE_CLASSES, Selection
from akiya.models import House
from akiya.places.box import apart
from akiya.places.morton import DEPTH, morton_key
from maps import tiles
from maps.tiles import DEEPEST, NoSuchTile, Tile
from tests.maps.stories import ago, at, grown_up
from tests.maps.vector_tile import layers
from tests.world import World

MIDDLE = (140.38, 38.36)


def tile_at(zoom: int, longitude: float = MIDDLE[0], latitude: float = MIDDLE[1]) -> Tile:
    column, row = apart(morton_key(longitude, latitude) >> 2 * (DEPTH - zoom))
    return tiles.tile(zoom, column, row)


@pytest.fixture
def scope(world: World, as_staff: Scope) -> Iterator[Scope]:
    grown_up(world)
    yield as_staff


def drawn(scope: Scope, chosen: Selection, zoom: int = 13) -> list[dict[str, object]]:
    return layers(tiles.houses(scope, chosen, tile_at(zoom))).get("houses", [])


def test_each_house_is_there_with_its_state_where_it_stands(scope: Scope, world: World) -> None:
    at_13 = tile_at(13)
    found = {house["house"]: house for house in drawn(scope, Selection())}
    assert len(found) == 12
    two = found[world.house(2).pk]
    assert (two["state"], two["certainty"]) == ("vacant", "confirmed")
    point = world.house(2).point
    assert point is not None
    column, row = apart(morton_key(point.x, point.y))
    side = 2 ** (DEPTH - 13)
    assert two["at"] == ((column - at_13.x * side) * 4096 // side, (row - at_13.y * side) * 4096 // side)


def test_a_tile_takes_the_houses_within_its_edges_only(scope: Scope) -> None:
    zoom = 17
    west, east = tile_at(zoom, 140.3745), tile_at(zoom, 140.3855)
    assert west != east
    shown = [layers(tiles.houses(scope, Selection(), each))["houses"] for each in (west, east)]
    assert all(0 < len(houses) < 12 for houses in shown)
    assert not {house["house"] for house in shown[0]} & {house["house"] for house in shown[1]}


def test_the_filter_and_the_day_choose_what_is_drawn(scope: Scope, world: World) -> None:
    vacant = frozenset(each for each in STATE_CLASSES if each.state == "vacant")
    assert {house["house"] for house in drawn(scope, Selection(classes=vacant))} == {
        world.house(number).pk for number in (2, 7, 8)
    }
    then = Selection(Moment(ago(650), at(ago(650))), classes=vacant)
    assert {house["house"] for house in drawn(scope, then)} == {world.house(2).pk}


def test_low_zooms_count_the_houses_on_a_grid(scope: Scope) -> None:
    squares = layers(tiles.houses(scope, Selection(), tile_at(12)))["grid"]
    assert sum(square["houses"] for square in squares) == 12
    assert sum(square["vacant"] for square in squares) == 3
    assert all(square["at"][0] % 512 == square["at"][1] % 512 == 256 for square in squares)


@pytest.mark.parametrize("zoom", [10, 12, 13, 16, DEEPEST])
@pytest.mark.parametrize("when", [Moment(), Moment(ago(250)), Moment(ago(250), at(ago(250)))])
def test_a_tile_costs_one_statement(scope: Scope, zoom: int, when: Moment) -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        tiles.houses(scope, Selection(when, text="松"), tile_at(zoom))
    assert len(queries) == 1


def test_nobody_sees_the_houses_of_another_city(scope: Scope, world: World) -> None:
    with acting_as(world.other_staff) as other:
        theirs = set(House.objects.values_list("pk", flat=True))
        assert theirs and {house["house"] for house in drawn(other, Selection())} == theirs
    ours = {house["house"] for house in drawn(scope, Selection())}
    assert len(ours) == 12 and not ours & theirs
    assert tiles.houses(NOBODY, Selection(), tile_at(13)) == b""


def test_a_house_without_a_position_is_on_no_tile(scope: Scope, world: World) -> None:
    House.objects.filter(number=12).update(point=None)
    then = Selection(Moment(ago(0), at(ago(0))))
    assert world.house(12).pk not in {house["house"] for house in drawn(scope, then)}


def test_a_house_on_a_tile_edge_is_on_one_tile_alone(scope: Scope, world: World) -> None:
    edge = 360 / 2**15 * 29178 - 180
    House.objects.filter(number=12).update(point=Point(edge, 38.36, srid=6668))
    then = Selection(Moment(ago(0), at(ago(0))))
    holding = [
        longitude
        for longitude in (edge - 1e-5, edge + 1e-5)
        for house in layers(tiles.houses(scope, then, tile_at(15, longitude))).get("houses", [])
        if house["house"] == world.house(12).pk
    ]
    assert len(holding) == 1


@pytest.mark.parametrize(
    ("z", "x", "y"), [(19, 0, 0), (-1, 0, 0), (0, 1, 0), (3, 8, 0), (3, 0, -1), (10**30, 0, 0), (5, 10**30, 0)]
)
def test_a_tile_outside_the_world_is_refused(z: int, x: int, y: int) -> None:
    with pytest.raises(NoSuchTile):
        tiles.tile(z, x, y)
