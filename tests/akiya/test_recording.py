"""What a person says of a house enters the register once, whatever happens on the way."""

import dataclasses
import datetime as dt
import itertools
import uuid

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from akiya.access import Refused, acting_as, as_register
from akiya.models import House, Observation, OccupancyChange, SetAside
from akiya.projections.rebuild import differences
from akiya.register import record
from akiya.register.acceptance import accept
from akiya.words import Channel
from tests.akiya.observed import observed, occupancy, place
from tests.world import World


def stored(identity: uuid.UUID) -> Observation:
    with as_register():
        return Observation.objects.select_related("house", "association", "term__person").get(pk=identity)


def test_it_changes_what_stands(world: World) -> None:
    with acting_as(world.head) as head:
        record(observed(world.house(7), "vacant"), head)
    now = occupancy(world.house(7))
    assert (now.state, now.certainty) == ("vacant", "reported")
    assert now.since == timezone.localdate() - dt.timedelta(days=1)


def test_it_comes_under_the_term_of_the_head_who_said_it(world: World) -> None:
    said = observed(world.house(7))
    with acting_as(world.head) as head:
        record(said, head)
    assert stored(said.id).term.person == world.head
    assert stored(said.id).association.name == "東自治会"
    assert stored(said.id).flags == []


def test_it_counts_once_however_often_it_is_sent(world: World) -> None:
    said = observed(world.house(7))
    with acting_as(world.head) as head:
        first = record(said, head)
        again = record(said, head)
    assert (first.repeated, again.repeated) == (False, True)
    assert first.recorded_at == again.recorded_at
    with as_register():
        assert Observation.objects.count() == 1
        assert OccupancyChange.objects.count() == 1


def test_it_keeps_both_where_one_id_says_two_things(world: World) -> None:
    said = observed(world.house(7), "vacant")
    with acting_as(world.head) as head:
        record(said, head)
        other = record(dataclasses.replace(said, answer="occupied"), head)
        record(dataclasses.replace(said, answer="occupied"), head)
    assert other.conflict
    assert occupancy(world.house(7)).state == "vacant"
    with as_register():
        assert [aside.body["answer"] for aside in SetAside.objects.all()] == ["occupied"]


def test_it_is_undone_by_another_that_withdraws_it(world: World) -> None:
    said = observed(world.house(7), "vacant")
    with acting_as(world.head) as head:
        record(observed(world.house(7), "occupied", days_ago=30), head)
        record(said, head)
        record(observed(world.house(7), "", withdraws=said.id), head)
    assert occupancy(world.house(7)).state == "occupied"


def test_it_is_undone_even_where_the_withdrawal_came_first(world: World) -> None:
    said = observed(world.house(7), "vacant")
    with acting_as(world.head) as head:
        record(observed(None, "", withdraws=said.id), head)
        record(said, head)
    assert occupancy(world.house(7)).state == "unknown"
    with as_register():
        assert list(differences()) == []


def test_it_adds_a_house_that_was_not_known(world: World) -> None:
    found = uuid.uuid4()
    with acting_as(world.head) as head:
        record(observed(None, "vacant", found=found, place=place(140.3866, 38.3612)), head)
        record(observed(None, "occupied", found=found, place=place(140.3866, 38.3612), days_ago=0), head)
    with as_register():
        house = House.objects.get(client_id=found)
    assert house.number == 13
    assert occupancy(house).state == "occupied"


def test_it_costs_few_queries(world: World, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    said = observed(world.house(7))
    with acting_as(world.head) as head, django_assert_max_num_queries(21):
        record(said, head)


@pytest.mark.parametrize(
    ("flag", "more"),
    [
        ("position_zero", {"place": place(0, 0)}),
        ("far_away", {"place": place(140.389, 38.364)}),
        ("far_away", {"place": place(-73.9, 40.7)}),
    ],
)
def test_an_odd_position_is_kept_flagged_and_counts(world: World, flag: str, more: dict[str, object]) -> None:
    said = observed(world.house(7), **more)
    with acting_as(world.head) as head:
        record(said, head)
    assert stored(said.id).flags == [flag]
    assert occupancy(world.house(7)).state == "vacant"


def test_a_clock_that_is_off_is_flagged_and_the_day_put_right(world: World) -> None:
    said = observed(world.house(7), days_ago=400)
    with acting_as(world.head) as head:
        record(said, head, skew=dt.timedelta(days=-400))
    assert stored(said.id).flags == ["clock_off"]
    assert occupancy(world.house(7)).since == timezone.localdate()


def test_a_day_after_today_is_taken_as_today(world: World) -> None:
    with acting_as(world.head) as head:
        record(observed(world.house(7), days_ago=-4000), head)
    assert occupancy(world.house(7)).since == timezone.localdate()


@pytest.mark.parametrize("number", [1, 6])
def test_a_house_outside_the_own_association_waits_for_staff(world: World, number: int) -> None:
    said = observed(world.house(number))
    with acting_as(world.head) as head:
        record(said, head)
    assert stored(said.id).flags == ["outside_area"]
    assert stored(said.id).held
    assert occupancy(world.house(number)).state == "unknown"


def test_a_house_nobody_knows_waits_for_staff(world: World) -> None:
    said = observed(999_999_999)
    with acting_as(world.head) as head:
        record(said, head)
    assert stored(said.id).flags == ["unknown_house"]
    assert stored(said.id).house is None


def test_a_found_house_at_zero_is_kept_without_a_house(world: World) -> None:
    said = observed(None, found=uuid.uuid4(), place=place(0, 0))
    with acting_as(world.head) as head:
        record(said, head)
    assert stored(said.id).flags == ["unknown_house", "position_zero", "found"]


def test_an_ended_term_is_heard_but_does_not_count(world: World) -> None:
    said = observed(world.house(7))
    with acting_as(world.former) as former:
        record(said, former)
    assert stored(said.id).flags == ["term_ended"]
    assert occupancy(world.house(7)).state == "unknown"


def test_nobody_takes_back_what_another_association_said(world: World) -> None:
    said = observed(world.house(7), "vacant")
    with acting_as(world.head) as head:
        record(said, head)
    with acting_as(world.west_head) as west:
        record(observed(None, "", withdraws=said.id), west)
    assert occupancy(world.house(7)).state == "vacant"


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))), ids=str)
def test_every_word_about_a_house_found_beyond_the_border_waits(world: World, order: tuple[int, ...]) -> None:
    found, there = uuid.uuid4(), place(140.3799, 38.36)
    said = observed(None, "vacant", days_ago=3, found=found, place=there)
    said_again = observed(None, "occupied", days_ago=2, found=found, place=there)
    taken_back = observed(None, "", withdraws=said_again.id, found=found, place=there)
    with acting_as(world.head) as head:
        flags = {word: record((said, said_again, taken_back)[word], head).flags for word in order}
    assert all("outside_area" in each for each in flags.values())
    with as_register():
        house = House.objects.get(client_id=found)
    assert occupancy(house).state == "unknown"


@pytest.mark.parametrize("accepted_first", [True, False])
def test_what_was_accepted_for_a_house_is_taken_back_there(world: World, accepted_first: bool) -> None:
    said = observed(999_999_999, "vacant", days_ago=2)
    taken_back = observed(None, "", withdraws=said.id)
    with acting_as(world.head) as head:
        record(said, head)
        if not accepted_first:
            record(taken_back, head)
    with acting_as(world.staff) as staff:
        accept(said.id, world.house(7), staff)
    if accepted_first:
        assert occupancy(world.house(7)).state == "vacant"
        with acting_as(world.head) as head:
            record(taken_back, head)
    assert occupancy(world.house(7)).state == "unknown"
    with as_register():
        assert list(differences()) == []


@pytest.mark.parametrize("said_first", [True, False])
def test_nobody_takes_back_what_another_said_by_naming_the_house(world: World, said_first: bool) -> None:
    """An office person knows the observation of a head by its id; both may speak of the house."""
    said = observed(world.house(7), "vacant", days_ago=2)
    taken_back = observed(world.house(7), "", withdraws=said.id, channel=Channel.COUNTER)
    told = [(world.head, said), (world.staff, taken_back)]
    for person, word in told if said_first else reversed(told):
        with acting_as(person) as scope:
            record(word, scope)
    assert occupancy(world.house(7)).state == "vacant"


def test_a_viewer_may_not_say_anything(world: World) -> None:
    with acting_as(world.viewer) as viewer, pytest.raises(Refused):
        record(observed(world.house(7)), viewer)


def test_the_copies_are_what_the_rows_say(world: World) -> None:
    test_it_is_undone_by_another_that_withdraws_it(world)
    test_it_adds_a_house_that_was_not_known(world)
    with as_register():
        assert list(differences()) == []
