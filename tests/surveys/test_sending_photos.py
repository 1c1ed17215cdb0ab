"""Photos from the field: each by itself, acknowledged by id and hash."""

import errno
import hashlib
import os
import uuid
from pathlib import Path

import pytest
from django.conf import LazySettings

from akiya.access import acting_as, as_register
from akiya.models import Photo, Term
from akiya.people.terms import end_term
from tests.akiya.pictures import drawn, encoded
from tests.surveys.conftest import Tablet, tablet_of
from tests.world import World, yesterday

pytestmark = pytest.mark.django_db
JPEG = encoded(drawn())


@pytest.fixture(autouse=True)
def media(settings: LazySettings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def count() -> int:
    with as_register():
        return Photo.objects.count()


def test_a_photo_is_acknowledged_by_its_id_and_hash(tablet: Tablet) -> None:
    photo, observation = uuid.uuid4(), uuid.uuid4()
    response = tablet.send_photo(photo, observation, JPEG)
    assert response.status_code == 200
    assert response.json()["id"] == str(photo)
    assert response.json()["sha256"] == hashlib.sha256(JPEG).hexdigest()


def test_it_may_come_before_its_observation(tablet: Tablet, world: World) -> None:
    photo, observation = uuid.uuid4(), uuid.uuid4()
    assert tablet.send_photo(photo, observation, JPEG).status_code == 200
    assert tablet.say(world.house(8).pk, id=observation, photos=[str(photo)]).status_code == 200


def test_the_same_photo_again_is_acknowledged_again(tablet: Tablet) -> None:
    photo, observation = uuid.uuid4(), uuid.uuid4()
    first, second = (tablet.send_photo(photo, observation, JPEG) for _time in range(2))
    assert first.json() == second.json()
    assert count() == 1


def test_another_photo_under_the_same_id_is_a_conflict(tablet: Tablet) -> None:
    photo, observation = uuid.uuid4(), uuid.uuid4()
    tablet.send_photo(photo, observation, JPEG)
    response = tablet.send_photo(photo, observation, encoded(drawn(99, 99)))
    assert (response.status_code, response.json()["code"], response.json()["id"]) == (409, "conflict", str(photo))


@pytest.mark.parametrize("data", [b"", b"<html>", b"{}", JPEG[:300], b"\xff\xd8" + b"\0" * 100])
def test_what_is_no_picture_is_said_to_be_none(tablet: Tablet, data: bytes) -> None:
    response = tablet.send_photo(uuid.uuid4(), uuid.uuid4(), data)
    assert (response.status_code, response.json()["code"]) == (422, "not_an_image")
    assert count() == 0


def test_after_a_bad_photo_the_next_one_is_taken(tablet: Tablet, world: World) -> None:
    observation = uuid.uuid4()
    tablet.send_photo(uuid.uuid4(), observation, b"<html>")
    assert tablet.send_photo(uuid.uuid4(), observation, JPEG).status_code == 200
    assert tablet.say(world.house(8).pk, id=observation).status_code == 200


@pytest.mark.parametrize("sha256", ["", "0" * 64, "not hex"])
def test_a_photo_that_was_damaged_on_the_way_is_asked_for_again(tablet: Tablet, sha256: str) -> None:
    response = tablet.send_photo(uuid.uuid4(), uuid.uuid4(), JPEG, sha256)
    assert (response.status_code, response.json()["code"]) == (422, "sha256_differs")


def test_a_photo_that_is_far_too_large_is_refused(tablet: Tablet, settings: LazySettings) -> None:
    response = tablet.send_photo(uuid.uuid4(), uuid.uuid4(), bytes(settings.PHOTO_BYTES + 1))
    assert (response.status_code, response.json()["code"]) == (413, "too_large")


@pytest.mark.parametrize("address", ["photos/x?observation={}", "photos/{}?observation=x", "photos/{}"])
def test_an_address_without_two_ids_is_malformed(tablet: Tablet, address: str) -> None:
    response = tablet.put(address.format(uuid.uuid4()), JPEG)
    assert (response.status_code, response.json()["code"]) == (422, "malformed")


def test_nobody_hangs_a_photo_on_the_observation_of_another(tablet: Tablet, world: World) -> None:
    theirs = uuid.uuid4()
    tablet_of(world.west_head, world.mihon).say(world.house(2).pk, id=theirs)
    response = tablet.send_photo(uuid.uuid4(), theirs, JPEG)
    assert (response.status_code, response.json()["code"]) == (403, "refused")


def test_a_photo_sent_after_the_term_ended_is_still_taken(tablet: Tablet, world: World) -> None:
    with acting_as(world.staff) as staff:
        end_term(Term.objects.get(person=world.head), yesterday(), staff)
    assert tablet.send_photo(uuid.uuid4(), uuid.uuid4(), JPEG).status_code == 200


def test_a_full_disk_is_said_to_be_full_and_the_tablet_keeps_the_photo(
    tablet: Tablet, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    response = tablet.send_photo(uuid.uuid4(), uuid.uuid4(), JPEG)
    assert (response.status_code, response.json()["code"]) == (507, "storage_full")
    assert count() == 0
