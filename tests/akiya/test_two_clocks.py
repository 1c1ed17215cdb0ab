"""What was so on a day, as it was known at a moment."""

import datetime as dt

import pytest
from django.db import ProgrammingError, connection
from django.utils import timezone

from akiya.access import acting_as, as_register
from akiya.asof.moment import BadMoment, Moment, moment
from akiya.asof.standing import as_of
from akiya.models import Decision, House, Observation, Occupancy, OccupancyChange
from akiya.register import decide, record, retract
from akiya.words import Basis, Precision, State
from tests.akiya.observed import observed
from tests.world import World

TODAY = timezone.localdate()


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


def state(house: House, when: Moment) -> str:
    query = as_of(when)
    with as_register(), connection.cursor() as cursor:
        cursor.execute(
            f"SELECT o.state FROM akiya_house h LEFT JOIN LATERAL ({query.sql}) o ON true WHERE h.id = %(house)s",
            {"house": house.pk, **query.params},
        )
        return cursor.fetchone()[0] or "unknown"


def test_the_day_asked_about_decides_what_was_so(world: World) -> None:
    with acting_as(world.head) as head:
        record(observed(world.house(7), "occupied", days_ago=300), head)
        record(observed(world.house(7), "vacant", days_ago=100), head)
    house = world.house(7)
    assert state(house, Moment(on=ago(301))) == "unknown"
    assert state(house, Moment(on=ago(300))) == "occupied"
    assert state(house, Moment(on=ago(101))) == "occupied"
    assert state(house, Moment(on=ago(100))) == "vacant"
    assert state(house, Moment()) == "vacant"
    assert state(house, Moment(on=TODAY + dt.timedelta(days=9))) == "vacant"


def test_the_moment_asked_from_decides_what_was_known(world: World) -> None:
    before = timezone.now()
    with acting_as(world.head) as head:
        record(observed(world.house(7), "vacant", days_ago=100), head)
    heard = timezone.now()
    with acting_as(world.staff) as staff:
        decision = decide(world.house(7), State.OCCUPIED, ago(120), Precision.DAY, Basis.VISIT, "見た", staff)
    told = timezone.now()
    with acting_as(world.staff) as staff:
        retract(world.house(7), f"decision:{decision.pk}", "まちがい", staff)
    house = world.house(7)
    assert [state(house, Moment(TODAY, known)) for known in (before, heard, told, timezone.now())] == [
        "unknown", "vacant", "occupied", "vacant",
    ]  # fmt: skip


def test_the_current_copy_says_what_the_rows_say_of_today(world: World) -> None:
    with acting_as(world.head) as head:
        record(observed(world.house(7), "vacant", days_ago=100), head)
    assert state(world.house(7), Moment()) == state(world.house(7), Moment(TODAY, timezone.now()))


def test_a_date_stands_for_its_whole_day_in_japan() -> None:
    known = moment(known="2026-11-20").known
    assert known is not None
    assert known.isoformat() == "2026-11-20T23:59:59.999999+09:00"


def test_a_time_without_a_zone_is_japanese() -> None:
    known = moment(known="2026-11-20T09:30").known
    assert known is not None
    assert known.isoformat() == "2026-11-20T09:30:00+09:00"


@pytest.mark.parametrize(
    "text",
    [
        "2026-13-01",
        "2026-02-30",
        "yesterday",
        "令和8年",
        "0",
        "2026-11-20T25:00",
        "2026-11-20' OR 1=1 --",
        "９９９９-01-01x",
    ],
)
def test_a_date_that_is_none_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(BadMoment, match="日付"):
        moment(on=text)
    with pytest.raises(BadMoment, match="日付"):
        moment(known=text)


@pytest.mark.parametrize("model", [Observation, Decision])
def test_what_was_said_cannot_be_changed_or_removed_by_the_application(world: World, model: type[Observation]) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), as_register():
        model.objects.all()._raw_delete("default")  # Django reads what hangs on a row first, and here is none


def test_history_cannot_be_rewritten_by_the_application(world: World) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), as_register():
        OccupancyChange.objects.update(state="occupied")


def test_the_copy_can_be(world: World) -> None:
    with as_register():
        assert Occupancy.objects.update(state="occupied") == 14
