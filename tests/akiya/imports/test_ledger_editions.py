"""Editions of a list become history: who came, who stayed, who went, whatever the order they arrive in."""

import csv
import datetime as dt
import io
from dataclasses import replace
from itertools import permutations

import pytest
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from akiya.access import NOBODY, Refused, Scope, acting_as, as_register, scope_of
from akiya.asof.moment import Moment
from akiya.asof.standing import as_of
from akiya.evidence.reading import of_house
from akiya.models import Batch, Entry, House, Occupancy, OccupancyChange, Term
from akiya.not_possible import NotPossible
from akiya.places.position import Position
from akiya.projections.rebuild import differences
from akiya.register import decide, ledger, record
from akiya.register.acceptance import accept
from akiya.register.ledger import Listing
from akiya.words import Basis, Precision, Role, State
from tests.akiya.observed import observed, occupancy
from tests.world import World

SPRING, SUMMER, AUTUMN, WINTER = (dt.date(2025, month, 1) for month in (3, 6, 9, 12))
LONG_AGO, EAST = dt.date(2020, 1, 1), Position(140.385, 38.36)


def edition(
    on: dt.date, keys: str, complete: bool = True, since: dt.date = LONG_AGO, **listing: object
) -> ledger.Edition:
    """A list of houses called by letters, all vacant."""
    listings = [
        replace(Listing(row, key, State.VACANT, since, Precision.DAY), **listing) for row, key in enumerate(keys, 2)
    ]
    return ledger.Edition("台帳", on, complete, listings)


def vacant(city: int, on: dt.date, known: dt.datetime | None = None) -> str:
    """The letters of the houses that are vacant on a day."""
    moment = as_of(Moment(on, known))
    sql = f"""
        SELECT r.key FROM akiya_reference r JOIN akiya_house h ON h.id = r.house_id
          LEFT JOIN LATERAL ({moment.sql}) AS o ON true
         WHERE h.municipality_id = %(city)s AND o.state = 'vacant' ORDER BY r.key"""
    with as_register(), connection.cursor() as cursor:
        cursor.execute(sql, {**moment.params, "city": city})
        return "".join(key for (key,) in cursor)


def rows() -> list[int]:
    with as_register():
        return [model.objects.count() for model in (House, Batch, Entry, OccupancyChange)]


def test_a_list_ends_a_vacancy_that_a_head_of_another_city_saw_and_staff_accepted(world: World, staff: Scope) -> None:
    with as_register():
        term = {"person": world.staff, "role": Role.STAFF, "starts_on": dt.date(2015, 4, 1)}
        Term.objects.create(municipality=world.ranka, **term)
    seen = observed(world.house(7), "vacant", days_ago=30)
    with acting_as(world.person("other-head")) as other:
        record(seen, other)
    with acting_as(world.staff) as both:
        accept(seen.id, world.house(7), both)
    assert occupancy(world.house(7)).state == "vacant"
    ledger.take_in(edition(timezone.localdate(), ""), world.mihon, staff)
    assert occupancy(world.house(7)).state == "unknown"
    with as_register():
        assert list(differences()) == []


def test_a_list_of_a_day_to_come_is_not_taken_in(world: World, staff: Scope) -> None:
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    before = rows()
    for take in (lambda: ledger.plan(edition(tomorrow, "a"), world.mihon),
                 lambda: ledger.take_in(edition(tomorrow, "a"), world.mihon, staff)):  # fmt: skip
        with pytest.raises(NotPossible, match="まだ来ていない日"):
            take()
    assert rows() == before


@pytest.fixture
def staff(world: World) -> Scope:
    with as_register():
        return scope_of(world.staff)


def test_a_vacancy_starts_at_its_date_and_ends_with_the_first_complete_list_that_lacks_it(
    world: World, staff: Scope
) -> None:
    ledger.take_in(edition(SPRING, "ab"), world.mihon, staff)
    ledger.take_in(edition(SUMMER, "bc", since=SPRING), world.mihon, staff)
    city = world.mihon.pk
    assert vacant(city, LONG_AGO - dt.timedelta(1)) == ""
    assert vacant(city, LONG_AGO) == "ab"
    assert vacant(city, SUMMER - dt.timedelta(1)) == "abc"
    assert vacant(city, SUMMER) == "bc"


def test_a_list_that_is_not_complete_ends_nothing(world: World, staff: Scope) -> None:
    ledger.take_in(edition(SPRING, "ab"), world.mihon, staff)
    ledger.take_in(edition(SUMMER, "b", complete=False), world.mihon, staff)
    assert vacant(world.mihon.pk, AUTUMN) == "ab"


def test_what_was_known_between_two_lists_is_the_first_alone(world: World, staff: Scope) -> None:
    ledger.take_in(edition(SPRING, "ab"), world.mihon, staff)
    with as_register():
        between = Batch.objects.get().recorded_at
    ledger.take_in(edition(SUMMER, "bc"), world.mihon, staff)
    assert (vacant(world.mihon.pk, AUTUMN, between), vacant(world.mihon.pk, AUTUMN)) == ("ab", "bc")


def test_a_house_that_is_gone_from_one_list_and_back_in_the_next_was_vacant_all_along(
    world: World, staff: Scope
) -> None:
    for on, keys in ((SPRING, "a"), (SUMMER, "b"), (AUTUMN, "a")):
        ledger.take_in(edition(on, keys), world.mihon, staff)
    assert [vacant(world.mihon.pk, on) for on in (SPRING, SUMMER, AUTUMN)] == ["ab", "ab", "a"]


@pytest.mark.parametrize("order", list(permutations(((SPRING, "ab"), (SUMMER, "bc"), (AUTUMN, "c")))))
def test_the_order_of_arrival_does_not_matter(
    world: World, staff: Scope, order: tuple[tuple[dt.date, str], ...]
) -> None:
    for on, keys in order:
        ledger.take_in(edition(on, keys), world.mihon, staff)
    assert [vacant(world.mihon.pk, on) for on in (SPRING, SUMMER, AUTUMN)] == ["abc", "bc", "c"]
    with as_register():
        assert list(differences()) == []


def test_the_same_edition_again_changes_nothing_whatever_its_file_and_order(world: World, staff: Scope) -> None:
    first = edition(SPRING, "ab")
    ledger.take_in(first, world.mihon, staff)
    before = rows()
    again = replace(first, file_name="copy.csv", listings=first.listings[::-1])
    assert ledger.take_in(again, world.mihon, staff).repeated
    assert rows() == before


def test_a_preview_writes_nothing_and_says_what_taking_in_does(world: World, staff: Scope) -> None:
    ledger.take_in(edition(SPRING, "ab"), world.mihon, staff)
    before = rows()
    planned = ledger.plan(edition(SUMMER, "bc"), world.mihon)
    assert rows() == before
    assert (list(planned.known), [each.key for each in planned.new], len(planned.absent)) == (["b"], ["c"], 1)
    assert ledger.take_in(edition(SUMMER, "bc"), world.mihon, staff) == planned


def test_a_house_without_a_position_is_counted_and_placed_when_a_list_knows_where(world: World, staff: Scope) -> None:
    ledger.take_in(edition(SPRING, "a"), world.mihon, staff)
    with as_register():
        assert House.objects.get(source="台帳").point is None
    ledger.take_in(edition(SUMMER, "a", position=EAST), world.mihon, staff)
    with as_register():
        house = House.objects.get(source="台帳")
        assert house.point.coords == EAST
        assert set(house.housearea_set.values_list("area__name", flat=True)) == {"東自治会", "中央地区"}
        assert list(differences()) == []


def test_new_houses_are_numbered_on_without_gaps(world: World, staff: Scope) -> None:
    ledger.take_in(edition(SPRING, "ab"), world.mihon, staff)
    ledger.take_in(edition(SUMMER, "bcd"), world.mihon, staff)
    with as_register():
        numbers = House.objects.filter(municipality=world.mihon, source="台帳").values_list("number", flat=True)
        assert list(numbers) == [13, 14, 15, 16]


def test_a_list_of_one_city_ends_nothing_in_another(world: World, staff: Scope) -> None:
    with as_register():
        other_staff = scope_of(world.other_staff)
    ledger.take_in(edition(SPRING, "a"), world.ranka, other_staff)
    ledger.take_in(edition(SUMMER, "b"), world.mihon, staff)
    assert (vacant(world.ranka.pk, AUTUMN), vacant(world.mihon.pk, AUTUMN)) == ("a", "b")


def test_who_may_not_edit_takes_nothing_in(world: World) -> None:
    with as_register():
        refused = (NOBODY, scope_of(world.viewer), scope_of(world.head), scope_of(world.other_staff))
    before = rows()
    for by in refused:
        with pytest.raises(Refused):
            ledger.take_in(edition(SPRING, "a"), world.mihon, by)
    assert rows() == before


LISTS = st.lists(
    st.tuples(st.sampled_from((SPRING, SUMMER, AUTUMN, WINTER)), st.text("abcd", max_size=4), st.booleans()),
    max_size=4,
    unique_by=lambda each: each[0],
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lists=LISTS)
def test_after_any_lists_the_copies_are_what_their_rows_say(
    world: World, staff: Scope, lists: list[tuple[dt.date, str, bool]]
) -> None:
    with transaction.atomic():
        for on, keys, complete in lists:
            ledger.take_in(edition(on, "".join(dict.fromkeys(keys)), complete), world.mihon, staff)
        with as_register():
            assert list(differences()) == []
        transaction.set_rollback(True)


def test_between_two_lists_a_figure_says_how_far_it_may_be_off(world: World, staff: Scope) -> None:
    ledger.take_in(edition(SPRING, "ab", since=LONG_AGO), world.mihon, staff)
    ledger.take_in(edition(AUTUMN, "b", since=LONG_AGO), world.mihon, staff)

    def vacant_on(day: dt.date) -> tuple[int, int, int]:
        out = io.StringIO()
        call_command("occupancy_counts", on=day.isoformat(), municipality="069990", stdout=out)
        (row,) = csv.DictReader(io.StringIO(out.getvalue()))
        return int(row["vacant"]), int(row["vacant_low"]), int(row["vacant_high"])

    assert vacant_on(SPRING) == (2, 2, 2)
    assert vacant_on(SUMMER) == (2, 1, 2)
    assert vacant_on(AUTUMN) == (1, 1, 1)


def test_nobody_confirmed_what_a_list_does_not_know(world: World, staff: Scope) -> None:
    ledger.take_in(edition(SPRING, "a", state=State.UNKNOWN), world.mihon, staff)
    with as_register():
        assert Occupancy.objects.latest("house_id").confirmed_on is None


def test_what_staff_say_on_the_day_of_a_list_is_later_than_the_list(world: World, staff: Scope) -> None:
    today = timezone.localdate()
    ledger.take_in(edition(today, "a"), world.mihon, staff)
    with as_register():
        house = House.objects.latest("pk")
    decide(house, State.OCCUPIED, today, Precision.DAY, Basis.VISIT, "見た", staff)
    assert vacant(world.mihon.pk, today) == ""
    with as_register():
        pieces = {piece.id.split(":")[0]: piece for piece in of_house(house.pk)}
        assert timezone.localtime(pieces["entry"].spoken_at).time() == dt.time(0)


def test_a_day_begins_at_midnight_in_japan(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT '2026-11-24'::date::timestamptz = '2026-11-24T00:00+09:00'::timestamptz")
        assert cursor.fetchone() == (True,)
    assert {connections[alias].timezone_name for alias in connections} == {"Asia/Tokyo"}
