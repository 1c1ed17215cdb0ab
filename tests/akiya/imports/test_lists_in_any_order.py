"""Three complete lists of one city in every order, each taken out and put back on the way: the register holds the same.

The product's own commands take them in. What is compared is what stands at every house that the lists name, every step
with the dates that it leaves open, what waits in the inbox, and what was asked and answered; a house is called by its
key in the lists, for its number follows from which list named it first.
"""

import datetime as dt
import io
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import permutations
from typing import Any

import pytest
from django.contrib.gis.db.models import Extent
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from akiya.access import acting_as, as_register
from akiya.models import (
    Area,
    Batch,
    Entry,
    InboxItem,
    Municipality,
    Occupancy,
    OccupancyChange,
    Person,
    Reference,
    Term,
)
from akiya.projections.found_by import text_of_area
from akiya.projections.rebuild import differences
from akiya.register import Observed, record
from akiya.texts.forms import RULES
from akiya.words import AreaKind, Channel, RequestReason, Role, State
from surveys.models import Request
from tests.akiya.imports.cities import Lists
from tests.akiya.imports.editions import Edition, three
from tests.world import BEGINNING, World

CODE = "990001"
ASKED = 6
"""Houses about which an association was asked, and of which two people say different things."""

STEP = ("effective_on", "state", "certainty", "precision", "earliest", "latest", "evidence")

Held = dict[str, Any]


@pytest.fixture(scope="module")
def editions(lists: Lists, tmp_path_factory: pytest.TempPathFactory) -> list[Edition]:
    return three(lists, tmp_path_factory.mktemp("editions"))


@pytest.mark.timeout(3600)
def test_they_say_the_same_in_every_order(world: World, lists: Lists, editions: list[Edition]) -> None:
    """With all three, and without the second, which is taken out in the end: then as if it had never come."""
    first, second, third = editions
    with as_register():
        city = a_city(lists, world)
    said, left = held_after(editions, city, world, out=second)
    assert any("lacks" in str(each) for each in said.values()), "a list ended something by its silence"
    assert any(key.endswith("waits") for key in said)
    assert any(key.endswith("asked") for key in said)
    for order in list(permutations(editions))[1:]:
        assert held_after(order, city, world, out=second) == (said, left)
    never_came, _without = held_after([third, first], city, world, out=third)
    assert {key: left[key] for key in never_came} == never_came
    assert all(
        each[0] == State.UNKNOWN for key, each in left.items() if key.endswith("stands") and key not in never_came
    )


def held_after(order: Sequence[Edition], city: Municipality, world: World, out: Edition) -> tuple[Held, Held]:
    """What the register holds after it took editions in, in some order, and when it has put one out in the end.

    Each was out and in again on the way, one while another one was out.
    """
    with undone():
        for nth, edition in enumerate(order):
            assert "もう取り込んであります" not in take_in(edition)
            if edition.mapping == "baltimore-2019-02":  # which says where the houses stand
                with as_register():
                    said_otherwise(world, city)
            if nth:
                in_and_out(order[nth - 1], lambda: None)
        in_and_out(order[0], lambda: in_and_out(order[-1], lambda: None))
        for again in order:
            assert "もう取り込んであります" in take_in(again)
        held = what_is_true()
        turned_round(out)
        return held, what_is_true()


def what_is_true() -> Held:
    """What the register holds, which follows from its rows."""
    with as_register():
        assert list(differences()) == []
        return what_it_holds()


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def manage(command: str, *arguments: object, **options: object) -> str:
    out = io.StringIO()
    call_command(command, *arguments, municipality=CODE, stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


def take_in(edition: Edition) -> str:
    return manage("import_ledger", edition.file, mapping=edition.mapping, on=edition.on, complete=True)


def in_and_out(edition: Edition, meanwhile: Callable[[], None]) -> None:
    """Take a list out, and put it back after something else."""
    turned_round(edition)
    meanwhile()
    turned_round(edition, restore=True)


def turned_round(edition: Edition, restore: bool = False) -> None:
    with as_register():
        batch = Batch.objects.get(municipality__code=CODE, list_on=edition.on).pk
    manage("withdraw_ledger", batch, reason="まちがい", restore=restore)


def said_otherwise(world: World, city: Municipality) -> None:
    """Of some houses that the first list names the association was asked; it answers, and staff saw it otherwise."""
    association = Area.objects.get(municipality=city, kind=AreaKind.ASSOCIATION)
    inside = Reference.objects.filter(municipality=city, house__housearea__area=association).order_by("key")
    houses = list(inside.values_list("house", flat=True))
    for nth, house in enumerate(houses[:: max(1, len(houses) // ASKED)]):
        Request.objects.create(
            municipality=city, house_id=house, association=association, reason=RequestReason.RENEWAL,
            asked_on=dt.date(2019, 10, 1), recorded_at=noon(2019, 10, 1),
        )  # fmt: skip
        if nth:  # one request stays open
            saw(world.head, nth, house, noon(2019, 10, 10), "occupied")
            saw(world.admin, nth, house, noon(2019, 10, 12), "vacant")


def saw(person: Person, nth: int, house: int, at: dt.datetime, answer: str) -> None:
    with acting_as(person) as scope:
        observation = uuid.uuid5(uuid.NAMESPACE_OID, f"{answer} {nth}")
        assert not record(Observed(observation, at, Channel.TABLET, answer, house), scope).flags


def a_city(lists: Lists, world: World) -> Municipality:
    """The city with its quarters, one association in which all its houses lie, its head, and somebody of its office."""
    manage("import_areas", lists.quarters, kind="neighborhood", create="ボルチモア市", srid=6678)
    city = Municipality.objects.get(code=CODE)
    around = Polygon.from_bbox(Area.objects.filter(municipality=city).aggregate(box=Extent("geometry"))["box"])
    association = Area.objects.create(
        municipality=city, kind=AreaKind.ASSOCIATION, code="1", name="全域自治会", valid_from=BEGINNING,
        search_text=text_of_area("全域自治会"), search_rules=RULES, geometry=MultiPolygon(around, srid=6668),
    )  # fmt: skip
    for person, role, area in ((world.head, Role.HEAD, association), (world.admin, Role.STAFF, None)):
        Term.objects.create(person=person, municipality=city, role=role, area=area, starts_on=BEGINNING)
    return city


def noon(*day: int) -> dt.datetime:
    return timezone.make_aware(dt.datetime(*day, 12))


def what_it_holds() -> Held:
    """By the key of each house: what stands, its steps, what waits and what was asked."""
    names = names_of_evidence()
    keys = dict(Reference.objects.filter(municipality__code=CODE).values_list("house", "key"))
    held: Held = {}
    here = {"house__municipality__code": CODE}
    now = Occupancy.objects.filter(**here).values_list(
        "house", "state", "certainty", "since", "precision", "earliest", "latest", "confirmed_on", "confirmed_by"
    )
    for house, *said, by in now:
        held[f"{keys[house]} stands"] = (*said, names(by))
    rows = OccupancyChange.objects.filter(**here, voids=None, voided_by=None).order_by("effective_on")
    for house, *said, by in rows.values_list("house", *STEP):
        held.setdefault(f"{keys[house]} steps", []).append((*said, names(by)))
    for house, key, association in InboxItem.objects.filter(**here).values_list("house", "key", "association"):
        held.setdefault(f"{keys[house]} waits", set()).add((key, bool(association)))
    for house, *said in Request.objects.filter(**here).values_list("house", "closed_on", "answered_by"):
        held[f"{keys[house]} asked"] = said
    return held


def names_of_evidence() -> Callable[[str], str]:
    """What a piece of evidence is called in every order: by its list and what that does."""
    days = dict(Batch.objects.filter(municipality__code=CODE).values_list("pk", "list_on"))
    of_entry = dict(Entry.objects.filter(municipality__code=CODE).values_list("pk", "batch"))

    def name(piece: str) -> str:
        kind, *numbers = piece.split(":")
        if kind == "entry":
            return f"{days[of_entry[int(numbers[0])]]} names it"
        return f"{days[int(numbers[0])]} lacks it" if kind == "silence" else piece

    return name
