"""Whatever the register is told, and in whatever order it hears of it: it holds the same.

Every kind of evidence together: observations and what takes them back, before or after them; looks that are held and
accepted; signals; lists, complete or not, taken out and put back; and, in the order in which staff did them,
decisions, corrections, retractions and retractions of those, merges, and what they ask of associations and no longer.
What is compared is what stands, every step of it with the dates that it leaves open, what waits in the inbox, and which
look answered what an association was asked. Numbers that rows got when they were written are told by what they are of.
"""

import datetime as dt
import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product

import pytest
from django.db import transaction
from django.utils import timezone

from akiya.access import as_register
from akiya.models import House, InboxItem, Occupancy, OccupancyChange, Reference
from akiya.projections import found_by
from akiya.projections.rebuild import differences
from akiya.register import NotPossible
from akiya.words import InboxKind
from surveys.models import Request
from tests.akiya.telling import (
    FOUND,
    HOUSES,
    KEYS,
    Register,
    Told,
    a_story,
    asked_before,
    called,
    id_of,
    name_of,
    some_order,
)
from tests.world import World

SEEDS = int(os.environ.get("ORDER_SEEDS", "40"))
"""Stories that are told, each in three orders; more by the environment."""
Held = dict[str, object]
"""What is compared: by what it is of, without the numbers of rows."""


def waits_by_name(key: str) -> str:
    """The key of an item of the inbox, with houses by what they are called here."""
    kind, *ids = key.split(":")
    return ":".join([kind, *(str(called(int(each))) for each in ids)]) if kind == InboxKind.MERGE else key


def what_it_holds(register: Register) -> Held:
    """What stands, every step and everything that waits, without the numbers of rows."""
    held: Held = {}
    found = House.objects.filter(client_id__in=map(id_of, FOUND))
    for house in [*map(register.house, HOUSES), *found]:
        number = called(house.pk)
        now = Occupancy.objects.filter(house=house).values_list(
            "state", "certainty", "since", "precision", "earliest", "latest", "confirmed_on", "confirmed_by"
        )
        held[f"{number} stands"] = [(*row[:-1], name_of(register, row[-1])) for row in now]
        rows = OccupancyChange.objects.filter(house=house, voids=None, voided_by=None).order_by("effective_on")
        columns = ("effective_on", "state", "certainty", "precision", "earliest", "latest", "evidence")
        held[f"{number} steps"] = [(*row[:-1], name_of(register, row[-1])) for row in rows.values_list(*columns)]
        waits = InboxItem.objects.filter(house=house).values_list("key", "association_id")
        held[f"{number} waits"] = sorted((waits_by_name(key), association) for key, association in waits)
        asked = Request.objects.filter(house=house).order_by("pk").values_list("closed_on", "answered_by")
        held[f"{number} asked"] = list(asked)
    held["nowhere waits"] = sorted(InboxItem.objects.filter(house=None).values_list("key", flat=True))
    return held


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def told_in(order: list[Told], world: World, today: dt.date) -> tuple[frozenset[str], Held]:
    """What the register refused of a story that it heard in some order, and what it holds then.

    Its projections follow from their rows. What is refused, such as a second merge of one house, is not told.
    """
    register, refused = Register(world, today), set()
    with undone():
        with as_register():
            for source, (key, number) in product(("水道", "税"), KEYS.items()):
                Reference.objects.create(municipality=world.mihon, source=source, key=key, house=world.house(number))
            found_by.renew_houses([world.house(number).pk for number in HOUSES])
            asked_before(register)
        for told in order:
            try:
                with transaction.atomic():
                    told.hear(register)
            except NotPossible:
                refused.add(told.name)
        with as_register():
            assert list(differences()) == []
            held = what_it_holds(register)
    return frozenset(refused), held


def both_ways(one: list[Told], other: list[Told], world: World, today: dt.date) -> tuple[list[Told], Held, Held]:
    """What is held of a story told in two orders, and the story: what either refuses is then told in neither.

    Staff cannot retract what was taken back already: whoever hears that first was told something else.
    """
    while True:
        (refused, held), (refused_too, held_too) = told_in(one, world, today), told_in(other, world, today)
        if not refused | refused_too:
            return one, held, held_too
        one, other = without(refused | refused_too, one), without(refused | refused_too, other)


def without(names: frozenset[str], story: list[Told]) -> list[Told]:
    return [told for told in story if told.name not in names]


@pytest.mark.parametrize("seed", range(SEEDS))
def test_it_holds_the_same(world: World, seed: int) -> None:
    luck, today = random.Random(seed), timezone.localdate()
    story = a_story(luck)
    for _again in range(2):
        told, held, otherwise = both_ways(story, some_order(story, luck), world, today)
        assert held == otherwise, [each.name for each in told]


def test_what_was_refused_leaves_nothing(world: World) -> None:
    """A story with what is refused in it, and the same one without."""
    luck, today = random.Random(7), timezone.localdate()
    stories = (a_story(luck) for _story in range(200))
    refused, held, story = next(
        (refused, held, story) for story in stories for refused, held in [told_in(story, world, today)] if refused
    )
    assert told_in(without(refused, story), world, today) == (frozenset(), held)
