"""Counts agree with the houses behind them, with each other, and with the register's own counts."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from akiya.access import Scope, as_register
from akiya.asof import city_counts as register_counts
from akiya.asof.ages import Age
from akiya.asof.counts import InArea, by_area, counts
from akiya.asof.moment import Moment
from akiya.asof.selection import Selection, StateClass, of_state
from akiya.models import Area
from akiya.words import AreaKind, State
from tests.maps.stories import ago, at, grown_up
from tests.maps.test_selection import rows
from tests.world import World

MOMENTS = [Moment(), Moment(ago(250)), Moment(ago(650), at(ago(650)))]
VACANT = of_state(State.VACANT)


@pytest.fixture
def scope(world: World, as_staff: Scope) -> Iterator[Scope]:
    grown_up(world)
    yield as_staff


@pytest.mark.parametrize("when", MOMENTS)
@pytest.mark.parametrize("age", [None, Age.YEAR])
@pytest.mark.parametrize("classes", [None, VACANT])
def test_each_number_is_the_length_of_the_list_behind_it(
    scope: Scope, when: Moment, age: Age | None, classes: frozenset[StateClass] | None
) -> None:
    chosen = Selection(when, classes=classes, age=age)
    found = counts(scope, chosen)
    assert found.total == len(rows(scope, chosen, "house"))
    for state_class, number in found.grid.items():
        assert number == len(rows(scope, replace(chosen, classes=frozenset({state_class})), "house"))
    for each, number in found.ages.items():
        assert number == len(rows(scope, replace(chosen, age=each), "house"))


@pytest.mark.parametrize("when", MOMENTS)
def test_the_ages_of_any_day_add_up_to_what_all_would_show(scope: Scope, when: Moment) -> None:
    assert counts(scope, Selection(when)).of_any_age == len(rows(scope, Selection(when), "house"))


def of_states(area: InArea) -> Counter[State]:
    """The houses of an area by state, without the states of which it has none."""
    found: Counter[State] = Counter()
    for state_class, number in area.grid.items():
        found[state_class.state] += number
    return +found


@pytest.mark.parametrize("when", MOMENTS)
def test_an_area_counts_the_houses_in_it(scope: Scope, when: Moment) -> None:
    areas = by_area(scope, Selection(when), AreaKind.ASSOCIATION)
    assert {area.name for area in areas} == {"東自治会", "西自治会"}
    for area in areas:
        behind = rows(scope, Selection(when, area=area.id), "state")
        assert of_states(area) == Counter(state for (state,) in behind)


@pytest.mark.parametrize("when", MOMENTS)
def test_the_register_counts_the_same(scope: Scope, world: World, when: Moment) -> None:
    theirs = register_counts.by_area(world.mihon.pk, AreaKind.ASSOCIATION, when)
    ours = by_area(scope, Selection(when), AreaKind.ASSOCIATION)
    assert {each.name: +Counter(each.states) for each in theirs if each.part == "area"} == {
        area.name: of_states(area) for area in ours
    }
    everything = next(each for each in theirs if each.part == "all")
    grid = counts(scope, Selection(when)).grid
    assert everything.states == {
        state: sum(number for state_class, number in grid.items() if state_class.state == state) for state in State
    }


def test_an_area_that_had_ended_is_not_counted(scope: Scope, world: World) -> None:
    with as_register():
        Area.objects.filter(name="東自治会").update(valid_to=ago(100))
    assert [area.name for area in by_area(scope, Selection(), AreaKind.ASSOCIATION)] == ["西自治会"]
    then = Selection(Moment(ago(150)))
    assert {area.name for area in by_area(scope, then, AreaKind.ASSOCIATION)} == {"西自治会", "東自治会"}


@pytest.mark.parametrize("when", MOMENTS)
def test_counting_costs_one_statement(scope: Scope, when: Moment) -> None:
    for count in (
        lambda: counts(scope, Selection(when)),
        lambda: by_area(scope, Selection(when), AreaKind.DISTRICT),
    ):
        with CaptureQueriesContext(connection) as queries:
            count()
        assert len(queries) == 1
