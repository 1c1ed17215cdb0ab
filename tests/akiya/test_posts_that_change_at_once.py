"""Two who change posts of one city at the same moment: what the second finds is what the first has left."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence

import pytest
from django.db import connection
from django.utils import timezone

from akiya.access import CONSOLE, Refused, acting_as, as_register
from akiya.models import Person, Term
from akiya.people.terms import end_term, reopen_term, start_term
from akiya.register import NotPossible
from akiya.words import Role
from tests.akiya.racing import at_once, one_in_the_midst
from tests.world import PASSWORD, World, yesterday

Newcomer = Callable[[str, Role | None], Person]


@pytest.fixture
def newcomer(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Newcomer]:
    """Makes people, with a post or none, that other connections see as well; removed afterwards."""
    made: list[Person] = []

    def make(login: str, role: Role | None) -> Person:
        with as_register():
            made.append(Person.objects.create_person(login, "競 走", PASSWORD))
            if role:
                Term.objects.create(
                    person=made[-1], municipality=World().mihon, role=role, starts_on=dt.date(2020, 4, 1)
                )
        return made[-1]

    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        admin = Term.objects.filter(person=World().admin)
        with as_register():
            ended = dict(admin.values_list("pk", "ends_on"))
        yield make
        with as_register():
            for pk, ends_on in ended.items():
                Term.objects.filter(pk=pk).update(ends_on=ends_on)
            Term.objects.filter(person__in=made).delete()
            Person.objects.filter(pk__in=[person.pk for person in made]).delete()
        connection.close()


def appointing(person: Person) -> Callable[..., object]:
    def act(let: Callable[[], None] = lambda: None) -> object:
        with acting_as(World().admin) as admin:
            term = start_term(person, Role.STAFF, World().mihon.pk, timezone.localdate(), admin)
            let()
            return term

    return act


def ending(term: Term, by: Person) -> Callable[[], object]:
    def act() -> object:
        with acting_as(by) as scope:
            return end_term(term, yesterday(), scope)

    return act


def refused(outcomes: Sequence[object]) -> int:
    assert all(isinstance(each, Term | NotPossible) for each in outcomes), outcomes
    return sum(isinstance(each, NotPossible) for each in outcomes)


def test_nobody_is_given_the_same_post_twice(newcomer: Newcomer) -> None:
    person = newcomer("races-post", None)
    assert refused(one_in_the_midst(appointing(person), appointing(person))) == 1


def test_two_administrators_who_end_each_other_leave_one(newcomer: Newcomer) -> None:
    one, other = newcomer("races-admin", Role.ADMIN), newcomer("races-admin2", Role.ADMIN)
    with as_register():
        Term.objects.filter(person=World().admin).update(ends_on=timezone.localdate())
        terms = {person.pk: Term.objects.get(person=person) for person in (one, other)}
    outcomes = at_once(ending(terms[one.pk], other), ending(terms[other.pk], one))
    # Whoever begins after the other has ended them has no right left to be asked about.
    assert sorted(isinstance(each, NotPossible | Refused) for each in outcomes) == [False, True], outcomes
    with as_register():
        assert Term.objects.in_force().filter(pk__in=[term.pk for term in terms.values()]).count() == 1


def test_a_city_keeps_an_administrator_on_the_day_after_too(world: World) -> None:
    later = timezone.localdate() + dt.timedelta(days=30)
    with as_register():
        own = Term.objects.get(person=world.admin)
        second = start_term(world.staff, Role.ADMIN, world.mihon.pk, timezone.localdate(), CONSOLE)
    with acting_as(world.staff) as staff:
        end_term(own, later, staff)
    with acting_as(world.admin) as admin, pytest.raises(NotPossible, match="管理者が いなくなります"):
        end_term(second, later, admin)
    with acting_as(world.admin) as admin:
        assert end_term(second, later - dt.timedelta(days=1), admin).last_day == later - dt.timedelta(days=1)


def test_an_end_is_taken_back_as_it_stands_and_not_as_it_was_read(world: World) -> None:
    """Read while the term ran to the tenth day, reopened after it had been cut to the fifth and the rest given away."""
    today = timezone.localdate()
    day = [today + dt.timedelta(days=nth) for nth in range(31)]
    with acting_as(world.staff) as staff:
        term = Term.objects.get(person=world.head)
        end_term(term, day[10], staff)
        as_read = Term.objects.get(pk=term.pk)
        end_term(term, day[5], staff)
        start_term(world.former, Role.HEAD, world.mihon.pk, day[6], staff, world.area("東自治会"), day[9])
        with pytest.raises(NotPossible, match="重なります"):
            reopen_term(as_read, day[30], "まちがい", staff)
        with pytest.raises(NotPossible, match="重なります"):
            end_term(Term.objects.get(pk=term.pk), day[30], staff)
