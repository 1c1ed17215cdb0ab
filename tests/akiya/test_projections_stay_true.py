"""After any sequence of writes, working every projection out again from its rows finds no difference."""

import datetime as dt
import io
import uuid
from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from akiya.access import acting_as, as_register
from akiya.models import Observation, Occupancy, OccupancyChange
from akiya.projections.rebuild import differences
from akiya.register import NotPossible, add_signal, decide, edit_house, record, retract
from akiya.words import Answer, Basis, Precision, SignalKind, State
from tests.akiya.observed import observed, place
from tests.world import World

Write = Callable[[World], object]
houses = st.sampled_from([7, 8])
ages = st.integers(0, 800)


def as_the_head(number: int, answer: str, age: int) -> Write:
    def write(world: World) -> None:
        with acting_as(world.head) as head:
            record(observed(world.house(number), answer, days_ago=age), head)

    return write


def as_the_staff(number: int, state: State, age: int) -> Write:
    def write(world: World) -> None:
        with acting_as(world.staff) as staff:
            since = timezone.localdate() - dt.timedelta(days=age)
            decide(world.house(number), state, since, Precision.DAY, Basis.VISIT, "見た", staff)

    return write


def a_hint(number: int, kind: SignalKind, age: int) -> Write:
    def write(world: World) -> None:
        with acting_as(world.staff) as staff:
            add_signal(world.house(number), kind, timezone.localdate() - dt.timedelta(days=age), staff)

    return write


def withdrawing(number: int) -> Write:
    """The head takes back the newest observation of a house, if there is one."""

    def write(world: World) -> None:
        with as_register():
            newest = Observation.objects.filter(house=world.house(number)).order_by("-recorded_at").first()
        with acting_as(world.head) as head:
            record(observed(world.house(number), "", withdraws=newest.pk if newest else uuid.uuid4()), head)

    return write


def retracting(number: int, which: int) -> Write:
    """Staff retract, on the page of a house, one of the reasons for what stands there, if it can be."""

    def write(world: World) -> None:
        with as_register():
            rows = OccupancyChange.objects.filter(house=world.house(number)).exclude(evidence__startswith="merge")
            causes = list(rows.values_list("evidence", flat=True))
        with acting_as(world.staff) as staff:
            try:
                retract(world.house(number), causes[which % len(causes)] if causes else "look:none", "訂正", staff)
            except NotPossible:
                return

    return write


def finding(longitude: float) -> Write:
    def write(world: World) -> None:
        with acting_as(world.head) as head:
            record(observed(None, "vacant", found=uuid.uuid4(), place=place(longitude, 38.36)), head)

    return write


def renaming(number: int) -> Write:
    def write(world: World) -> None:
        with acting_as(world.staff) as staff:
            edit_house(world.house(number), {"landmark": "赤い屋根"}, staff)

    return write


writes = st.one_of(
    st.builds(as_the_head, houses, st.sampled_from(Answer.values), ages),
    st.builds(as_the_staff, houses, st.sampled_from(list(State)), ages),
    st.builds(a_hint, houses, st.sampled_from(list(SignalKind)), ages),
    st.builds(withdrawing, houses),
    st.builds(retracting, houses, st.integers(0, 5)),
    st.builds(finding, st.sampled_from([140.3801, 140.385, 140.3899])),
    st.builds(renaming, houses),
)


def they_stay_true(world: World, sequence: list[Write]) -> None:
    """They do, whatever is written; nothing of it stays."""
    with transaction.atomic():
        for write in sequence:
            write(world)
        with as_register():
            assert list(differences()) == []
        transaction.set_rollback(True)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(writes, min_size=1, max_size=10))
def test_any_sequence_of_writes(world: World, sequence: list[Write]) -> None:
    they_stay_true(world, sequence)


def test_a_copy_that_was_tampered_with_is_found(world: World) -> None:
    as_the_head(7, "vacant", 3)(world)
    with as_register():
        Occupancy.objects.filter(house=world.house(7)).update(state="occupied")
        assert [(found.house_id, found.projection) for found in differences()] == [(world.house(7).pk, "Occupancy")]


def test_a_row_of_history_that_was_smuggled_in_is_found(world: World) -> None:
    as_the_head(7, "vacant", 3)(world)
    with as_register():
        row = OccupancyChange.objects.get()
        row.pk, row.state = None, "gone"
        row.save(force_insert=True)
        assert [found.projection for found in differences()] == ["OccupancyChange"]


def test_the_command_says_what_it_compared_and_fails_on_a_difference(world: World) -> None:
    as_the_head(7, "vacant", 3)(world)
    said = io.StringIO()
    call_command("check_history", stdout=said)
    assert said.getvalue() == "14棟をくらべました。ちがいは 0 です。\n"
    with as_register():
        Occupancy.objects.filter(house=world.house(7)).delete()
    with pytest.raises(CommandError, match="1か所"):
        call_command("check_history", stderr=io.StringIO())
