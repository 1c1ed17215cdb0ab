"""Editions of borders: what did not move stays, what moved keeps its past."""

import datetime as dt

import pytest
from shapely import MultiPolygon, box

from akiya.access import Refused, Scope, as_register, scope_of
from akiya.models import Area, HouseArea
from akiya.places.area_shape import AreaShape
from akiya.places.position import Position
from akiya.register import borders
from akiya.words import AreaKind
from tests.world import World

SCHOOL, APRIL = AreaKind.SCHOOL, dt.date(2026, 4, 1)


def school(code: str, west: float, east: float, name: str = "") -> AreaShape:
    return AreaShape(code, name or code, MultiPolygon([box(west, 38.355, east, 38.365)]))


WEST, EAST = school("西小", 140.37, 140.38), school("東小", 140.38, 140.39)


@pytest.fixture
def staff(world: World) -> Scope:
    with as_register():
        return scope_of(world.staff)


def validity(code: str) -> list[tuple[dt.date, dt.date | None, int]]:
    """Since when, until when, and how many houses inside, of each row of an area."""
    with as_register():
        rows = Area.objects.filter(kind=SCHOOL, code=code).order_by("valid_from")
        return [
            (row.valid_from, row.valid_to, HouseArea.objects.filter(area=row, house__number__lt=100).count())
            for row in rows
        ]


def test_first_borders_count_as_always_there(world: World, staff: Scope) -> None:
    borders.set_areas(world.mihon, SCHOOL, [WEST, EAST], staff)
    assert validity("西小") == [(borders.ALWAYS, None, 6)]


def test_the_same_borders_again_change_nothing(world: World, staff: Scope) -> None:
    borders.set_areas(world.mihon, SCHOOL, [WEST, EAST], staff, APRIL)
    again = borders.set_areas(world.mihon, SCHOOL, [WEST, EAST], staff)
    assert (again.unchanged, again.added, again.moved) == (["西小", "東小"], [], [])
    assert validity("東小") == [(APRIL, None, 6)]


def test_a_moved_border_keeps_its_past(world: World, staff: Scope) -> None:
    borders.set_areas(world.mihon, SCHOOL, [WEST, EAST], staff)
    moved = borders.set_areas(world.mihon, SCHOOL, [school("西小", 140.37, 140.382)], staff, APRIL)
    assert (moved.moved, moved.absent) == (["西小"], ["東小"])
    assert validity("西小") == [(borders.ALWAYS, APRIL, 6), (APRIL, None, 8)]


def test_a_border_mended_on_its_own_day_is_one_border(world: World, staff: Scope) -> None:
    borders.set_areas(world.mihon, SCHOOL, [WEST], staff, APRIL)
    borders.set_areas(world.mihon, SCHOOL, [school("西小", 140.37, 140.382)], staff, APRIL)
    assert validity("西小") == [(APRIL, None, 8)]


def test_an_earlier_edition_ends_where_the_known_one_begins(world: World, staff: Scope) -> None:
    borders.set_areas(world.mihon, SCHOOL, [WEST], staff, APRIL)
    earlier = dt.date(2020, 4, 1)
    borders.set_areas(world.mihon, SCHOOL, [school("西小", 140.37, 140.382)], staff, earlier)
    assert validity("西小") == [(earlier, APRIL, 8), (APRIL, None, 6)]


def test_a_new_name_is_no_new_border(world: World, staff: Scope) -> None:
    borders.set_areas(world.mihon, SCHOOL, [WEST], staff)
    renamed = borders.set_areas(world.mihon, SCHOOL, [school("西小", 140.37, 140.38, "西部小")], staff)
    assert (renamed.renamed, len(validity("西小"))) == (["西部小"], 1)


def test_a_place_name_is_written_once(world: World, staff: Scope) -> None:
    place = ("大字山元", Position(140.38, 38.36))
    assert borders.add_places(world.mihon, [place, place], staff) == 1
    assert borders.add_places(world.mihon, [place], staff) == 0


def test_who_may_not_edit_moves_no_border(world: World) -> None:
    with as_register():
        viewer = scope_of(world.viewer)
    with pytest.raises(Refused):
        borders.set_areas(world.mihon, SCHOOL, [WEST], viewer)
    with pytest.raises(Refused):
        borders.set_boundary(world.mihon, WEST, viewer)
    with pytest.raises(Refused):
        borders.add_places(world.mihon, [("名", Position(140.38, 38.36))], viewer)
