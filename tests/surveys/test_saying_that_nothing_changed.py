"""変わりなし: kept once, for days that have been, in the name of the association."""

import datetime as dt
import itertools
import uuid
from typing import Any

import pytest
from django.utils import timezone

from akiya.access import acting_as, as_register
from akiya.models import SetAside, Term
from akiya.people.terms import end_term
from surveys.models import NoChange
from tests.surveys.conftest import Tablet, ago, tablet_of
from tests.world import BEGINNING, World, yesterday

pytestmark = pytest.mark.django_db


def body(**more: Any) -> dict[str, Any]:
    return {"from": "2026-09-01", "to": "2026-10-31", "said_at": "2026-11-01T09:00:00+09:00", **more}


def kept(statement: uuid.UUID) -> NoChange:
    with as_register():
        return NoChange.objects.get(pk=statement)


def test_it_is_kept_in_the_name_of_the_association(tablet: Tablet, world: World) -> None:
    statement = uuid.uuid4()
    response = tablet.put(f"no-change/{statement}", body())
    assert (response.status_code, response.json()["id"]) == (200, str(statement))
    said = kept(statement)
    assert (said.association_id, said.person_id) == (world.area("東自治会").pk, world.head.pk)
    assert (said.from_on, said.to_on) == (dt.date(2026, 9, 1), dt.date(2026, 10, 31))


def test_the_same_statement_again_is_the_same_statement(tablet: Tablet) -> None:
    statement = uuid.uuid4()
    first, second = (tablet.put(f"no-change/{statement}", body()) for _time in range(2))
    assert first.json() == second.json()


@pytest.mark.parametrize("other", [{"to": "2026-10-30"}, {"from": "2026-08-01"}, {"said_at": "2026-11-02T09:00:00Z"}])
def test_another_statement_under_the_same_id_is_a_conflict_and_both_are_kept(
    tablet: Tablet, other: dict[str, str]
) -> None:
    statement = uuid.uuid4()
    tablet.put(f"no-change/{statement}", body())
    response = tablet.put(f"no-change/{statement}", body(**other))
    assert (response.status_code, response.json()["code"]) == (409, "conflict")
    with as_register():
        assert SetAside.objects.get(subject=statement).kind == "no_change"


def test_nobody_speaks_for_days_to_come(tablet: Tablet) -> None:
    statement, future = uuid.uuid4(), body(to="2090-01-01")
    assert tablet.put(f"no-change/{statement}", future).status_code == 200
    assert kept(statement).to_on == dt.date(2026, 11, 1), "the day on which it was said"
    assert tablet.put(f"no-change/{statement}", future).status_code == 200, "and the repeat is still the same"


def since(tablet: Tablet) -> str:
    """From which day on the tablet asks whether anything changed."""
    return str(tablet.get("package").json()["since"])


FIRST, SECOND, BACK = (uuid.UUID(int=number) for number in (1, 2, 3))


@pytest.mark.parametrize("order", list(itertools.permutations([FIRST, SECOND, BACK])))
def test_what_was_taken_back_was_not_said_in_whatever_order_it_arrives(
    tablet: Tablet, order: tuple[uuid.UUID, ...]
) -> None:
    told = {
        FIRST: body(),
        SECOND: body(to="2026-11-20"),
        BACK: body(to="2026-11-20", said_at="2026-11-21T09:00:00+09:00", withdraws=str(SECOND)),
    }
    for statement in [*order, *order]:
        response = tablet.put(f"no-change/{statement}", told[statement])
        assert (response.status_code, response.json()["id"]) == (200, str(statement))
    with as_register():
        assert [said.pk for said in NoChange.objects.standing()] == [FIRST]
    assert since(tablet) == "2026-10-31"


def test_nobody_takes_back_what_another_association_said(tablet: Tablet, world: World) -> None:
    statement = uuid.uuid4()
    tablet.put(f"no-change/{statement}", body())
    theirs = tablet_of(world.west_head, world.mihon)
    assert theirs.put(f"no-change/{uuid.uuid4()}", body(withdraws=str(statement))).status_code == 200
    with as_register():  # who also sees what the other association sent
        assert [said.pk for said in NoChange.objects.standing()] == [statement]
    assert since(tablet) == "2026-10-31"
    assert since(theirs) == BEGINNING.isoformat()


NEW_POST = dt.date(2026, 11, 10)
SAID_BEFORE = {"said_at": "2026-11-09T09:00:00+09:00"}


@pytest.fixture
def moved(world: World) -> None:
    """The head of 東自治会 heads 西自治会 from a day in November on."""
    with as_register():
        Term.objects.filter(person=world.head).update(ends_on=NEW_POST)
    world.heads(world.head, "西自治会", NEW_POST)


@pytest.mark.parametrize("is_named", [True, False], ids=["this app", "the app before"])
def test_what_was_said_in_the_post_before_stands_for_that_association(
    tablet: Tablet, world: World, moved: None, is_named: bool
) -> None:
    east = world.area("東自治会").pk
    statement, named = uuid.uuid4(), {"association": east} if is_named else {}
    for _once_and_again in range(2):
        assert tablet.put(f"no-change/{statement}", body(**SAID_BEFORE, **named)).status_code == 200
    assert kept(statement).association_id == east
    after = uuid.uuid4()
    tablet.put(f"no-change/{after}", body(said_at="2026-11-10T09:00:00+09:00"))
    assert kept(after).association_id == world.area("西自治会").pk


def test_what_names_an_association_that_its_person_did_not_head_then_is_set_aside(
    tablet: Tablet, world: World, moved: None
) -> None:
    statement = uuid.uuid4()
    said = body(**SAID_BEFORE, association=world.area("西自治会").pk)
    assert tablet.put(f"no-change/{statement}", said).status_code == 200
    with as_register():
        assert not NoChange.objects.exists()
        assert SetAside.objects.get(subject=statement).reason == "term_ended"


@pytest.mark.parametrize("is_changed", [0, 1, 2], ids=["changed before", "changed between", "changed after"])
@pytest.mark.parametrize("order", list(itertools.permutations([FIRST, BACK])))
def test_a_post_that_changes_at_any_moment_changes_nothing_that_was_said(
    tablet: Tablet, world: World, order: tuple[uuid.UUID, ...], is_changed: int
) -> None:
    east = world.area("東自治会").pk
    told = {
        FIRST: body(**SAID_BEFORE, association=east),
        BACK: body(said_at="2026-11-12T09:00:00+09:00", withdraws=str(FIRST), association=east),
    }
    for at in range(3):
        if at == is_changed:
            with as_register():
                Term.objects.filter(person=world.head).update(ends_on=NEW_POST)
            world.heads(world.head, "西自治会", NEW_POST)
        if at < 2:
            assert tablet.put(f"no-change/{order[at]}", told[order[at]]).status_code == 200
    for statement in order:
        assert tablet.put(f"no-change/{statement}", told[statement]).status_code == 200, "a repeat, and no conflict"
    with as_register():
        assert {said.association_id for said in NoChange.objects.all()} == {east}
        assert not NoChange.objects.standing().exists()


def test_the_days_are_cut_by_the_clock_of_ours_when_it_was_said(tablet: Tablet, world: World) -> None:
    """A tablet a year fast said it three days ago, and sends it today."""
    fast, statement = dt.timedelta(days=365), uuid.uuid4()
    said_at = timezone.now() - dt.timedelta(days=3) + fast
    said = body(to=timezone.localdate(said_at).isoformat(), said_at=said_at.isoformat())
    told = {"Device-Time": (timezone.now() + fast).isoformat()}
    for _once_and_again in range(2):
        assert tablet.put(f"no-change/{statement}", said, **told).status_code == 200
    assert kept(statement).to_on == timezone.localdate() - dt.timedelta(days=3)


def test_a_taking_back_that_names_another_under_the_same_id_is_a_conflict(tablet: Tablet) -> None:
    back = uuid.uuid4()
    tablet.put(f"no-change/{back}", body(withdraws=str(uuid.uuid4())))
    assert tablet.put(f"no-change/{back}", body(withdraws=str(uuid.uuid4()))).status_code == 409


@pytest.mark.parametrize(
    "wrong",
    [
        {"from": "2026-11-01", "to": "2026-10-31"},
        {"from": "yesterday"},
        {"to": 20261031},
        {"to": None},
        {"to": "2026-02-30"},
        {"said_at": "soon"},
        {"withdraws": "the last one"},
        {"from": "0001-01-01"},
        {"to": "9999-12-31"},
    ],
)
def test_what_cannot_be_read_is_refused(tablet: Tablet, wrong: dict[str, Any]) -> None:
    response = tablet.put(f"no-change/{uuid.uuid4()}", body(**wrong))
    assert (response.status_code, response.json()["code"]) == (422, "malformed")
    with as_register():
        assert not NoChange.objects.exists()


def test_after_the_term_nobody_speaks_for_the_association(tablet: Tablet, world: World) -> None:
    with acting_as(world.staff) as staff:
        end_term(Term.objects.get(person=world.head), yesterday(), staff)
    in_office = uuid.uuid4()
    assert tablet.put(f"no-change/{in_office}", body(said_at=ago(days=1))).status_code == 200
    assert kept(in_office).person_id == world.head.pk, "what was said in office is heard, whenever it arrives"
    statement, said = uuid.uuid4(), body(said_at=ago(minutes=1))
    for _once_and_again in range(2):
        response = tablet.put(f"no-change/{statement}", said)
        assert (response.status_code, response.json()["id"]) == (200, str(statement))
    with as_register():
        assert not NoChange.objects.filter(pk=statement).exists()
        aside = SetAside.objects.get(subject=statement)
    assert (aside.kind, aside.reason, aside.person_id) == ("no_change", "term_ended", world.head.pk)


def test_long_after_the_term_it_is_not_taken_any_more(tablet: Tablet, world: World) -> None:
    with acting_as(world.staff) as staff:
        end_term(Term.objects.get(person=world.head), timezone.localdate() - dt.timedelta(days=32), staff)
    response = tablet.put(f"no-change/{uuid.uuid4()}", body(said_at=ago(days=40)))
    assert (response.status_code, response.json()["code"]) == (403, "term_ended")
