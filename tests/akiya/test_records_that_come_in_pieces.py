"""An observation, its photos, and what was set aside under its name come in any order: the inbox says the same."""

import datetime as dt
import hashlib
import io
import itertools
import json
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection, transaction
from django.utils import timezone

from akiya.access import acting_as, as_register
from akiya.locks import lock_houses
from akiya.media.photos import PhotoReceipt, keep
from akiya.models import House, InboxItem
from akiya.projections import current
from akiya.projections.rebuild import differences
from akiya.register import Observed, record
from akiya.setting_aside import set_aside
from tests.akiya.observed import observed
from tests.akiya.pictures import with_exif
from tests.akiya.racing import forgotten, one_in_the_midst
from tests.world import World

JPEG, OTHER = with_exif(), with_exif(orientation=6)
HASH = hashlib.sha256(b"half a record").digest()
WRITTEN = (
    "akiya_settlement.recorded_at", "akiya_inboxitem.since", "akiya_setaside.recorded_at", "akiya_photo.recorded_at",
    "akiya_confirmation.known_from", "akiya_occupancychange.recorded_at", "akiya_observation.recorded_at",
)  # fmt: skip


@pytest.fixture(autouse=True)
def media(settings: LazySettings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def waits() -> set[tuple[str, int | None]]:
    """What waits, each with its house."""
    with as_register():
        return {(kind, house) for kind, house in InboxItem.objects.values_list("kind", "house_id")}


def nothing_differs() -> bool:
    with as_register():
        return list(differences()) == []


def picture(by: str, photo: uuid.UUID, of: uuid.UUID, data: bytes = JPEG) -> PhotoReceipt:
    with acting_as(World().person(by)) as scope:
        return keep(photo, of, io.BytesIO(data), hashlib.sha256(data).hexdigest(), scope)


def pieces(world: World) -> list[Callable[[], object]]:
    """An observation at house 7, a photo of it, another under the same id, and half a record under the first id."""
    name, photo = uuid.uuid4(), uuid.uuid4()

    def said() -> None:
        with acting_as(world.head) as head:
            record(observed(world.house(7), "vacant", id=name), head)

    def half() -> None:
        with as_register():
            body = json.dumps({"house": "?"})
            set_aside(world.mihon.pk, "malformed", name, world.head.pk, {"body": body}, HASH, "malformed")

    return [said, half, lambda: picture("head", photo, name), lambda: picture("head", photo, name, OTHER)]


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))), ids=str)
def test_what_was_set_aside_is_of_the_house_of_its_observation_whichever_came_first(
    world: World, order: tuple[int, ...]
) -> None:
    made = pieces(world)
    for nth in order:
        made[nth]()
    assert waits() == {("conflict", world.house(7).pk)}
    assert nothing_differs()


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[World]:
    """The world as other connections see it too; what is written of houses 7 and 8 is taken out afterwards."""
    began = timezone.now() - dt.timedelta(seconds=1)
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        world = World()
        yield world
        forgotten(began, *WRITTEN)
        with transaction.atomic(), as_register():
            houses = House.objects.filter(municipality=world.mihon, number__in=[7, 8]).values_list("pk", flat=True)
            current.bring_up_to_date(lock_houses(list(houses)), "forgotten")
        assert nothing_differs()
        connection.close()


def recording(world: World, said: Observed) -> Callable[[Callable[[], None]], object]:
    """Record an observation, and let another act begin before that is committed."""

    def recorded(let: Callable[[], None]) -> object:
        with transaction.atomic(), acting_as(world.head) as head:
            receipt = record(said, head)
            let()
            return receipt

    return recorded


def reused() -> int:
    with as_register():
        return InboxItem.objects.filter(kind="reused").count()


def test_of_two_photos_alike_that_come_at_once_one_waits(committed: World) -> None:
    def taken(let: Callable[[], None]) -> object:
        with transaction.atomic():
            receipt = picture("head", uuid.uuid4(), uuid.uuid4())
            let()
            return receipt

    one_in_the_midst(taken, lambda: picture("west-head", uuid.uuid4(), uuid.uuid4()))
    assert reused() == 1
    assert nothing_differs()


def test_a_photo_that_comes_while_its_observation_is_recorded_is_of_its_house(committed: World) -> None:
    """The same photo of another house: only who knows both houses can tell."""
    first, second = observed(committed.house(7)), observed(committed.house(8))
    with transaction.atomic(), acting_as(committed.head) as head:
        record(first, head)
    picture("head", uuid.uuid4(), first.id)

    outcomes = one_in_the_midst(recording(committed, second), lambda: picture("head", uuid.uuid4(), second.id))
    assert not [each for each in outcomes if isinstance(each, Exception)], outcomes
    assert reused() == 1
    assert nothing_differs()


def test_an_observation_that_is_recorded_while_its_photo_comes_for_another_house_tells_of_which_it_is(
    committed: World,
) -> None:
    first, second = observed(committed.house(7), days_ago=2), observed(committed.house(8), days_ago=1)
    picture("head", uuid.uuid4(), first.id)
    with transaction.atomic(), acting_as(committed.head) as head:
        record(second, head)

    outcomes = one_in_the_midst(recording(committed, first), lambda: picture("head", uuid.uuid4(), second.id))
    assert not [each for each in outcomes if isinstance(each, Exception)], outcomes
    assert reused() == 1
    assert nothing_differs()
