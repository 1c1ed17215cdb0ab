"""How many exports one person may have under way is counted one by one, however fast they press."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.db import connection
from django.utils import timezone

from akiya.access import acting_as
from maps.exports import jobs
from maps.exports.order import Order
from maps.formats import Format
from maps.models import ExportJob
from tests.akiya.racing import at_once, forgotten
from tests.world import World


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[World]:
    """The world as other connections see it too; the exports are taken out afterwards."""
    began = timezone.now() - dt.timedelta(seconds=1)
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        yield World()
        forgotten(began, "maps_exportjob.ordered_at")
        connection.close()


def test_of_many_that_are_asked_for_at_once_no_more_are_begun(committed: World) -> None:
    def press() -> ExportJob | None:
        with acting_as(committed.staff) as staff:
            return None if jobs.is_busy(staff) else jobs.ask(Order(Format.CSV), committed.mihon, "議会の資料", staff)

    assert committed.staff and committed.mihon
    begun = at_once(*[press] * (jobs.MOST_AT_ONCE + 3))
    assert sum(isinstance(each, ExportJob) for each in begun) == jobs.MOST_AT_ONCE
    assert begun.count(None) == 3
