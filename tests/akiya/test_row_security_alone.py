"""The application filter is off here: every query asks for everything, and the database alone decides."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import connection

from akiya.access import acting, acting_as
from akiya.models import House, HouseArea, Observation, Occupancy, Term
from tests.world import World

OPEN_TABLES = {
    "akiya_person": "sign-in must find a person before anyone is known; the table names people, not houses",
    "akiya_passwordreset": "a link is found by the hash of its token before anyone is known",
    "surveys_device": "a device is found by the hash of its key before anyone is known",
    "surveys_enrolment": "an invitation is found by the hash of its token before anyone is known",
    "pghistory_context": "says who made an edit, written by triggers; which row was edited is in protected tables",
}
Guard = Callable[[World], None]
OURS = ("akiya_", "surveys_", "maps_", "pghistory_")


def numbers() -> set[int]:
    return set(House.objects.values_list("number", flat=True))


def test_nobody_sees_no_house(world: World) -> None:
    assert numbers() == set()


def test_staff_see_their_city_and_no_other(world: World) -> None:
    with acting_as(world.staff):
        assert House.objects.count() == 12
        assert set(House.objects.values_list("municipality__name", flat=True)) == {"みほん市"}


def test_a_head_sees_the_houses_of_the_own_association(world: World) -> None:
    with acting_as(world.head):
        assert numbers() == {7, 8, 9, 10, 11, 12}
        assert HouseArea.objects.values("area").distinct().count() == 1


def test_a_head_sees_no_state_of_any_house(world: World) -> None:
    with acting_as(world.head):
        assert not Occupancy.objects.exists()


def test_a_former_head_sees_nothing(world: World) -> None:
    with acting_as(world.former):
        assert numbers() == set()
        assert not Observation.objects.exists()


def test_a_person_reads_the_own_terms_only(world: World) -> None:
    with acting_as(world.head):
        assert set(Term.objects.values_list("person__login", flat=True)) == {"head"}


@pytest.mark.parametrize("actor", ["", "0", "-1", "1 OR 1=1", "99999999999999999999", "Register", "null"])
def test_a_made_up_actor_sees_nothing(world: World, actor: str) -> None:
    with acting(actor):
        assert numbers() == set()


def test_the_web_role_neither_owns_the_tables_nor_passes_row_security(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == ("web", False, False)


def test_every_table_is_protected_or_has_a_reason_not_to_be(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND NOT relrowsecurity"
            " AND relnamespace = 'public'::regnamespace"
        )
        unprotected = {name for (name,) in cursor if name.startswith(OURS)}
    known = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    assert unprotected & known == OPEN_TABLES.keys() & known
