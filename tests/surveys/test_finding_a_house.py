"""A head reports a house that the register did not know."""

import uuid

import pytest

from akiya.access import acting_as, as_register
from akiya.models import House, HouseArea, Occupancy, Term
from akiya.people.terms import end_term
from tests.surveys.conftest import Tablet, kept
from tests.world import World, yesterday

pytestmark = pytest.mark.django_db
IN_THE_EAST = {"lng": 140.3852, "lat": 38.3612, "accuracy": 10}


def found(client_id: uuid.UUID) -> House:
    with as_register():
        return House.objects.get(client_id=client_id)


def test_it_is_in_the_register_with_a_number_a_place_and_its_areas(tablet: Tablet, world: World) -> None:
    name = uuid.uuid4()
    assert tablet.say(None, "vacant", found=str(name), place=IN_THE_EAST).status_code == 200
    house = found(name)
    assert house.number == 13
    assert house.point is not None
    assert house.point.coords == (140.3852, 38.3612)
    with as_register():
        assert HouseArea.objects.filter(house=house, area__name="東自治会").exists()
        assert Occupancy.objects.get(house=house).state == "vacant"


def test_it_is_in_the_next_package(tablet: Tablet) -> None:
    name = uuid.uuid4()
    tablet.say(None, "vacant", found=str(name), place=IN_THE_EAST)
    assert found(name).pk in {house["id"] for house in tablet.get("package").json()["houses"]}


def test_a_second_answer_about_it_falls_to_the_same_house(tablet: Tablet) -> None:
    name, second = uuid.uuid4(), uuid.uuid4()
    tablet.say(None, "vacant", found=str(name), place=IN_THE_EAST)
    tablet.say(None, "occupied", found=str(name), place=IN_THE_EAST, id=second)
    assert kept(second).house_id == found(name).pk


def test_the_same_report_again_makes_no_second_house(tablet: Tablet) -> None:
    name, observation = uuid.uuid4(), uuid.uuid4()
    for _time in range(2):
        tablet.say(
            None, "vacant", found=str(name), place=IN_THE_EAST, id=observation, seen_at="2026-11-20T10:00:00+09:00"
        )
    with as_register():
        assert House.objects.filter(source="field").count() == 1


@pytest.mark.parametrize("place", [None, {"lng": 0, "lat": 0}, {"lng": 139.7, "lat": 35.7}])
def test_without_a_place_in_the_city_the_report_waits_for_staff(tablet: Tablet, place: dict[str, float] | None) -> None:
    observation = uuid.uuid4()
    assert tablet.say(None, "vacant", found=str(uuid.uuid4()), place=place, id=observation).status_code == 200
    assert kept(observation).held
    assert "unknown_house" in kept(observation).flags


def test_what_a_former_head_found_waits_for_staff_and_is_not_added(tablet: Tablet, world: World) -> None:
    with acting_as(world.staff) as staff:
        end_term(Term.objects.get(person=world.head), yesterday(), staff)
    observation = uuid.uuid4()
    assert tablet.say(None, "vacant", found=str(uuid.uuid4()), place=IN_THE_EAST, id=observation).status_code == 200
    assert kept(observation).held
    with as_register():
        assert not House.objects.filter(source="field").exists()
