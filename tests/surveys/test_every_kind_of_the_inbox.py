"""Every kind of the inbox with everything that may be done: it can be done and undone, and nothing else can.

Whoever adds a kind, or a resolution, is told here what is missing.
"""

import datetime as dt
import uuid
from collections.abc import Callable
from itertools import product

import pytest
from django.template.loader import get_template
from django.test import Client
from django.utils import timezone, translation

from akiya.access import Scope, acting_as, as_register
from akiya.inbox.done import done_words
from akiya.inbox.registry import KINDS, for_many, naming
from akiya.inbox.settling import settle, settle_many, undo
from akiya.locks import lock_houses
from akiya.media import photos
from akiya.models import Settlement
from akiya.not_possible import NotPossible
from akiya.projections.rebuild import differences
from akiya.projections.waiting.item import BY_THEMSELVES
from akiya.register import observations, record
from akiya.words import InboxKind, Resolution
from surveys.models import Device
from tests.access.cast import picture
from tests.akiya.observed import observed, place
from tests.akiya.pages.inbox import a_dispute, a_held_observation, an_unlinked_answer
from tests.surveys.conftest import Tablet
from tests.world import World

EVERY = list(product(InboxKind, Resolution))
OFFERED = [(kind.kind, way.resolution) for kind in KINDS.values() for way in kind.ways]
MANY = [(kind.kind, way.resolution) for kind in KINDS.values() for way in kind.ways if way.many]
WHY = "電話で確かめた"


def a_silent_tablet(world: World) -> None:
    with as_register():
        Device.objects.filter(person=world.head).update(seen_at=timezone.now() - dt.timedelta(days=4), pending=2)


def a_gap(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    with as_register():
        Device.objects.filter(person=world.head).update(seen_at=timezone.now(), pending=0)
        device = Device.objects.get(person=world.head)
    two_days_ago = timezone.now() - dt.timedelta(days=2)
    with monkeypatch.context() as yesterday, acting_as(world.head) as head:
        yesterday.setattr(observations, "lock_houses", lambda houses: lock_houses(houses)._replace(at=two_days_ago))
        for sequence in (1, 3):
            said = observed(world.house(6 + sequence), device=device.pk, device_seq=sequence, app_version="2")
            record(said, head)


def an_odd_observation(world: World) -> None:
    with acting_as(world.head) as head:
        record(observed(world.house(7), "vacant", place=place(140.389, 38.36)), head)


def two_records(world: World) -> None:
    first = observed(world.house(7), "vacant")
    with acting_as(world.head) as head:
        record(first, head)
        record(observed(world.house(8), "occupied", id=first.id), head)


def two_uses(world: World) -> None:
    with acting_as(world.head) as head:
        for number in (7, 8):
            seen = observed(world.house(number), "vacant")
            photos.keep(uuid.uuid4(), seen.id, *picture(), by=head)
            record(seen, head)


def two_houses(world: World) -> None:
    point = world.house(8).point
    assert point is not None
    with acting_as(world.head) as head:
        record(observed(None, "vacant", found=uuid.uuid4(), place=place(point.x + 0.00005, point.y)), head)


@pytest.fixture
def key(kind: InboxKind, world: World, tablet: Tablet, monkeypatch: pytest.MonkeyPatch) -> str:
    """One item of the kind, made by what makes it in the field."""
    makes: dict[InboxKind, Callable[[], object]] = {
        InboxKind.DIFFERING: lambda: a_dispute(world, world.house(7)),
        InboxKind.HELD: lambda: a_held_observation(world, world.house(7)),
        InboxKind.UNLINKED: lambda: an_unlinked_answer(world),
        InboxKind.MERGE: lambda: two_houses(world),
        InboxKind.CONFLICT: lambda: two_records(world),
        InboxKind.ODD: lambda: an_odd_observation(world),
        InboxKind.REUSED: lambda: two_uses(world),
        InboxKind.SILENT: lambda: a_silent_tablet(world),
        InboxKind.GAP: lambda: a_gap(world, monkeypatch),
    }
    makes[kind]()
    (key,) = open_keys(kind, world)
    return key


def open_keys(kind: InboxKind, world: World) -> list[str]:
    """What waits of a kind, stored or live, as the list of the inbox has it."""
    page = Client()
    page.force_login(world.staff)
    answered = page.get("/inbox/", {"kind": kind})
    assert answered.status_code == 200
    return [row.key for row in answered.context["rows"]]


def as_staff_wants(key: str, resolution: Resolution, world: World, staff: Scope) -> Settlement:
    house = world.house(9) if resolution is Resolution.ASSIGN else None
    return settle(key, resolution, WHY, staff, house)


def test_every_kind_is_registered() -> None:
    assert set(KINDS) == set(InboxKind)
    assert all(code == kind.kind for code, kind in KINDS.items())


@pytest.mark.parametrize(("kind", "resolution"), OFFERED, ids=lambda each: each.value)
def test_what_is_offered_is_done_and_undone(world: World, kind: InboxKind, resolution: Resolution, key: str) -> None:
    with acting_as(world.staff) as staff:
        made = as_staff_wants(key, resolution, world, staff)
        assert key not in open_keys(kind, world)
        assert (made.evidence == "") <= (resolution in BY_THEMSELVES), "what writes nothing must close by itself"
        assert done_words([made])[made.pk]
        undo(made, WHY, staff)
    assert key in open_keys(kind, world)
    with as_register():
        assert list(differences()) == []


@pytest.mark.parametrize(
    ("kind", "resolution"), [each for each in EVERY if each not in OFFERED], ids=lambda each: each.value
)
def test_what_is_not_offered_is_refused_and_leaves_nothing(
    world: World, kind: InboxKind, resolution: Resolution, key: str
) -> None:
    with acting_as(world.staff) as staff:
        with pytest.raises(NotPossible):
            as_staff_wants(key, resolution, world, staff)
        with pytest.raises(NotPossible):
            settle_many([key], resolution, WHY, staff)
        assert not Settlement.objects.exists()
    assert key in open_keys(kind, world)


@pytest.mark.parametrize(("kind", "resolution"), MANY, ids=lambda each: each.value)
def test_many_are_settled_at_once_where_the_way_says_so(
    world: World, kind: InboxKind, resolution: Resolution, key: str
) -> None:
    assert resolution in for_many()
    with acting_as(world.staff) as staff:
        assert [each.key for each in settle_many([key], resolution, WHY, staff)] == [key]


@pytest.mark.parametrize(
    ("kind", "resolution"), [each for each in OFFERED if each not in MANY], ids=lambda each: each.value
)
def test_many_are_refused_where_each_must_be_looked_at(
    world: World, kind: InboxKind, resolution: Resolution, key: str
) -> None:
    with acting_as(world.staff) as staff, pytest.raises(NotPossible):
        settle_many([key], resolution, WHY, staff)


@pytest.mark.parametrize("kind", InboxKind, ids=lambda kind: kind.value)
def test_one_that_is_open_shows_its_reasons_and_its_buttons(world: World, kind: InboxKind, key: str) -> None:
    page = Client(headers={"accept-language": "ja"})
    page.force_login(world.staff)
    shown = page.get("/inbox/", {"kind": kind, "item": key}).content.decode()
    for way in KINDS[kind].ways:
        assert f'value="{way.resolution.value}"' in shown and way.words in shown
    assert all(str(reason) in shown for reason in KINDS[kind].reasons)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("kind", InboxKind, ids=lambda kind: kind.value)
def test_it_has_its_words(kind: InboxKind, language: str) -> None:
    known = KINDS[kind]
    with translation.override(language):
        assert str(known.about) and known.reasons and known.ways
        assert callable(known.explanation) or str(known.explanation)
        assert str(known.line) or known.observations, "the list says what is the matter, or what was answered"
        assert all(way.words for way in known.ways)
    get_template(known.template)


@pytest.mark.parametrize("kind", [InboxKind.HELD, InboxKind.DIFFERING], ids=lambda kind: kind.value)
def test_keys_name_what_their_kind_says(kind: InboxKind, key: str) -> None:
    assert key.count(":") == KINDS[kind].observations == (2 if kind.value in naming(2) else 1)
