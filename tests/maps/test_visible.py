"""The hand-written condition sees exactly the houses that ``visible_to`` sees."""

import pytest
from django.db import connection

from akiya.access import NOBODY, Scope, as_register
from akiya.asof.visibility import visible
from akiya.models import House
from tests.conftest import ScopeOf
from tests.world import World


def by_hand(scope: Scope) -> set[int]:
    """With the rights of the register, so that row security hides nothing and the condition stands alone."""
    condition = visible(scope)
    with as_register(), connection.cursor() as cursor:
        cursor.execute(f"SELECT h.id FROM akiya_house h WHERE {condition.sql}", condition.params)
        return {house for (house,) in cursor.fetchall()}


def by_queryset(scope: Scope) -> set[int]:
    with as_register():
        return set(House.objects.visible_to(scope).values_list("pk", flat=True))


@pytest.mark.parametrize(
    "login", ["staff", "viewer", "admin", "head", "west-head", "former", "other-staff", "other-head"]
)
def test_both_sentences_see_the_same_houses(world: World, login: str) -> None:
    scope = ScopeOf(world.person(login))
    assert by_hand(scope) == by_queryset(scope)
    assert bool(by_hand(scope)) == (login != "former")


def test_nobody_sees_no_house(world: World) -> None:
    assert by_hand(NOBODY) == by_queryset(NOBODY) == set()


def test_two_posts_see_both_their_houses(world: World) -> None:
    both = Scope(1, ScopeOf(world.head).grants + ScopeOf(world.other_staff).grants)
    assert by_hand(both) == by_queryset(both)
    assert len(by_hand(both)) == 6 + 2
