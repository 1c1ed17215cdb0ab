"""The curve of ten years says of each month what the map says of that day."""

import datetime as dt
import random
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from akiya.access import Scope
from akiya.asof.bounds import bounds_of
from akiya.asof.counts import counts
from akiya.asof.curve import MONTHS, Month, month_ends, vacant_by_month
from akiya.asof.moment import moment
from akiya.asof.open_states import open_in
from akiya.asof.selection import Selection
from akiya.words import State
from tests.maps.stories import decided, grown_up, retracted, saw, signalled
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
                retracted(
                    house, saw(world, house, "vacant", heard + 40, heard), on=max(0, heard - chance.randrange(60))
                )
            case _:
                saw(world, house, chance.choice(["vacant", "occupied", "gone"]), heard + chance.randrange(90), heard)
    area = world.area("中央地区").pk
    curve = vacant_by_month(as_staff, Selection(area=area), TODAY, as_known_then)
    counted: list[Month] = []
    for day in month_ends(TODAY):
        when = moment(day.isoformat(), day.isoformat() if as_known_then else "")
        of_day = replace(Selection(area=area), when=when)
        grid = counts(as_staff, of_day).grid
        number = sum(houses for state_class, houses in grid.items() if state_class.state is State.VACANT)
        bounds = bounds_of(open_in(as_staff, of_day))[State.VACANT]
        counted.append(Month(number, *bounds.around(number)))
    assert curve == counted
    assert len({month.vacant for month in curve}) > 2


def test_between_two_observations_that_differ_a_house_may_stand_in_either_state(world: World, as_staff: Scope) -> None:
    for answer, days_ago in (("occupied", 800), ("vacant", 400), ("occupied", 100)):
        saw(world, world.house(8), answer, days_ago, days_ago)
    curve = vacant_by_month(as_staff, Selection(), TODAY, False)

    def at(days_ago: int) -> Month:
        return curve[next(nth for nth, day in enumerate(month_ends(TODAY)) if (TODAY - day).days <= days_ago)]

    assert at(600) == Month(vacant=0, least=0, most=1)
    assert at(250) == Month(vacant=1, least=0, most=1)
    assert at(60) == at(1000) == Month(vacant=0, least=0, most=0)


@pytest.mark.parametrize(("before", "after", "counted"), [("occupied", "vacant", 1), ("vacant", "occupied", 0)])
def test_within_a_year_that_is_all_that_is_known_either_state_may_stand(
    world: World, as_staff: Scope, before: str, after: str, counted: int
) -> None:
    first = TODAY.replace(year=TODAY.year - 2, month=1, day=1)
    saw(world, world.house(8), before, (TODAY - first).days + 9, (TODAY - first).days + 9)
    decided(world, world.house(8), after, since=(TODAY - first).days, on=100, precision="year")
    curve = dict(zip(month_ends(TODAY), vacant_by_month(as_staff, Selection(), TODAY, False), strict=True))
    assert curve[first.replace(month=6, day=30)] == Month(vacant=counted, least=0, most=1)
    assert curve[TODAY] == Month(vacant=counted, least=counted, most=counted)


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
