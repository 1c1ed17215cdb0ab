"""The application's filter alone: row security is passed here by asking as the register."""

import datetime as dt

import pytest

from akiya.access import NOBODY, Scope, acting_as, as_register, scope_of
from akiya.models import House, Person, Term
from tests.world import World

EVERYBODY = ["staff", "viewer", "admin", "head", "west-head", "former", "other-staff", "other-head"]


def scope(login: str) -> Scope:
    with as_register():
        return scope_of(Person.objects.get(login=login))


def seen_by_the_filter(scope: Scope) -> set[int]:
    with as_register():
        return set(House.objects.visible_to(scope).values_list("id", flat=True))


@pytest.mark.parametrize("login", EVERYBODY)
def test_the_filter_and_the_database_agree(world: World, login: str) -> None:
    with acting_as(world.person(login)):
        allowed_by_the_database = set(House.objects.values_list("id", flat=True))
    assert seen_by_the_filter(scope(login)) == allowed_by_the_database


def test_nobody_sees_nothing(world: World) -> None:
    assert seen_by_the_filter(NOBODY) == set()


def test_a_head_sees_six_houses(world: World) -> None:
    assert len(seen_by_the_filter(scope("head"))) == 6


def test_a_term_begins_and_ends_by_its_days(world: World) -> None:
    with as_register():
        former = Person.objects.get(login="former")
        assert scope_of(former, dt.date(2020, 3, 31)).heads != []
        assert scope_of(former, dt.date(2020, 4, 1)).heads == []
        assert scope_of(former, dt.date(2015, 3, 31)).heads == []


def test_an_account_that_was_closed_sees_nothing(world: World) -> None:
    with as_register():
        Person.objects.filter(login="staff").update(is_active=False)
    assert scope("staff") == NOBODY
    with acting_as(world.person("staff")):
        assert not House.objects.exists()


def test_ending_a_term_ends_the_sight_at_once(world: World) -> None:
    with acting_as(world.head):
        assert House.objects.exists()
    with as_register():
        Term.objects.filter(person=world.head).update(ends_on=dt.date.today())
    with acting_as(world.head):
        assert not House.objects.exists()


def test_rights_do_not_stay_on_the_connection(world: World) -> None:
    with acting_as(world.staff):
        pass
    assert not House.objects.exists()


def test_who_may_do_what(world: World) -> None:
    city = world.mihon.pk
    rights = {
        login: (bool(scope(login).sees), city in scope(login).edits, city in scope(login).administers)
        for login in ("staff", "viewer", "admin", "head", "other-staff")
    }
    assert rights == {
        "staff": (True, True, False),
        "viewer": (True, False, False),
        "admin": (True, True, True),
        "head": (False, False, False),
        "other-staff": (True, False, False),
    }
