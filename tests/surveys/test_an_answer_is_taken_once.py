"""The same answer may come many times and counts once; another answer under its id is kept aside."""

import uuid

import pytest

from akiya import register
from akiya.access import as_register
from akiya.models import Occupancy, SetAside
from tests.surveys.conftest import Tablet, ago, kept, observations, tablet_of
from tests.world import World

pytestmark = pytest.mark.django_db


def test_an_answer_is_acknowledged_by_its_id(tablet: Tablet, world: World) -> None:
    observation = uuid.uuid4()
    response = tablet.say(world.house(8).pk, id=observation)
    assert response.status_code == 200
    assert response.json()["id"] == str(observation)
    assert response.json()["recorded_at"].startswith(kept(observation).recorded_at.strftime("%Y-%m-%d"))


def test_an_answer_changes_what_the_register_holds(tablet: Tablet, world: World) -> None:
    tablet.say(world.house(8).pk, "vacant")
    with as_register():
        assert Occupancy.objects.get(house=world.house(8)).state == "vacant"


def test_the_same_answer_again_is_acknowledged_again_and_counted_once(tablet: Tablet, world: World) -> None:
    observation, seen_at = uuid.uuid4(), ago(minutes=3)
    first = tablet.say(world.house(8).pk, id=observation, seen_at=seen_at)
    second = tablet.say(world.house(8).pk, id=observation, seen_at=seen_at)
    assert (first.status_code, second.status_code) == (200, 200)
    assert first.json() == second.json()
    assert observations() == 1


def test_the_same_moment_written_in_another_zone_is_the_same_answer(tablet: Tablet, world: World) -> None:
    observation = uuid.uuid4()
    tablet.say(world.house(8).pk, id=observation, seen_at="2026-11-20T10:00:00+09:00")
    again = tablet.say(world.house(8).pk, id=observation, seen_at="2026-11-20T01:00:00Z")
    assert again.status_code == 200


def test_another_answer_under_the_same_id_is_a_conflict_and_both_are_kept(tablet: Tablet, world: World) -> None:
    observation, seen_at = uuid.uuid4(), ago(minutes=3)
    tablet.say(world.house(8).pk, "vacant", id=observation, seen_at=seen_at)
    response = tablet.say(world.house(8).pk, "occupied", id=observation, seen_at=seen_at)
    assert response.status_code == 409
    assert response.json()["code"] == "conflict"
    assert response.json()["id"] == str(observation)
    assert kept(observation).answer == "vacant"
    with as_register():
        assert SetAside.objects.get(subject=observation).body["answer"] == "occupied"


def test_an_answer_sent_again_from_a_newly_enrolled_device_is_the_same_answer(tablet: Tablet, world: World) -> None:
    observation, seen_at = uuid.uuid4(), ago(minutes=3)
    tablet.say(world.house(8).pk, id=observation, seen_at=seen_at)
    replaced = tablet_of(world.head, world.mihon)
    assert replaced.say(world.house(8).pk, id=observation, seen_at=seen_at).status_code == 200


def test_without_the_check_for_a_known_id_a_conflict_would_go_unseen(
    tablet: Tablet, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register.Observed, "digest", lambda observation: b"one and the same".ljust(32))
    observation = uuid.uuid4()
    tablet.say(world.house(8).pk, "vacant", id=observation)
    assert tablet.say(world.house(8).pk, "occupied", id=observation).status_code == 200
