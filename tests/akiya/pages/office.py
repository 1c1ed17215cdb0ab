"""The office seen from a browser: people signed in, and a house with a story."""

import datetime as dt
import uuid

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from akiya.access import acting_as
from akiya.models import Decision, House, Person
from akiya.register import add_signal, decide, record
from akiya.words import Basis, Channel, Precision, SignalKind, State
from tests.akiya.observed import observed
from tests.world import World

NOTE, REASON, VALUE = "雨戸が閉まったまま", "返戻と閉栓が続く", "検針ゼロ"


def signed_in(person: Person) -> Client:
    """A browser in which a person is signed in."""
    client = Client()
    client.force_login(person)
    return client


def text_of(response: HttpResponse) -> str:
    return response.content.decode()


def days_ago(days: int) -> dt.date:
    return timezone.localdate() - dt.timedelta(days=days)


def tell_a_story(world: World, house: House) -> Decision:
    """A call, a neighbour's look, a closed meter and a decision, about one house of 東自治会."""
    with acting_as(world.staff) as staff:
        record(observed(house, "occupied", days_ago=900, channel=Channel.COUNTER), staff)
        add_signal(house, SignalKind.WATER_CLOSED, days_ago(40), staff, value=VALUE, source="水道課")
    with acting_as(world.head) as head:
        record(observed(house, "vacant", days_ago=20, note=NOTE, concerns=("plants",)), head)
    with acting_as(world.staff) as staff:
        return decide(house, State.VACANT, days_ago(60), Precision.DAY, Basis.REVIEW, REASON, staff)


def crowd(world: World, house: House, records: int = 40) -> None:
    """A house of which much was said."""
    with acting_as(world.head) as head:
        for number in range(records):
            answer = ("vacant", "occupied", "occasional", "unsure")[number % 4]
            record(observed(house, answer, days_ago=30 + 60 * number, note=NOTE), head)


@pytest.fixture
def staff_page(world: World) -> Client:
    return signed_in(world.staff)


@pytest.fixture
def viewer_page(world: World) -> Client:
    return signed_in(world.viewer)


def new_id() -> str:
    return str(uuid.uuid4())
