"""Who may begin and end whose terms, and what a term is from then on."""

import datetime as dt

import pytest
from django.utils import timezone

from akiya.access import CONSOLE, Refused, acting_as, as_register, scope_of
from akiya.models import Person, Term
from akiya.people import create_person, end_term, may_appoint, replace_head, start_term
from akiya.register import NotPossible
from akiya.words import Role
from tests.world import World

pytestmark = pytest.mark.django_db
OFFICE = [Role.STAFF, Role.VIEWER, Role.ADMIN]


def term_of(person: Person) -> Term:
    with as_register():
        return Term.objects.get(person=person)


@pytest.mark.parametrize(
    ("login", "roles"),
    [
        ("admin", {Role.HEAD, *OFFICE}),
        ("staff", {Role.HEAD}),
        ("viewer", set()),
        ("head", set()),
        ("former", set()),
        ("other-staff", set()),
    ],
)
def test_who_may_appoint_whom(world: World, login: str, roles: set[Role]) -> None:
    with acting_as(world.person(login)) as scope:
        assert {role for role in Role if may_appoint(scope, role, world.mihon.pk)} == roles


def test_the_console_may_appoint_anybody(world: World) -> None:
    assert all(may_appoint(CONSOLE, role, world.mihon.pk) for role in Role)


@pytest.mark.parametrize("login", ["viewer", "head", "former", "other-staff"])
def test_who_may_not_is_refused_and_nothing_changes(world: World, login: str) -> None:
    today, terms = timezone.localdate(), Term.objects
    with acting_as(world.person(login)) as scope:
        for attempt in (
            lambda: replace_head(world.area("東自治会"), "新野", today, scope),
            lambda: end_term(term_of(world.head), today, scope),
            lambda: create_person("new", "新人", Role.STAFF, world.mihon.pk, scope),
            lambda: start_term(world.viewer, Role.ADMIN, world.mihon.pk, today, scope),
        ):
            with pytest.raises(Refused):
                attempt()
    with as_register():
        assert terms.count() == 8
        assert not terms.filter(person=world.head).exclude(ends_on=None).exists()


def test_staff_make_nobody_staff(world: World) -> None:
    with acting_as(world.staff) as staff, pytest.raises(Refused):
        create_person("new", "新人", Role.VIEWER, world.mihon.pk, staff)


def test_a_term_that_ends_today_opens_nothing_today(world: World) -> None:
    with acting_as(world.staff) as staff:
        end_term(term_of(world.head), timezone.localdate(), staff)
    with acting_as(world.head) as scope:
        assert scope.grants == ()


def test_a_term_that_ends_tomorrow_is_in_force_today(world: World) -> None:
    with acting_as(world.staff) as staff:
        end_term(term_of(world.head), timezone.localdate() + dt.timedelta(days=1), staff)
    with acting_as(world.head) as scope:
        assert scope.heads == [world.area("東自治会").pk]


def test_a_term_cannot_end_before_it_began(world: World) -> None:
    term = term_of(world.head)
    with acting_as(world.staff) as staff:
        assert end_term(term, term.starts_on - dt.timedelta(days=9), staff).ends_on == term.starts_on


def test_a_term_of_no_days_or_fewer_is_not_begun(world: World) -> None:
    today = timezone.localdate()
    with acting_as(world.staff) as staff, pytest.raises(NotPossible):
        replace_head(world.area("東自治会"), "新野", today, staff, ends_on=today)
    assert term_of(world.head).ends_on is None, "and the head in office stays"


def test_an_association_has_one_head_at_a_time(world: World) -> None:
    east, today = world.area("東自治会"), timezone.localdate()
    with acting_as(world.staff) as staff:
        for name in ("新野", "次野"):
            replace_head(east, name, today, staff)
    with as_register():
        assert [term.person.name for term in Term.objects.filter(area=east).in_force()] == ["次野"]


def test_a_head_who_would_begin_before_the_next_one_is_refused(world: World) -> None:
    east, today = world.area("東自治会"), timezone.localdate()
    with acting_as(world.staff) as staff:
        replace_head(east, "次野", today + dt.timedelta(days=30), staff)
        with pytest.raises(NotPossible):
            replace_head(east, "新野", today, staff)


def test_only_an_association_has_a_head(world: World) -> None:
    with acting_as(world.staff) as staff, pytest.raises(NotPossible):
        replace_head(world.area("中央地区"), "新野", timezone.localdate(), staff)


def test_a_new_head_has_no_password(world: World) -> None:
    with acting_as(world.staff) as staff:
        term = replace_head(world.area("東自治会"), "新野", timezone.localdate(), staff)
    assert not term.person.has_usable_password()


def test_a_new_person_of_the_office_has_a_password_that_nobody_chose(world: World) -> None:
    with acting_as(world.admin) as admin:
        first = create_person("one", "一人目", Role.STAFF, world.mihon.pk, admin)
        second = create_person("two", "二人目", Role.STAFF, world.mihon.pk, admin)
    assert first.person.check_password(first.password)
    assert first.password != second.password
    assert first.password not in str(vars(first.person))
    with acting_as(first.person):
        assert scope_of(first.person).edits == [world.mihon.pk]


@pytest.mark.parametrize(("login", "name"), [("staff", "同じ番号"), ("", "名前"), ("new", ""), ("new", "  ")])
def test_a_person_needs_a_name_and_a_number_of_their_own(world: World, login: str, name: str) -> None:
    with acting_as(world.admin) as admin, pytest.raises(NotPossible):
        create_person(login, name, Role.STAFF, world.mihon.pk, admin)


def test_no_administrator_ends_the_own_term(world: World) -> None:
    with acting_as(world.admin) as admin, pytest.raises(NotPossible):
        end_term(term_of(world.admin), timezone.localdate(), admin)
