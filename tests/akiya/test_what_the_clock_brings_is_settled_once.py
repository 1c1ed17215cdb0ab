"""A tablet that fell silent has no row in the inbox: of two people who settle it at once, the second is told."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.db import connection
from django.utils import timezone

from akiya.access import acting_as, as_register
from akiya.inbox.settling import settle
from akiya.models import Settlement
from akiya.register import NotPossible
from akiya.words import Resolution
from surveys.devices import add_device
from surveys.models import Device
from tests.akiya.racing import at_once, forgotten
from tests.world import World


@pytest.fixture
def key(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[str]:
    """The item of a tablet that was not heard of for days, as other connections see it too; removed afterwards."""
    began = timezone.now() - dt.timedelta(seconds=1)
    seen_at = began - dt.timedelta(days=9)
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        world = World()
        with as_register():
            add_device(world.head, world.mihon.pk, "iPad")
            device = Device.objects.latest("enrolled_at")
            Device.objects.filter(pk=device.pk).update(seen_at=seen_at, pending=2)
        yield f"silent:{device.pk}:{seen_at.astimezone(dt.UTC):%Y%m%d%H%M%S}"
        forgotten(began, "akiya_settlement.recorded_at")
        device.delete()
        connection.close()


def test_it_is_settled_once(key: str) -> None:
    staff = World().staff

    def ask() -> Settlement:
        with acting_as(staff) as scope:
            return settle(key, Resolution.SEEN, "電話で聞いた", scope)

    outcomes = at_once(*[ask] * 4)
    assert sorted(type(each) is NotPossible for each in outcomes) == [False, True, True, True], outcomes
    with as_register():
        assert Settlement.objects.filter(key=key).count() == 1
