"""The package may be read by whoever finds the tablet: it never says why, whose, or what others know."""

import datetime as dt
import json
from typing import Any

import pytest
from django.utils import timezone

from akiya.access import acting_as, as_register
from akiya.models import Occupancy
from akiya.register import add_signal, decide
from akiya.words import Basis, Certainty, Precision, RequestReason, SignalKind, State
from surveys.asking import ask
from tests.surveys.conftest import Tablet
from tests.world import World

pytestmark = pytest.mark.django_db
TOP = {
    "generated_at",
    "schema",
    "epoch",
    "device",
    "person",
    "association",
    "municipality",
    "until",
    "since",
    "houses",
    "requests",
    "ground",
}
HOUSE = {"id", "label", "landmark", "point", "footprint", "before", "basis"}
REQUEST = {"house", "number", "done"}
SECRET = "CANARYSECRET"


@pytest.fixture
def full(tablet: Tablet, world: World) -> dict[str, Any]:
    """The package when the register knows everything that a tablet must not."""
    with acting_as(world.staff) as staff:
        house, today = world.house(8), timezone.localdate()
        add_signal(house, SignalKind.WATER_CLOSED, today, staff, value=SECRET, source=SECRET)
        decide(house, State.VACANT, today - dt.timedelta(days=9), Precision.DAY, Basis.VISIT, SECRET, staff)
        for number, reason in ((8, RequestReason.SIGNAL), (9, RequestReason.AUDIT), (10, RequestReason.DISPUTE)):
            ask(world.house(number), reason, staff)
    tablet.say(world.house(9).pk, "occupied", note=SECRET)
    with as_register():
        assert Occupancy.objects.get(house=house).state == "vacant", "or this test proves nothing"
    return tablet.get("package").json()


def test_it_has_these_fields_and_no_others(full: dict[str, Any]) -> None:
    assert full.keys() == TOP
    assert {key for house in full["houses"] for key in house} == HOUSE
    assert {key for request in full["requests"] for key in request} == REQUEST


def test_it_never_says_why_whose_or_what_others_know(full: dict[str, Any]) -> None:
    text = json.dumps(full, ensure_ascii=False)
    words = [*SignalKind, *RequestReason, *Certainty, "reason", "state", "signal", "owner", "certainty", "vacant"]
    labels = [str(kind.label) for kinds in (SignalKind, RequestReason, State) for kind in kinds]
    for word in [*words, *labels, SECRET, "空き家", "CANARYWEST", "CANARYOTHER"]:
        assert str(word) not in text


def test_the_houses_that_are_asked_about_look_like_the_others(full: dict[str, Any]) -> None:
    asked = {request["house"] for request in full["requests"]}
    unseen = [house for house in full["houses"] if house["id"] in asked and house["before"] is None]
    assert len(unseen) == 2
    for house in unseen:
        assert house.keys() == HOUSE
        assert house["basis"] is None
