"""What must be said twice, once in Python and once in SQL, says the same: asked of both, over all that can be."""

import datetime as dt
import itertools
import re

from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from akiya.access import acting_as, as_register, scope_of
from akiya.asof.visibility import visible
from akiya.evidence.observation import OWN, is_own
from akiya.evidence.reading import of_house
from akiya.inbox.registry import KINDS
from akiya.models import House, Person, Retraction, Term
from akiya.pages.start.waiting import kinds
from akiya.register import add_signal, retract
from akiya.rules.disputes import DISPUTE_DAYS
from akiya.words import InboxKind, Role, SignalKind
from surveys.silence import SILENT_AFTER
from tests.world import World

SAID = f"SELECT {OWN} FROM (SELECT %s::bigint AS person_id, %s::bigint AS association_id) back, "
SAID += "(SELECT %s::bigint AS person_id, %s::bigint AS association_id) said"


def test_whose_word_one_takes_back(world: World) -> None:
    with connection.cursor() as cursor:
        for case in itertools.product((None, 1, 2), repeat=4):
            cursor.execute(SAID, case)
            assert cursor.fetchone() == (is_own(*case),), case


TODAY = 0
A_TERM = st.tuples(
    st.sampled_from(list(Role)), st.sampled_from(["東自治会", "西自治会", "らんか自治会"]),
    st.integers(TODAY - 1, TODAY + 1), st.sampled_from([None, TODAY, TODAY + 1]),
)  # fmt: skip


def holder(world: World, posts: list[tuple[Role, str, int, int | None]], is_active: bool) -> Person:
    """Somebody with these posts: role, association or the city of it, first day and day after the last from today."""
    today = timezone.localdate()
    with as_register():
        person = Person.objects.create_person("holder", "持 主", is_active=is_active)
        for role, name, begins, ends in posts:
            area = world.area(name)
            starts_on = today + dt.timedelta(days=begins)
            ends_on = None if ends is None else max(today + dt.timedelta(days=ends), starts_on)
            Term.objects.create(
                person=person, role=role, municipality_id=area.municipality_id, starts_on=starts_on, ends_on=ends_on,
                area=area if role is Role.HEAD else None,
            )  # fmt: skip
    return person


def rights(sql: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT unnest({sql})")
        return sorted(each for (each,) in cursor)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(A_TERM, max_size=3), st.booleans())
def test_who_may_see_what(world: World, posts: list[tuple[Role, str, int, int | None]], is_active: bool) -> None:
    """The filter, the condition written by hand, the search and row security see the same houses by the same posts."""
    with transaction.atomic():
        person = holder(world, posts, is_active)
        with acting_as(person) as scope:
            by_the_policy = set(House.objects.values_list("pk", flat=True))
            by_the_search = set(rights("ARRAY(SELECT akiya_found('{}', '{}', current_date))"))
            assert rights("akiya_sees()") == scope.sees
            assert rights("akiya_edits()") == scope.edits
            assert rights("akiya_heads()") == scope.heads
            assert rights("akiya_belongs()") == sorted({grant.municipality_id for grant in scope.grants})
        with as_register(), connection.cursor() as cursor:
            assert scope_of(person) == scope
            by_the_filter = set(House.objects.visible_to(scope).values_list("pk", flat=True))
            by_hand = visible(scope)
            cursor.execute(f"SELECT h.id FROM akiya_house h WHERE {by_hand.sql}", by_hand.params)
            assert {house for (house,) in cursor} == by_the_filter
        assert by_the_policy == by_the_search == by_the_filter
        transaction.set_rollback(True)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 20), min_size=1, max_size=9))
def test_whether_a_piece_of_evidence_stands(world: World, story: list[int]) -> None:
    """Staff take back, and put back, what they please: akiya_stands says what retracted does."""
    house = world.house(7)
    with transaction.atomic(), acting_as(world.staff) as staff:
        pieces = []
        for nth in range(3):
            signal = add_signal(house, SignalKind.WATER_CLOSED, timezone.localdate(), staff, value=str(nth))
            pieces.append(f"signal:{signal.pk}")
        for which in story:
            with as_register():
                taken = set(Retraction.objects.values_list("evidence", flat=True))
            left = [piece for piece in pieces if piece not in taken]
            pieces.append(f"retraction:{retract(house, left[which % len(left)], 'まちがい', staff).pk}")
        with as_register(), connection.cursor() as cursor:
            retracted = of_house(house.pk).retracted
            for piece in pieces:
                cursor.execute("SELECT akiya_stands(%s)", [piece])
                assert cursor.fetchone() == (piece not in retracted,), piece
        transaction.set_rollback(True)


def numbers(text: object) -> list[int]:
    return [int(number) for number in re.findall(r"[0-9]+", str(text))]


def test_words_name_the_numbers_that_the_rules_go_by() -> None:
    differing = next(kind for kind in kinds() if kind.code == "differing")
    assert numbers(KINDS[InboxKind.DIFFERING].about) == numbers(differing.explanation) == [DISPUTE_DAYS]
    assert numbers(KINDS[InboxKind.SILENT].about) == numbers(KINDS[InboxKind.SILENT].explanation) == [SILENT_AFTER.days]
