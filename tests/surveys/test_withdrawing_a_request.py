"""取り下げる: staff ask no longer, tablets show it no more, and one undo takes back what was withdrawn at once."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import connection, transaction
from django.utils import timezone

from akiya.access import Refused, acting_as, as_register
from akiya.inbox.settling import settle, settle_many, undo
from akiya.models import InboxItem, Settlement
from akiya.not_possible import Busy
from akiya.projections.rebuild import differences
from akiya.register import NotPossible
from akiya.words import RequestReason, Resolution
from surveys.asking import ask
from surveys.models import Request, RequestWithdrawal
from surveys.withdrawing import Outcome, ask_on, withdraw
from tests.surveys.conftest import Tablet, ago
from tests.surveys.test_asking_once_more import a_contradiction
from tests.world import World

pytestmark = pytest.mark.django_db
WHY = "別の調査で分かった"


def asked(world: World, *numbers: int) -> list[int]:
    """Houses that are asked about today; the ids of their requests."""
    with acting_as(world.staff) as staff:
        return [ask(world.house(number), RequestReason.RENEWAL, staff).pk for number in numbers]


def withdrawn(world: World, ids: list[int], reason: str = WHY) -> Outcome:
    with acting_as(world.staff) as staff:
        return withdraw(ids, reason, staff)


def asked_on(world: World, together: uuid.UUID) -> Outcome:
    with acting_as(world.staff) as staff:
        return ask_on(together, "まちがえた", staff)


def open_ids() -> list[int]:
    with as_register():
        return list(Request.objects.filter(closed_on=None).order_by("pk").values_list("pk", flat=True))


def on_the_tablet(tablet: Tablet) -> list[int]:
    return [each["house"] for each in tablet.get("package").json()["requests"]]


def keys() -> list[str]:
    with as_register():
        assert list(differences()) == []
        return sorted(InboxItem.objects.values_list("key", flat=True))


def test_a_tablet_shows_it_no_more_and_shows_it_again_after_the_undo(tablet: Tablet, world: World) -> None:
    first, second = asked(world, 8, 9)
    outcome = withdrawn(world, [first])
    assert open_ids() == [second]
    assert on_the_tablet(tablet) == [world.house(9).pk]
    asked_on(world, outcome.together)
    assert open_ids() == [first, second]
    assert set(on_the_tablet(tablet)) == {world.house(8).pk, world.house(9).pk}


def test_one_that_was_answered_stays_on_the_tablet_as_done(tablet: Tablet, world: World) -> None:
    asked(world, 8)
    tablet.say(world.house(8).pk)
    assert [each["done"] for each in tablet.get("package").json()["requests"]] == [True]


def test_it_keeps_who_withdrew_it_and_why(world: World) -> None:
    (request,) = asked(world, 8)
    withdrawn(world, [request])
    with as_register():
        row = RequestWithdrawal.objects.get()
    assert (row.request_id, row.person_id, row.reason, row.undoes) == (request, world.staff.pk, WHY, None)


def test_a_reason_is_needed(world: World) -> None:
    ids = asked(world, 8)
    with pytest.raises(NotPossible, match="理由"):
        withdrawn(world, ids, "  ")
    assert open_ids() == ids


def test_withdrawing_twice_is_as_once(world: World) -> None:
    ids = asked(world, 8)
    withdrawn(world, ids)
    assert withdrawn(world, ids)[1:] == ([], 1)
    with as_register():
        assert RequestWithdrawal.objects.count() == 1


def test_many_go_at_once_and_one_undo_takes_all_of_it_back_once(world: World) -> None:
    ids = asked(world, 7, 8, 9)
    outcome = withdrawn(world, ids)
    assert outcome.done == ids and open_ids() == []
    assert asked_on(world, outcome.together).done == ids
    assert asked_on(world, outcome.together)[1:] == ([], 0)
    assert open_ids() == ids


def test_an_answer_that_came_first_is_left_and_counted(tablet: Tablet, world: World) -> None:
    first, second = asked(world, 8, 9)
    tablet.say(world.house(8).pk)
    assert withdrawn(world, [first, second])[1:] == ([second], 1)
    with as_register():
        assert Request.objects.get(pk=first).answered_by is not None


def test_an_answer_that_comes_after_it_is_kept_and_does_not_open_it(tablet: Tablet, world: World) -> None:
    ids = asked(world, 8)
    withdrawn(world, ids)
    assert tablet.say(world.house(8).pk, seen_at=ago(minutes=1)).status_code == 200
    with as_register():
        request = Request.objects.get()
    assert (request.closed_on, request.answered_by) == (timezone.localdate(), None)


def test_an_answer_that_came_meanwhile_answers_what_is_asked_on(tablet: Tablet, world: World) -> None:
    outcome = withdrawn(world, asked(world, 8))
    observation = uuid.uuid4()
    tablet.say(world.house(8).pk, id=observation)
    asked_on(world, outcome.together)
    with as_register():
        assert Request.objects.get().answered_by == observation
    assert open_ids() == []


def test_one_that_was_asked_anew_meanwhile_is_left(world: World) -> None:
    first, second = asked(world, 8, 9)
    outcome = withdrawn(world, [first, second])
    (anew,) = asked(world, 8)
    assert asked_on(world, outcome.together)[1:] == ([second], 1)
    assert open_ids() == [second, anew]


def test_one_after_which_another_was_asked_and_withdrawn_is_left(world: World) -> None:
    first = withdrawn(world, asked(world, 8))
    withdrawn(world, asked(world, 8))
    assert asked_on(world, first.together)[1:] == ([], 1)
    assert open_ids() == []


def test_a_contradiction_that_was_asked_about_waits_again(world: World) -> None:
    key = a_contradiction(world)
    with acting_as(world.staff) as staff:
        settle(key, Resolution.ASK, "どちらか分からない", staff)
    assert keys() == []
    withdrawn(world, open_ids())
    assert keys() == [key] and open_ids() == []
    with as_register():
        assert Settlement.objects.exclude(undoes=None).count() == 1


def test_what_was_answered_since_cannot_be_asked_no_more(tablet: Tablet, world: World) -> None:
    key = a_contradiction(world)
    with acting_as(world.staff) as staff:
        (settlement,) = settle_many([key], Resolution.ASK, "どちらか分からない", staff)
    tablet.say(world.house(8).pk, "vacant")
    with acting_as(world.staff) as staff, pytest.raises(NotPossible, match="もう 答えが届いている"):
        undo(settlement, "まちがえた", staff)


@contextmanager
def somebody_writes_of(house: int) -> Iterator[None]:
    """Another connection whose turn at a house it is."""
    settings = connection.settings_dict
    place = {"host": settings["HOST"], "port": settings["PORT"] or None, "dbname": settings["NAME"]}
    with psycopg.connect(**place, user=settings["USER"], password=settings["PASSWORD"] or None) as other:
        other.execute("SELECT set_config('akiya.actor', 'register', true)")
        other.execute("SELECT id FROM akiya_house WHERE id = %s FOR NO KEY UPDATE", [house])
        yield


def test_it_waits_for_an_answer_that_is_just_being_written(world: World) -> None:
    house, east = world.house(8).pk, world.area("東自治会")
    with as_register():  # asking takes the lock of the house, which this transaction would keep
        request = Request.objects.create(
            municipality=world.mihon, house_id=house, association=east, reason="audit", asked_on=timezone.localdate()
        )
    ids = [request.pk]
    with somebody_writes_of(house), connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '100ms'")
        with pytest.raises(Busy), transaction.atomic():
            withdrawn(world, ids)
    assert withdrawn(world, ids).done == ids


def test_another_city_may_neither_withdraw_nor_ask_on(world: World) -> None:
    ids = asked(world, 8)
    with acting_as(world.other_staff) as stranger, pytest.raises(Refused):
        withdraw(ids, WHY, stranger)
    outcome = withdrawn(world, ids)
    with acting_as(world.other_staff) as stranger, pytest.raises(Refused):
        ask_on(outcome.together, WHY, stranger)
    assert open_ids() == []
