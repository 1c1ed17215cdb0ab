"""Who may begin and end whose terms, and what a term is from then on."""

import datetime as dt

import pytest
from django.utils import timezone

from akiya.access import CONSOLE, Refused, acting_as, as_register, scope_of
from akiya.models import Person, Term
from akiya.people.accounts import Particulars, correct_person
from akiya.people.appointing import create_person, replace_head
from akiya.people.rights import may_appoint
from akiya.people.terms import days_of, end_term, reopen_term, start_term
from akiya.register import NotPossible
from akiya.words import Role
from tests.world import World, yesterday

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
            lambda: replace_head(world.area("東自治会"), Particulars("新野"), today, scope),
            lambda: end_term(term_of(world.head), today, scope),
            lambda: reopen_term(term_of(world.former), None, "まちがい", scope),
            lambda: correct_person(world.head, Particulars("別人"), scope),
            lambda: create_person("new", Particulars("新人"), Role.STAFF, world.mihon.pk, scope),
            lambda: start_term(world.viewer, Role.ADMIN, world.mihon.pk, today, scope),
        ):
            with pytest.raises(Refused):
                attempt()
    with as_register():
        assert terms.count() == 8
        assert not terms.filter(person=world.head).exclude(ends_on=None).exists()


def test_staff_make_nobody_staff(world: World) -> None:
    with acting_as(world.staff) as staff, pytest.raises(Refused):
        create_person("new", Particulars("新人"), Role.VIEWER, world.mihon.pk, staff)


def test_a_term_whose_last_day_was_yesterday_opens_nothing_today(world: World) -> None:
    with acting_as(world.staff) as staff:
        end_term(term_of(world.head), yesterday(), staff)
    with acting_as(world.head) as scope:
        assert scope.grants == ()


def test_a_term_is_in_force_on_all_of_its_last_day(world: World) -> None:
    with acting_as(world.staff) as staff:
        end_term(term_of(world.head), timezone.localdate(), staff)
    with acting_as(world.head) as scope:
        assert scope.heads == [world.area("東自治会").pk]


def test_a_term_cannot_end_before_it_began(world: World) -> None:
    term = term_of(world.head)
    with acting_as(world.staff) as staff:
        assert end_term(term, term.starts_on - dt.timedelta(days=9), staff).ends_on == term.starts_on


def test_a_term_of_no_days_or_fewer_is_not_begun(world: World) -> None:
    today = timezone.localdate()
    with acting_as(world.staff) as staff, pytest.raises(NotPossible):
        replace_head(world.area("東自治会"), Particulars("新野"), today, staff, last_day=yesterday())
    assert term_of(world.head).ends_on is None, "and the head in office stays"


def test_an_association_has_one_head_at_a_time(world: World) -> None:
    east, today = world.area("東自治会"), timezone.localdate()
    with acting_as(world.staff) as staff:
        for name in ("新野", "次野"):
            replace_head(east, Particulars(name), today, staff)
    with as_register():
        assert [term.person.name for term in Term.objects.filter(area=east).in_force()] == ["次野"]


def test_a_head_who_would_begin_before_the_next_one_is_refused(world: World) -> None:
    east, today = world.area("東自治会"), timezone.localdate()
    with acting_as(world.staff) as staff:
        replace_head(east, Particulars("次野"), today + dt.timedelta(days=30), staff)
        with pytest.raises(NotPossible):
            replace_head(east, Particulars("新野"), today, staff)


def test_only_an_association_has_a_head(world: World) -> None:
    with acting_as(world.staff) as staff, pytest.raises(NotPossible):
        replace_head(world.area("中央地区"), Particulars("新野"), timezone.localdate(), staff)


def test_a_new_head_has_no_password(world: World) -> None:
    with acting_as(world.staff) as staff:
        term = replace_head(world.area("東自治会"), Particulars("新野"), timezone.localdate(), staff)
    assert not term.person.has_usable_password()


def test_a_new_person_of_the_office_has_a_password_that_nobody_chose(world: World) -> None:
    with acting_as(world.admin) as admin:
        first = create_person("one", Particulars("一人目"), Role.STAFF, world.mihon.pk, admin)
        second = create_person("two", Particulars("二人目"), Role.STAFF, world.mihon.pk, admin)
    assert first.person.check_password(first.password)
    assert first.password != second.password
    assert first.password not in str(vars(first.person))
    with acting_as(first.person):
        assert scope_of(first.person).edits == [world.mihon.pk]


@pytest.mark.parametrize(("login", "name"), [("staff", "同じ番号"), ("", "名前"), ("new", ""), ("new", "  ")])
def test_a_person_needs_a_name_and_a_number_of_their_own(world: World, login: str, name: str) -> None:
    with acting_as(world.admin) as admin, pytest.raises(NotPossible):
        create_person(login, Particulars(name), Role.STAFF, world.mihon.pk, admin)


def test_no_administrator_ends_the_own_term(world: World) -> None:
    with acting_as(world.admin) as admin, pytest.raises(NotPossible):
        end_term(term_of(world.admin), yesterday(), admin)


def test_the_office_may_end_with_a_day_as_people_write_it(world: World) -> None:
    term = term_of(world.head)
    with acting_as(world.staff) as staff:
        end_term(term, dt.date(2027, 3, 31), staff)
    assert (term.ends_on, term.last_day) == (dt.date(2027, 4, 1), dt.date(2027, 3, 31))
    assert days_of(term) == "平成27年4月1日から 令和9年3月31日まで"


def test_a_term_that_was_ended_before_it_began_is_said_to_be_called_off(world: World) -> None:
    with acting_as(world.staff) as staff:
        term = replace_head(world.area("西自治会"), Particulars("新野"), dt.date(2027, 4, 1), staff)
        end_term(term, dt.date(2027, 3, 31), staff)
    assert days_of(term) == "令和9年4月1日からの予定を 取りやめ"


def test_a_head_who_is_replaced_holds_the_post_until_the_day_before(world: World) -> None:
    with acting_as(world.staff) as staff:
        replace_head(world.area("東自治会"), Particulars("新野"), dt.date(2027, 4, 1), staff)
    assert term_of(world.head).last_day == dt.date(2027, 3, 31)


def test_an_end_by_mistake_is_taken_back_and_the_reason_is_kept(world: World) -> None:
    with acting_as(world.staff) as staff:
        end_term(term_of(world.head), yesterday(), staff)
        reopen_term(term_of(world.head), None, "日づけの まちがい", staff)
    with acting_as(world.head) as scope:
        assert scope.heads == [world.area("東自治会").pk]
    with as_register():
        event = Term.pgh_event_model.objects.filter(person=world.head).latest("pgh_id")  # type: ignore[attr-defined]
        assert event.pgh_context.metadata["reason"] == "日づけの まちがい"


@pytest.mark.parametrize("reason", ["", "   "])
def test_an_end_is_not_taken_back_without_a_reason(world: World, reason: str) -> None:
    with acting_as(world.staff) as staff:
        end_term(term_of(world.head), yesterday(), staff)
        with pytest.raises(NotPossible, match="理由"):
            reopen_term(term_of(world.head), None, reason, staff)


def test_a_term_that_goes_on_would_meet_the_next_head_and_is_refused_in_words(world: World) -> None:
    with acting_as(world.staff) as staff:
        replace_head(world.area("東自治会"), Particulars("新野 会長"), timezone.localdate(), staff)
        with pytest.raises(NotPossible, match=r"新野 会長さんの任期（.*から）と 重なります"):
            reopen_term(term_of(world.head), None, "まちがい", staff)
        with pytest.raises(NotPossible, match="新野 会長さんの任期"):
            end_term(term_of(world.head), timezone.localdate(), staff)


def test_a_term_may_go_on_until_the_day_before_the_next_head(world: World) -> None:
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    with acting_as(world.staff) as staff:
        end_term(term_of(world.head), yesterday(), staff)
        replace_head(world.area("東自治会"), Particulars("新野 会長"), tomorrow, staff)
        assert reopen_term(term_of(world.head), timezone.localdate(), "まちがい", staff).ends_on == tomorrow


def test_nobody_holds_one_post_twice(world: World) -> None:
    with acting_as(world.admin) as admin, pytest.raises(NotPossible, match="佐藤 花さんの任期（平成27年4月1日から）と"):
        start_term(world.staff, Role.STAFF, world.mihon.pk, timezone.localdate(), admin)


def test_another_post_may_be_held_beside_it(world: World) -> None:
    with acting_as(world.admin) as admin:
        assert start_term(world.staff, Role.VIEWER, world.mihon.pk, timezone.localdate(), admin).pk


def test_a_name_is_corrected_and_the_earlier_one_is_kept(world: World) -> None:
    with acting_as(world.staff) as staff:
        correct_person(world.head, Particulars(" 東 太朗 ", "ひがし たろう", "0000-00-0000"), staff)
    person = world.person("head")
    assert (person.name, person.reading, person.contact) == ("東 太朗", "ひがし たろう", "0000-00-0000")
    with as_register():
        names = Person.pgh_event_model.objects.filter(pgh_obj=person).order_by("pgh_id")  # type: ignore[attr-defined]
        assert list(names.values_list("name", flat=True)) == ["東 太郎", "東 太朗"]


@pytest.mark.parametrize(("by", "whom", "may"), [
    ("staff", "head", True), ("staff", "viewer", False), ("staff", "other-head", False),
    ("admin", "head", True), ("admin", "staff", True), ("admin", "other-staff", False), ("admin", "admin", True),
])  # fmt: skip
def test_who_may_correct_whom(world: World, by: str, whom: str, may: bool) -> None:
    with acting_as(world.person(by)) as scope:
        if may:
            correct_person(world.person(whom), Particulars("別の名"), scope)
        else:
            with pytest.raises(Refused):
                correct_person(world.person(whom), Particulars("別の名"), scope)


def test_a_first_password_is_to_be_changed_and_one_of_ones_own_is_not(world: World) -> None:
    with acting_as(world.admin) as admin:
        assert create_person("new", Particulars("新人"), Role.STAFF, world.mihon.pk, admin).person.must_choose_password
        assert not replace_head(
            world.area("東自治会"), Particulars("新野"), timezone.localdate(), admin
        ).person.must_choose_password
