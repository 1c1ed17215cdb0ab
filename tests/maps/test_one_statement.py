"""A tile and a count cost one statement each, whatever is chosen: every filter with every other, of any moment."""

from collections.abc import Iterator
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from akiya.access import Scope
from akiya.asof.ages import Age
from akiya.asof.counts import by_area, counts
from akiya.asof.curve import vacant_by_month
from akiya.asof.moment import NOW, Moment
from akiya.asof.selection import Selection, of_state
from akiya.models import Area
from akiya.places.box import Box
from akiya.words import AreaKind, State
from maps import tiles
from tests.maps.stories import ago, at, grown_up
from tests.maps.test_house_tiles import tile_at
from tests.world import World

VACANT = of_state(State.VACANT)
EVERYWHERE = Box(140.0, 38.0, 141.0, 39.0)
MOMENTS = (NOW, Moment(ago(250)), Moment(ago(250), at(ago(100))))


@pytest.fixture
def scope(world: World, as_staff: Scope) -> Iterator[Scope]:
    grown_up(world)
    yield as_staff


def association() -> int:
    return Area.objects.get(name="東自治会").pk


def selections() -> Iterator[Selection]:
    area = association()
    choices = product(MOMENTS, (None, VACANT), (None, area), (None, Age.YEAR), ("", "たか"), (None, EVERYWHERE))
    for chosen in choices:
        yield Selection(*chosen)


def test_a_tile_a_count_and_the_numbers_of_areas(scope: Scope) -> None:
    for chosen in selections():
        for ask in (
            lambda chosen=chosen: tiles.houses(scope, chosen, tile_at(13)),
            lambda chosen=chosen: tiles.houses(scope, chosen, tile_at(10)),
            lambda chosen=chosen: counts(scope, chosen),
            lambda chosen=chosen: by_area(scope, chosen, AreaKind.ASSOCIATION),
        ):
            with CaptureQueriesContext(connection) as asked:
                ask()
            assert len(asked) == 1, (chosen, [query["sql"][:80] for query in asked.captured_queries])


def test_the_curve_of_ten_years(scope: Scope) -> None:
    chosen = Selection(area=association(), text="たか")
    with CaptureQueriesContext(connection) as asked:
        vacant_by_month(scope, chosen, ago(0), as_known_then=True)
    assert len(asked) == 1


def test_nothing_is_asked_while_a_statement_is_built(scope: Scope) -> None:
    every = list(selections())
    with CaptureQueriesContext(connection) as asked:
        for chosen in every:
            chosen.rows(scope, ["house", "since", "confirmed_on", "age"])
            chosen.where(["みほん市"])
    assert len(asked) == 0
