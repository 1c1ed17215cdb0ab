"""An answer closes the request it answers; taking it back opens the request again."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from akiya.access import acting_as, as_register
from akiya.inbox.settling import settle, undo
from akiya.register import merge, retract, unmerge
from akiya.words import RequestReason, Resolution
from surveys import answers
from surveys.asking import ask
from surveys.models import Request
from surveys.withdrawing import withdraw
from tests.surveys.conftest import Tablet, ago, observations, tablet_of
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(world: World) -> Request:
    """House 8 is asked about today."""
    with acting_as(world.staff) as staff:
        return ask(world.house(8), RequestReason.SIGNAL, staff)


def answered(tablet: Tablet, world: World) -> uuid.UUID:
    """What is asked about is answered from the tablet."""
    observation = uuid.uuid4()
    tablet.say(world.house(8).pk, id=observation)
    return observation


def now(request: Request) -> Request:
    with as_register():
        return Request.objects.get(pk=request.pk)


@pytest.mark.parametrize("answer", ["occupied", "occasional", "vacant", "gone", "unsure"])
def test_any_answer_closes_it(tablet: Tablet, world: World, asked: Request, answer: str) -> None:
    observation = uuid.uuid4()
    tablet.say(world.house(8).pk, answer, id=observation)
    assert (now(asked).closed_on, now(asked).answered_by) == (timezone.localdate(), observation)


def test_an_answer_about_another_house_leaves_it_open(tablet: Tablet, world: World, asked: Request) -> None:
    tablet.say(world.house(9).pk)
    assert now(asked).closed_on is None


def test_an_observation_before_it_was_asked_does_not_answer_it(tablet: Tablet, world: World, asked: Request) -> None:
    tablet.say(world.house(8).pk, seen_at=ago(days=2))
    assert now(asked).closed_on is None


def test_an_observation_earlier_on_the_day_on_which_it_was_asked_does_not_answer_it(
    tablet: Tablet, world: World, asked: Request
) -> None:
    tablet.say(world.house(8).pk, seen_at=(asked.recorded_at - dt.timedelta(minutes=2)).isoformat())
    assert now(asked).closed_on is None


def test_a_tablet_whose_clock_is_slow_answers_it_all_the_same(tablet: Tablet, world: World, asked: Request) -> None:
    slow = (timezone.now() - dt.timedelta(hours=5)).isoformat()
    tablet.say(world.house(8).pk, seen_at=slow, device_time=slow)
    assert now(asked).closed_on is not None


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_first_answer_closes_it_whichever_arrives_first(
    tablet: Tablet, world: World, asked: Request, order: tuple[int, ...]
) -> None:
    with as_register():
        Request.objects.update(recorded_at=timezone.now() - dt.timedelta(days=9))
    observations = [(uuid.uuid4(), ago(days=8)), (uuid.uuid4(), ago(days=2))]
    for nth in order:
        tablet.say(world.house(8).pk, id=observations[nth][0], seen_at=observations[nth][1])
    assert now(asked).answered_by == observations[0][0]
    assert now(asked).closed_on == timezone.localdate() - dt.timedelta(days=8)


@pytest.mark.parametrize("before", [True, False])
def test_an_answer_spoken_before_it_was_withdrawn_closes_it_whenever_it_arrives(
    tablet: Tablet, world: World, asked: Request, before: bool
) -> None:
    with as_register():
        Request.objects.update(recorded_at=timezone.now() - dt.timedelta(minutes=10))
    with acting_as(world.staff) as staff:
        withdraw([asked.pk], "別の調査で分かった", staff)
    observation = uuid.uuid4()
    tablet.say(world.house(8).pk, id=observation, seen_at=ago(minutes=5 if before else 0))
    assert now(asked).answered_by == (observation if before else None)
    assert now(asked).closed_on == timezone.localdate()


def test_asked_anew_and_no_longer_it_does_not_open_again_by_itself(
    tablet: Tablet, world: World, asked: Request
) -> None:
    observation = answered(tablet, world)
    with acting_as(world.staff) as staff:
        anew = ask(world.house(8), RequestReason.DISPUTE, staff)
        tablet.say(world.house(8).pk, None, withdraws=str(observation))
        withdraw([anew.pk], "別の調査で分かった", staff)
    assert now(asked).closed_on is not None and now(anew).closed_on is not None


def test_a_held_answer_leaves_it_open(world: World, asked: Request) -> None:
    tablet_of(world.west_head, world.mihon).say(world.house(8).pk)
    assert now(asked).closed_on is None


def test_a_held_taking_back_leaves_it_closed(tablet: Tablet, world: World, asked: Request) -> None:
    observation = answered(tablet, world)
    tablet_of(world.west_head, world.mihon).say(None, None, withdraws=str(observation))
    assert (now(asked).closed_on, now(asked).answered_by) == (timezone.localdate(), observation)


def test_taking_the_answer_back_opens_it_again(tablet: Tablet, world: World, asked: Request) -> None:
    observation = answered(tablet, world)
    tablet.say(world.house(8).pk, None, withdraws=str(observation))
    assert (now(asked).closed_on, now(asked).answered_by) == (None, None)


def test_taking_back_and_saying_anew_at_once_keeps_it_closed(tablet: Tablet, world: World, asked: Request) -> None:
    first, second = uuid.uuid4(), uuid.uuid4()
    tablet.say(world.house(8).pk, "vacant", id=first)
    tablet.say(world.house(8).pk, "occupied", id=second, withdraws=str(first))
    assert now(asked).answered_by == second


def test_where_another_answer_stands_it_stays_closed(tablet: Tablet, world: World, asked: Request) -> None:
    first, second = uuid.uuid4(), uuid.uuid4()
    tablet.say(world.house(8).pk, "vacant", id=first)
    tablet.say(world.house(8).pk, "vacant", id=second)
    tablet.say(world.house(8).pk, None, withdraws=str(first))
    assert (now(asked).closed_on, now(asked).answered_by) == (timezone.localdate(), second)


def test_an_answer_that_was_taken_back_before_it_came_closes_nothing(
    tablet: Tablet, world: World, asked: Request
) -> None:
    observation = uuid.uuid4()
    tablet.say(world.house(8).pk, None, withdraws=str(observation))
    tablet.say(world.house(8).pk, id=observation)
    assert now(asked).closed_on is None


def test_where_it_was_asked_anew_the_old_request_stays_closed(tablet: Tablet, world: World, asked: Request) -> None:
    observation = answered(tablet, world)
    with acting_as(world.staff) as staff:
        anew = ask(world.house(8), RequestReason.DISPUTE, staff)
    assert tablet.say(world.house(8).pk, None, withdraws=str(observation)).status_code == 200
    assert now(asked).closed_on is not None
    assert now(anew).closed_on is None


def test_the_same_answer_again_leaves_it_as_it_is(tablet: Tablet, world: World, asked: Request) -> None:
    observation, seen_at = uuid.uuid4(), timezone.now().isoformat()
    tablet.say(world.house(8).pk, id=observation, seen_at=seen_at)
    with as_register():
        Request.objects.filter(pk=asked.pk).update(closed_on=timezone.localdate() - dt.timedelta(days=1))
    tablet.say(world.house(8).pk, id=observation, seen_at=seen_at)
    assert now(asked).closed_on == timezone.localdate() - dt.timedelta(days=1)


def held_observation(world: World) -> uuid.UUID:
    """What the head of another association said of the house, which waits for staff."""
    observation = uuid.uuid4()
    tablet_of(world.west_head, world.mihon).say(world.house(8).pk, id=observation)
    return observation


def test_an_answer_that_staff_accept_closes_it(world: World, asked: Request) -> None:
    observation = held_observation(world)
    with acting_as(world.staff) as staff:
        settle(f"held:{observation}", Resolution.ACCEPT, "電話で確かめた", staff)
    assert (now(asked).closed_on, now(asked).answered_by) == (timezone.localdate(), observation)


def test_undoing_the_acceptance_opens_it_again_and_again(world: World, asked: Request) -> None:
    observation = held_observation(world)
    with acting_as(world.staff) as staff:
        for _time in range(2):
            accepted = settle(f"held:{observation}", Resolution.ACCEPT, "電話で確かめた", staff)
            assert now(asked).answered_by == observation
            undo(accepted, "まちがえた", staff)
            assert (now(asked).closed_on, now(asked).answered_by) == (None, None)


def test_an_answer_that_staff_retract_opens_it_again_until_they_put_it_back(
    tablet: Tablet, world: World, asked: Request
) -> None:
    observation = answered(tablet, world)
    with acting_as(world.staff) as staff:
        retraction = retract(world.house(8), f"look:{observation}", "別の家を見ていた", staff)
        assert now(asked).closed_on is None
        retract(world.house(8), f"retraction:{retraction.pk}", "やはり この家だった", staff)
    assert now(asked).answered_by == observation


def test_an_answer_about_the_house_that_took_it_in_closes_it(tablet: Tablet, world: World, asked: Request) -> None:
    observation = uuid.uuid4()
    with acting_as(world.staff) as staff:
        merged = merge(world.house(8), world.house(9), "同じ家", staff)
    tablet.say(world.house(9).pk, id=observation)
    assert now(asked).answered_by == observation
    with acting_as(world.staff) as staff:
        unmerge(merged, "別の家だった", staff)
    assert now(asked).closed_on is None


def test_a_house_is_asked_about_in_the_place_of_one_it_took_in(tablet: Tablet, world: World, asked: Request) -> None:
    with acting_as(world.staff) as staff:
        merge(world.house(8), world.house(9), "同じ家", staff)
    package = tablet.get("package").json()
    assert [(each["house"], each["done"]) for each in package["requests"]] == [(world.house(9).pk, False)]


def test_an_answer_and_its_request_are_written_both_or_neither(
    tablet: Tablet, world: World, asked: Request, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object) -> None:
        raise RuntimeError("the disk is gone")

    monkeypatch.setattr(answers, "settled", broken)
    tablet.client.raise_request_exception = False
    assert tablet.say(world.house(8).pk).status_code == 500
    assert observations() == 0
