"""What the register came to hear of a house, on days that a test chooses."""

import datetime as dt
import uuid

from django.utils import timezone

from akiya.access import as_register
from akiya.models import Decision, House, Observation, Retraction, Signal
from akiya.projections import current
from tests.akiya.locks import turn
from tests.world import World


def at(day: dt.date) -> dt.datetime:
    """Ten in the morning of a day in Japan."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time(10)))


def ago(days: int) -> dt.date:
    return timezone.localdate() - dt.timedelta(days=days)


def saw(world: World, house: House, answer: str, seen: int, heard: int | None = None) -> str:
    """An observation ``seen`` days ago, of which the register heard ``heard`` days ago. Gives its evidence id."""
    recorded = at(ago(seen if heard is None else heard)) + dt.timedelta(minutes=5)
    with as_register():
        observation = Observation.objects.create(
            id=uuid.uuid4(),
            municipality=house.municipality,
            house=house,
            channel="paper",
            answer=answer,
            seen_at=at(ago(seen)),
            seen_on=ago(seen),
            recorded_at=recorded,
            content_hash=b"-" * 32,
        )
        current.bring_up_to_date(turn([house], recorded), f"look:{observation.pk}")
    return f"look:{observation.pk}"


def decided(world: World, house: House, state: str, since: int, on: int, precision: str = "day") -> str:
    """A staff decision ``on`` so many days ago that a state holds ``since`` so many days ago."""
    with as_register():
        decision = Decision.objects.create(
            municipality=house.municipality,
            house=house,
            state=state,
            effective_on=ago(since),
            precision=precision,
            decided_on=ago(on),
            basis="visit",
            reason="見た",
            recorded_at=at(ago(on)),
        )
        current.bring_up_to_date(turn([house], at(ago(on))), f"decision:{decision.pk}")
    return f"decision:{decision.pk}"


def signalled(world: World, house: House, on: int) -> None:
    """A closed water meter so many days ago, heard of the same day."""
    with as_register():
        signal = Signal.objects.create(
            municipality=house.municipality,
            house=house,
            kind="water_closed",
            observed_on=ago(on),
            recorded_at=at(ago(on)),
        )
        current.bring_up_to_date(turn([house], at(ago(on))), f"signal:{signal.pk}")


def retracted(house: House, evidence: str, on: int) -> None:
    """Evidence retracted so many days ago."""
    with as_register():
        retraction = Retraction.objects.create(
            municipality=house.municipality, house=house, evidence=evidence, reason="まちがい", recorded_at=at(ago(on))
        )
        current.bring_up_to_date(turn([house], at(ago(on))), f"retraction:{retraction.pk}")


def grown_up(world: World) -> None:
    """A small city with a past: every house in the register for years, some of them with a story."""
    with as_register():
        House.objects.update(recorded_at=at(ago(3000)))
    saw(world, world.house(1), "occupied", 900)
    saw(world, world.house(2), "vacant", 800, heard=790)
    decided(world, world.house(2), "vacant", since=850, on=700)
    saw(world, world.house(3), "vacant", 600)
    saw(world, world.house(3), "occupied", 200, heard=150)
    signalled(world, world.house(7), 400)
    saw(world, world.house(7), "vacant", 300)
    saw(world, world.house(8), "vacant", 500)
    retracted(world.house(8), saw(world, world.house(8), "gone", 100), on=50)
    saw(world, world.house(9), "occasional", 30)
    saw(world, world.house(1, "069981"), "vacant", 300)
