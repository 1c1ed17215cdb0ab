"""れんしゅう: a street that looks like a package and that the register could not take an answer of."""

import json

import pytest

from surveys.practice import practice_town
from surveys.statements import MOST_IDS
from tests.surveys.conftest import Tablet, observations


@pytest.mark.django_db
def test_it_has_the_shape_of_a_package(tablet: Tablet) -> None:
    real, practised = tablet.get("package").json(), practice_town()
    assert practised.keys() == real.keys()
    assert practised["houses"][0].keys() == real["houses"][0].keys()
    assert practised["ground"][0].keys() == {"kind", "rank", "name", "width", "geometry"}
    assert [piece["name"] for piece in practised["ground"] if "at" in piece] == ["れんしゅう公園", "れんしゅう通り"]
    assert {each["house"] for each in practised["requests"]} <= {house["id"] for house in practised["houses"]}


def test_a_tablet_reads_its_numbers_as_they_are() -> None:
    for house in practice_town()["houses"]:
        assert int(float(house["id"])) == house["id"]
        assert house["id"] > MOST_IDS
    assert len({float(house["id"]) for house in practice_town()["houses"]}) == 6


@pytest.mark.django_db
def test_the_register_refuses_an_answer_of_it(tablet: Tablet) -> None:
    response = tablet.say(practice_town()["houses"][0]["id"])
    assert (response.status_code, response.json()["code"]) == (422, "malformed")
    assert observations() == 0


def test_it_is_the_same_every_time() -> None:
    assert json.dumps(practice_town()) == json.dumps(practice_town())
