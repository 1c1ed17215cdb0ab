"""What goes through the whole register leaves alone what others write meanwhile, and locks in two orders end."""

import datetime as dt
import threading
from collections.abc import Callable, Iterator

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from akiya import locks
from akiya.access import acting_as, as_register
from akiya.locks import lock_houses
from akiya.models import House
from akiya.not_possible import Busy
from akiya.projections import current, found_by
from akiya.projections.rebuild import differences
from akiya.projections.waiting.filling import fill
from akiya.register import record
from akiya.register.houses import edit_house
from akiya.texts.forms import RULES
from tests.akiya.observed import observed
from tests.akiya.racing import at_once, forgotten, one_in_the_midst
from tests.world import World

WRITTEN = (
    "akiya_inboxitem.since", "akiya_confirmation.known_from", "akiya_occupancychange.recorded_at",
    "akiya_observation.recorded_at", "akiya_houseevent.pgh_created_at",
)  # fmt: skip


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[World]:
    """The world as other connections see it too; what is written of house 7 is taken out afterwards."""
    began = timezone.now() - dt.timedelta(seconds=1)
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        world = World()
        house = world.house(7)
        yield world
        with transaction.atomic(), as_register():
            House.objects.filter(pk=house.pk).update(landmark=house.landmark)
            found_by.renew_houses([house.pk])
        forgotten(began, *WRITTEN)
        with transaction.atomic(), as_register():
            current.bring_up_to_date(lock_houses([house.pk]), "forgotten")
            assert list(differences()) == []
        connection.close()


def test_what_houses_are_found_by_is_not_taken_back_to_before_an_edit(committed: World) -> None:
    seven = committed.house(7)
    with as_register():
        House.objects.filter(pk=seven.pk).update(search_rules=RULES - 1)

    def edited(let: Callable[[], None]) -> None:
        with transaction.atomic(), acting_as(committed.staff) as staff:
            edit_house(seven, {"landmark": "青い屋根"}, staff)
            let()

    assert [each for each in one_in_the_midst(edited, found_by.renew) if isinstance(each, Exception)] == []
    with as_register():
        assert "青い屋根" in House.objects.get(pk=seven.pk).search_text


def test_whoever_speaks_while_the_inbox_is_filled_anew_waits_for_it(committed: World) -> None:
    done: list[str] = []

    def filled(let: Callable[[], None]) -> None:
        with transaction.atomic(), as_register():
            fill()
            let()
            done.append("filled")

    def said() -> None:
        with transaction.atomic(), acting_as(committed.head) as head:
            record(observed(committed.house(7)), head)
        done.append("said")

    assert one_in_the_midst(filled, said) == [None, None]
    assert done == ["filled", "said"]


def test_of_two_who_wait_for_each_other_one_is_told_to_come_again(committed: World) -> None:
    """No door locks in two orders; whatever should, after all, is busy and no fault."""
    held = threading.Barrier(2)
    first, second = committed.house(7).pk, committed.house(8).pk

    def both(one: int, other: int) -> None:
        try:
            with transaction.atomic(), as_register():
                lock_houses([one])
                held.wait(timeout=20)
                lock_houses([other])
        except DatabaseError as error:
            raise locks.busy(error) or error from error

    ended = at_once(lambda: both(first, second), lambda: both(second, first))
    assert {type(each) for each in ended} == {Busy, type(None)}
