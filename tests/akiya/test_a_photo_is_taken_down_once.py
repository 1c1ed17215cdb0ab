"""Of two people who take one photo down at once, or put it back, the second is told."""

import datetime as dt
import uuid
from collections.abc import Iterator

import pytest
from django.db import connection
from django.utils import timezone

from akiya.access import acting_as, as_register
from akiya.media.takedowns import put_back, take_down
from akiya.models import Photo
from akiya.register import NotPossible
from tests.akiya.racing import at_once, forgotten
from tests.world import World


@pytest.fixture
def photo(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Photo]:
    """A photo that other connections see too; removed afterwards with all that was done with it."""
    began = timezone.now() - dt.timedelta(seconds=1)
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        world = World()
        with as_register():
            photo = Photo.objects.create(
                id=uuid.uuid4(), municipality=world.mihon, observation_id=uuid.uuid4(), original_sha256=b"?" * 32,
                file="none.webp", width=1, height=1,
            )  # fmt: skip
        yield photo
        forgotten(began, "akiya_takedown.recorded_at", "akiya_photo.recorded_at")
        connection.close()


def test_it_is_taken_down_once_and_put_back_once(photo: Photo) -> None:
    staff = World().staff

    def down() -> object:
        with acting_as(staff) as scope:
            return take_down(photo, "顔が写っている", scope)

    def back() -> object:
        with acting_as(staff) as scope:
            return put_back(photo, "ちがう写真だった", scope)

    for act in (down, back, down):
        outcomes = at_once(*[act] * 4)
        assert sorted(type(each) is NotPossible for each in outcomes) == [False, True, True, True], outcomes
