"""What staff decide stands over what was seen, with a reason, and can be taken back."""

import datetime as dt

import pytest
from django.utils import timezone

from akiya.access import Refused, acting_as, as_register
from akiya.models import Decision, OccupancyChange
from akiya.register import NotPossible, add_signal, decide, record, retract
from akiya.words import Basis, Precision, SignalKind, State
from tests.akiya.observed import observed, occupancy
from tests.world import World

TODAY = timezone.localdate()


def decided(world: World, state: State = State.VACANT, days_ago: int = 90, reason: str = "返戻が続く") -> Decision:
    with acting_as(world.staff) as staff:
        since = TODAY - dt.timedelta(days=days_ago)
        return decide(world.house(7), state, since, Precision.MONTH, Basis.PAPERS, reason, staff)


def test_it_confirms(world: World) -> None:
    decided(world)
    now = occupancy(world.house(7))
    assert (now.state, now.certainty, now.precision) == ("vacant", "confirmed", "month")
    assert now.since == TODAY - dt.timedelta(days=90)
    assert now.confirmed_on == TODAY


def test_it_stands_over_what_a_head_saw_before(world: World) -> None:
    with acting_as(world.head) as head:
        record(observed(world.house(7), "occupied", days_ago=10), head)
    decided(world)
    assert occupancy(world.house(7)).state == "vacant"


def test_it_is_taken_back_with_a_reason_and_what_it_stood_over_returns(world: World) -> None:
    with acting_as(world.head) as head:
        record(observed(world.house(7), "occupied", days_ago=10), head)
    decision = decided(world)
    with acting_as(world.staff) as staff:
        undone = retract(world.house(7), f"decision:{decision.pk}", "別の家だった", staff)
        assert occupancy(world.house(7)).state == "occupied"
        retract(world.house(7), f"retraction:{undone.pk}", "やはりこの家", staff)
        assert occupancy(world.house(7)).state == "vacant"


def test_what_was_held_before_stays_to_be_read(world: World) -> None:
    decision = decided(world)
    with acting_as(world.staff) as staff:
        retract(world.house(7), f"decision:{decision.pk}", "まちがい", staff)
    with as_register():
        rows = OccupancyChange.objects.order_by("id")
        assert [(row.state, row.voids_id) for row in rows] == [("vacant", None), ("", rows[0].pk)]


def test_a_correction_takes_the_place_of_what_it_names(world: World) -> None:
    slip = decided(world, days_ago=12_000)
    with acting_as(world.staff) as staff:
        since = TODAY - dt.timedelta(days=60)
        more = (since, Precision.MONTH, Basis.PAPERS, "平成と令和の書きまちがい", staff)
        decide(world.house(7), State.VACANT, *more)
        assert occupancy(world.house(7)).since == slip.effective_on
        right = decide(world.house(7), State.VACANT, *more, replaces=f"decision:{slip.pk}")
        assert occupancy(world.house(7)).since == since
        retract(world.house(7), f"decision:{right.pk}", "やはり平成", staff)
        assert occupancy(world.house(7)).since == slip.effective_on


@pytest.mark.parametrize("replaces", ["decision:0", "look:0", "retraction:1"])
def test_what_does_not_stand_cannot_be_corrected(world: World, replaces: str) -> None:
    with acting_as(world.staff) as staff, pytest.raises(NotPossible):
        decide(world.house(7), State.VACANT, TODAY, Precision.DAY, Basis.VISIT, "見た", staff, replaces=replaces)


def test_it_needs_a_reason(world: World) -> None:
    with pytest.raises(NotPossible, match="理由"):
        decided(world, reason="  ")


def test_it_cannot_be_about_tomorrow(world: World) -> None:
    with pytest.raises(NotPossible, match="先の日付"):
        decided(world, days_ago=-1)


@pytest.mark.parametrize("login", ["viewer", "head", "other-staff"])
def test_only_staff_of_the_city_decide(world: World, login: str) -> None:
    with acting_as(world.person(login)) as scope, pytest.raises(Refused):
        decide(world.house(7), State.VACANT, TODAY, Precision.DAY, Basis.VISIT, "見た", scope)


def test_evidence_of_another_house_is_not_retracted(world: World) -> None:
    decision = decided(world)
    with acting_as(world.staff) as staff, pytest.raises(NotPossible, match="ありません"):
        retract(world.house(8), f"decision:{decision.pk}", "まちがい", staff)


def test_evidence_is_retracted_once(world: World) -> None:
    decision = decided(world)
    with acting_as(world.staff) as staff:
        retract(world.house(7), f"decision:{decision.pk}", "まちがい", staff)
        with pytest.raises(NotPossible, match="もう"):
            retract(world.house(7), f"decision:{decision.pk}", "まちがい", staff)


def test_a_signal_opens_the_question(world: World) -> None:
    with acting_as(world.staff) as staff:
        add_signal(world.house(7), SignalKind.WATER_CLOSED, TODAY, staff, "検針 0㎥", "水道")
    now = occupancy(world.house(7))
    assert (now.state, now.certainty) == ("vacant", "signalled")


def test_a_signal_that_hints_at_nothing_changes_nothing(world: World) -> None:
    with acting_as(world.staff) as staff:
        add_signal(world.house(7), SignalKind.PERMIT, TODAY, staff)
    assert occupancy(world.house(7)).state == "unknown"
