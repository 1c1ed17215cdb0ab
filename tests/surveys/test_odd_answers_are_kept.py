"""Whatever is odd about an answer, it is taken, kept and flagged; the tablet's queue never stops for it."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.utils import timezone

from akiya.access import acting_as, as_register
from akiya.models import House, Observation, Occupancy, Term
from akiya.people.terms import end_term
from akiya.register.observations import day_of
from surveys.statements import JAPAN, skew_of
from tests.surveys.conftest import Tablet, ago, kept, tablet_of
from tests.world import World

pytestmark = pytest.mark.django_db
AT_HOUSE_8 = {"lng": 140.3815, "lat": 38.36, "accuracy": 8}


def said(tablet: Tablet, house: int | None, **more: Any) -> Observation:
    """The observation as it is kept after the tablet was told that it is."""
    response = tablet.say(house, **more)
    assert response.status_code == 200, response.content
    return kept(response.json()["id"])


def stands(house: House) -> str:
    """The state that the register holds the house to be in."""
    with as_register():
        return Occupancy.objects.get(house=house).state


def test_an_ordinary_answer_has_no_flag(tablet: Tablet, world: World) -> None:
    observation = said(tablet, world.house(8).pk, place=AT_HOUSE_8)
    assert (observation.flags, observation.held) == ([], False)


@pytest.mark.parametrize(
    ("written", "kept_as"),
    [
        (r"草\ud83d", "草\ufffd"),
        (r"\ude00草", "\ufffd草"),
        (r"\ud83d\ud83d\ude00", "\ufffd😀"),
        (r"\uD83D\uDE00", "😀"),
        (r"a\\ud83d", r"a\ud83d"),
    ],
    ids=["the first half", "the second half", "a half before a whole one", "a whole one", "no letter at all"],
)
def test_half_a_letter_takes_nothing_else_with_it(tablet: Tablet, world: World, written: str, kept_as: str) -> None:
    observation, now = uuid.uuid4(), timezone.now().isoformat()
    body = f'{{"house": {world.house(8).pk}, "answer": "vacant", "note": "{written}", "seen_at": "{now}"}}'
    response = tablet.put(f"observations/{observation}", body)
    assert response.status_code == 200, response.content
    assert kept(response.json()["id"]).note == kept_as


def test_a_house_that_nobody_knows(tablet: Tablet) -> None:
    observation = said(tablet, 987_654_321)
    assert (observation.flags, observation.held) == (["unknown_house"], True)


def test_a_house_of_the_association_next_door(tablet: Tablet, world: World) -> None:
    observation = said(tablet, world.house(3).pk)
    assert (observation.flags, observation.held) == (["outside_area"], True)


def test_a_house_of_the_city_next_door(tablet: Tablet, world: World) -> None:
    observation = said(tablet, world.house(1, "069981").pk)
    assert {"other_city", "outside_area"} == set(observation.flags)
    assert observation.held


def test_a_held_answer_changes_nothing_that_stands(tablet: Tablet, world: World) -> None:
    said(tablet, world.house(3).pk, answer="vacant")
    assert stands(world.house(3)) == "unknown"


def test_a_position_at_zero(tablet: Tablet, world: World) -> None:
    observation = said(tablet, world.house(8).pk, place={"lng": 0, "lat": 0, "accuracy": None})
    assert (observation.flags, observation.held) == (["position_zero"], False)


@pytest.mark.parametrize(
    ("place", "flags"),
    [
        ({"lng": 140.3815, "lat": 38.3644}, []),  # 488 m north of the house
        ({"lng": 140.3815, "lat": 38.3646}, ["far_away"]),  # 511 m
        ({"lng": 139.7671, "lat": 35.6812}, ["far_away"]),  # Tokyo station
        ({"lng": -40.0, "lat": -38.0}, ["far_away"]),  # the other side of the globe
        ({"lng": 180.0, "lat": 90.0}, ["far_away"]),
        ({"lng": -180.0, "lat": -90.0}, ["far_away"]),
    ],
)
def test_a_position_far_from_the_house(tablet: Tablet, world: World, place: dict[str, float], flags: list[str]) -> None:
    observation = said(tablet, world.house(8).pk, place=place)
    assert (observation.flags, observation.held) == (flags, False)
    assert observation.place is not None


@pytest.mark.parametrize(("days", "flags"), [(0, []), (-400, ["clock_off"]), (1, ["clock_off"])])
def test_a_clock_that_is_off(tablet: Tablet, world: World, days: int, flags: list[str]) -> None:
    device_now = timezone.now() + dt.timedelta(days=days)
    observation = said(tablet, world.house(8).pk, seen_at=device_now.isoformat(), device_time=device_now.isoformat())
    assert observation.flags == flags
    assert observation.seen_on == timezone.localdate(), "the day of the look is told by our clock"
    assert observation.clock_skew is not None
    assert abs(observation.clock_skew - dt.timedelta(days=days)) < dt.timedelta(minutes=1)


def test_time_on_the_way_is_no_wrong_clock(tablet: Tablet, world: World) -> None:
    """Of two words of one day the later stays the later, though the earlier was sent slowly."""
    now = timezone.now()
    before, after = ((now - dt.timedelta(seconds=back)).isoformat() for back in (58, 30))
    slow = said(tablet, world.house(8).pk, answer="vacant", seen_at=before, device_time=before)
    said(tablet, world.house(8).pk, answer="occupied", seen_at=after)
    assert slow.clock_skew == dt.timedelta()
    assert stands(world.house(8)) == "occupied"


@pytest.mark.parametrize(("seconds", "skew"), [(59, 0), (-59, 0), (60, 60), (-61, -61)])
def test_a_clock_is_wrong_from_a_minute_on(seconds: int, skew: int) -> None:
    now = timezone.now()
    told = (now + dt.timedelta(seconds=seconds)).isoformat()
    assert skew_of(told, now) == dt.timedelta(seconds=skew)


def test_an_observation_just_before_midnight_is_of_that_day_though_it_was_sent_slowly() -> None:
    seen = dt.datetime(2026, 11, 20, 23, 59, 50, tzinfo=JAPAN)
    received = seen + dt.timedelta(seconds=40)
    skew = skew_of(seen.isoformat(), received)
    assert day_of(seen, skew, received) == dt.date(2026, 11, 20)


@pytest.mark.parametrize("device_time", ["", "now", "2026-13-45T00:00:00", "0001-01-01T00:00:00+14:00", "9999-12-31"])
def test_a_clock_that_does_not_say_its_time(tablet: Tablet, world: World, device_time: str) -> None:
    observation = said(tablet, world.house(8).pk, device_time=device_time)
    assert observation.clock_skew is None


@pytest.mark.parametrize("year", [1980, 2090])
def test_an_observation_of_another_age(tablet: Tablet, world: World, year: int) -> None:
    observation = said(tablet, world.house(8).pk, seen_at=f"{year}-01-01T00:00:00Z")
    assert observation.seen_at.year == year
    assert observation.seen_on <= timezone.localdate()


@pytest.mark.parametrize(
    ("seen", "told"),
    [
        (dt.timedelta(days=400), dt.timedelta(days=400)),  # a clock a year fast, which says so
        (dt.timedelta(minutes=40), dt.timedelta(minutes=40)),  # off by less than is worth a flag
        (dt.timedelta(days=23_000), None),  # 2090, from an app that does not tell its time
    ],
)
def test_a_fast_clock_has_not_the_last_word(
    tablet: Tablet, world: World, seen: dt.timedelta, told: dt.timedelta | None
) -> None:
    now = timezone.now()
    device_time = (now + told).isoformat() if told is not None else ""
    said(tablet, world.house(8).pk, answer="vacant", seen_at=(now + seen).isoformat(), device_time=device_time)
    said(tablet, world.house(8).pk, answer="occupied")
    assert stands(world.house(8)) == "occupied"


def test_a_slow_clock_has_not_spoken_first(tablet: Tablet, world: World) -> None:
    said(tablet, world.house(8).pk, answer="vacant")
    slow = (timezone.now() - dt.timedelta(days=400)).isoformat()
    said(tablet, world.house(8).pk, answer="occupied", seen_at=slow, device_time=slow)
    assert stands(world.house(8)) == "occupied"


def test_what_was_seen_earlier_and_sent_later_is_the_older_word(tablet: Tablet, world: World) -> None:
    morning = timezone.localtime().replace(hour=0, minute=0, second=0).isoformat()
    said(tablet, world.house(8).pk, answer="vacant")
    said(tablet, world.house(8).pk, answer="occupied", seen_at=morning)
    assert stands(world.house(8)) == "vacant"


def test_an_observation_sent_after_the_term_ended_waits_for_staff(tablet: Tablet, world: World) -> None:
    with acting_as(world.staff) as staff:
        end_term(Term.objects.get(person=world.head), timezone.localdate() - dt.timedelta(days=4), staff)
    observation = said(tablet, world.house(8).pk, seen_at=ago(days=5))
    assert (observation.flags, observation.held) == (["term_ended"], True)


def test_after_a_month_the_former_head_is_told_that_the_term_is_over(world: World) -> None:
    response = tablet_of(world.former, world.mihon).say(world.house(8).pk)
    assert (response.status_code, response.json()["code"]) == (403, "term_ended")
    with as_register():
        assert not Observation.objects.exists()


def test_a_house_that_was_found_is_flagged_for_staff(tablet: Tablet) -> None:
    observation = said(tablet, None, found=str(uuid.uuid4()), place={"lng": 140.3822, "lat": 38.3602})
    assert (observation.flags, observation.held) == (["found"], False)


def test_taking_back_what_another_association_said(tablet: Tablet, world: World) -> None:
    theirs = said(tablet_of(world.west_head, world.mihon), world.house(3).pk)
    observation = said(tablet, None, answer=None, withdraws=str(theirs.pk))
    assert "withdraws_another" in observation.flags
    assert observation.held
    with as_register():
        assert Occupancy.objects.get(house=world.house(3)).state == "vacant"


def test_fields_of_a_later_app_are_let_pass(tablet: Tablet, world: World) -> None:
    observation = said(tablet, world.house(8).pk, schema=7, app="2031.4", mood="sunny", weather={"rain": True})
    assert (observation.schema_version, observation.app_version) == (7, "2031.4")


def test_what_the_tablet_says_of_itself_is_kept(tablet: Tablet, world: World) -> None:
    basis = uuid.uuid4()
    observation = said(
        tablet, world.house(8).pk, device_seq=41, basis=str(basis), note="雨どいが 落ちている", concerns=["plants"]
    )
    assert (observation.device_seq, observation.basis, observation.note, observation.concerns) == (
        41,
        basis,
        "雨どいが 落ちている",
        ["plants"],
    )
    assert observation.device is not None
