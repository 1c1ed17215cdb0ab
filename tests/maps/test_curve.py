"""The curve of ten years says of each month what the map says of that day."""

import datetime as dt
import random
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from akiya.access import Scope
from akiya.bounds import bounds_of
from akiya.history import moment
from akiya.words import State
from maps.counts import counts
from maps.curve import MONTHS, Month, month_ends, vacant_by_month
from maps.open_states import open_in
from maps.selection import Selection
from tests.maps.stories import decided, grown_up, saw, signalled, struck
from tests.world import World

TODAY = timezone.localdate()


def test_the_days_are_the_ends_of_months_and_today() -> None:
    days = month_ends(dt.date(2026, 3, 15))
    assert days[-3:] == [dt.date(2026, 1, 31), dt.date(2026, 2, 28), dt.date(2026, 3, 15)]
    assert days[0] == dt.date(2016, 3, 31)
    assert len(days) == MONTHS + 1


def test_the_last_day_of_a_month_is_there_once() -> None:
    assert month_ends(dt.date(2026, 3, 31))[-2:] == [dt.date(2026, 2, 28), dt.date(2026, 3, 31)]


@pytest.mark.parametrize("as_known_then", [True, False])
@pytest.mark.parametrize("seed", range(6))
def test_each_point_is_the_count_of_its_day(world: World, as_staff: Scope, as_known_then: bool, seed: int) -> None:
    grown_up(world)
    chance = random.Random(seed)
    # Told in the order in which the register heard it, as it would have been.
    for heard in sorted(chance.sample(range(1, 1500), 20), reverse=True):
        house = world.house(chance.randrange(1, 13))
        match chance.randrange(4):
            case 0:
                signalled(world, house, heard)
            case 1:
                decided(
                    world, house, chance.choice(["vacant", "occupied"]), since=heard + chance.randrange(300), on=heard
                )
            case 2:
                struck(house, saw(world, house, "vacant", heard + 40, heard), on=max(0, heard - chance.randrange(60)))
            case _:
                saw(world, house, chance.choice(["vacant", "occupied", "gone"]), heard + chance.randrange(90), heard)
    area = world.area("中央地区").pk
    curve = vacant_by_month(as_staff, Selection(area=area), TODAY, as_known_then)
    counted: list[Month] = []
    for day in month_ends(TODAY):
        when = moment(day.isoformat(), day.isoformat() if as_known_then else "")
        of_day = replace(Selection(area=area), when=when)
        number = counts(as_staff, of_day).of_state(State.VACANT)
        bounds = bounds_of(open_in(as_staff, of_day))[State.VACANT]
        counted.append(Month(number, *bounds.around(number)))
    assert curve == counted
    assert len({month.vacant for month in curve}) > 2
    assert any(month.least < month.vacant for month in curve)
    assert any(month.vacant < month.most for month in curve)


def test_the_curve_follows_area_and_words(world: World, as_staff: Scope) -> None:
    grown_up(world)
    assert vacant_by_month(as_staff, Selection(), TODAY, True)[-1].vacant == 3
    assert vacant_by_month(as_staff, Selection(area=world.area("西自治会").pk), TODAY, True)[-1].vacant == 1
    assert vacant_by_month(as_staff, Selection(text="8本目"), TODAY, True)[-1].vacant == 1
    assert vacant_by_month(as_staff, Selection(text="ない"), TODAY, True) == [Month(0, 0, 0)] * (MONTHS + 1)


def test_the_curve_costs_one_statement(world: World, as_staff: Scope) -> None:
    with CaptureQueriesContext(connection) as queries:
        vacant_by_month(as_staff, Selection(), TODAY, True)
    assert len(queries) == 1
