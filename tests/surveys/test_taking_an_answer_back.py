"""An answer is undone by another that takes it back. Nothing is ever removed."""

import uuid

import pytest

from akiya.access import as_register
from akiya.models import Occupancy, OccupancyChange
from tests.surveys.conftest import Tablet, kept, observations
from tests.world import World

pytestmark = pytest.mark.django_db


def state(world: World, number: int) -> str:
    with as_register():
        return Occupancy.objects.get(house=world.house(number)).state


def test_what_was_said_no_longer_stands_and_is_still_there(tablet: Tablet, world: World) -> None:
    house, observation = world.house(8).pk, uuid.uuid4()
    tablet.say(house, "vacant", id=observation)
    assert state(world, 8) == "vacant"
    assert tablet.say(house, None, withdraws=str(observation)).status_code == 200
    assert state(world, 8) == "unknown"
    assert observations() == 2
    with as_register():
        assert OccupancyChange.objects.filter(house=house, state="vacant").exists()


def test_the_answer_before_it_stands_again(tablet: Tablet, world: World) -> None:
    house, observation = world.house(8).pk, uuid.uuid4()
    tablet.say(house, "occupied")
    tablet.say(house, "vacant", id=observation)
    tablet.say(house, None, withdraws=str(observation))
    assert state(world, 8) == "occupied"


def test_one_observation_may_take_back_and_say_anew(tablet: Tablet, world: World) -> None:
    house, observation = world.house(8).pk, uuid.uuid4()
    tablet.say(house, "vacant", id=observation)
    tablet.say(house, "gone", withdraws=str(observation))
    assert state(world, 8) == "gone"


def test_taking_back_needs_no_house(tablet: Tablet, world: World) -> None:
    observation, back = uuid.uuid4(), uuid.uuid4()
    tablet.say(world.house(8).pk, "vacant", id=observation)
    tablet.say(None, None, id=back, withdraws=str(observation))
    assert kept(back).house_id == world.house(8).pk
    assert state(world, 8) == "unknown"


def test_taking_back_what_never_came_is_kept(tablet: Tablet) -> None:
    assert tablet.say(None, None, withdraws=str(uuid.uuid4())).status_code == 200


def test_a_taking_back_that_overtakes_its_answer_still_counts(tablet: Tablet, world: World) -> None:
    house, observation = world.house(8).pk, uuid.uuid4()
    tablet.say(house, None, withdraws=str(observation))
    tablet.say(house, "vacant", id=observation)
    assert state(world, 8) == "unknown"
