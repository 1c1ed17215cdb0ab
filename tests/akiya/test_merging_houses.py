"""Two rows of one building: the survivor speaks for both, history stays as it was known, an undo parts them again."""

import datetime as dt
import uuid
from itertools import permutations

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from akiya.access import acting_as, as_register
from akiya.asof.city_counts import by_area
from akiya.asof.moment import Moment
from akiya.inbox.settling import settle as settle_one
from akiya.models import House, Merge, Observation, Occupancy, Reference
from akiya.places.position import Position
from akiya.projections import found_by
from akiya.projections.rebuild import differences
from akiya.register import NotPossible, add_house, ledger, merge, record, retract, unmerge
from akiya.register.ledger import Listing
from akiya.words import Precision, Resolution, State
from tests.akiya.observed import observed, occupancy, place
from tests.akiya.pages.inbox import keys, settle, undo
from tests.akiya.pages.office import signed_in
from tests.akiya.test_projections_stay_true import Write, retracting, they_stay_true, writes
from tests.world import World


def says(world: World, house: House | int | None, answer: str, days_ago: float = 1, **more: object) -> uuid.UUID:
    said = observed(house, answer, days_ago=days_ago, **more)
    with acting_as(world.head) as head:
        record(said, head)
    return said.id


def merged(world: World, into: int = 8, taken: int = 7) -> Merge:
    with acting_as(world.staff) as staff:
        return merge(world.house(taken), world.house(into), "同じ建物", staff)


def parted(world: World, event: Merge) -> None:
    with acting_as(world.staff) as staff:
        unmerge(event, "別の建物だった", staff)


def nothing_differs() -> bool:
    with as_register():
        return list(differences()) == []


def stands(world: World, number: int) -> bool:
    with as_register():
        return Occupancy.objects.filter(house=world.house(number)).exists()


def test_evidence_of_both_counts_for_the_survivor(world: World) -> None:
    says(world, world.house(7), "vacant", 2)
    says(world, world.house(8), "occupied", 30)
    merged(world)
    assert occupancy(world.house(8)).state == "vacant" and not stands(world, 7)
    assert nothing_differs()


def test_later_answers_for_the_merged_house_follow_the_survivor(world: World) -> None:
    merged(world)
    says(world, world.house(7), "vacant")
    assert occupancy(world.house(8)).state == "vacant" and nothing_differs()


def test_later_answers_by_the_id_that_a_tablet_gave_follow_too(world: World) -> None:
    found = uuid.uuid4()
    says(world, None, "occupied", 3, found=found, place=place(140.3816, 38.3602))
    with as_register():
        house = House.objects.get(client_id=found)
    with acting_as(world.staff) as staff:
        merge(house, world.house(8), "同じ建物", staff)
    says(world, None, "vacant", 1, found=found, place=place(140.3816, 38.3602))
    assert occupancy(world.house(8)).state == "vacant" and nothing_differs()


def test_taking_back_an_answer_given_before_the_merge_counts_for_the_survivor(world: World) -> None:
    first = says(world, world.house(7), "vacant")
    merged(world)
    says(world, None, "", withdraws=first)
    assert occupancy(world.house(8)).state == "unknown" and nothing_differs()


def test_what_was_known_before_the_merge_stays_as_it_was(world: World) -> None:
    says(world, world.house(7), "vacant", 5)
    before = timezone.now()
    merged(world)
    after = timezone.now()
    with acting_as(world.staff):
        then = by_area(world.mihon.pk, "", Moment(known=before))[-1]
        now = by_area(world.mihon.pk, "", Moment(known=after))[-1]
        today = by_area(world.mihon.pk, "", Moment())[-1]
    assert (then.houses, then.states[State.VACANT]) == (12, 1)
    assert (now.houses, now.states[State.VACANT]) == (11, 1) == (today.houses, today.states[State.VACANT])


def test_an_undone_merge_leaves_both_as_they_were(world: World) -> None:
    says(world, world.house(7), "vacant", 5)
    says(world, world.house(8), "occupied", 9)
    event = merged(world)
    says(world, world.house(7), "gone", 1)
    assert occupancy(world.house(8)).state == "gone"
    parted(world, event)
    assert (occupancy(world.house(7)).state, occupancy(world.house(8)).state) == ("gone", "occupied")
    assert nothing_differs()


def test_what_is_retracted_at_the_survivor_stays_retracted_after_parting(world: World) -> None:
    first = says(world, world.house(7), "vacant", 5)
    event = merged(world)
    with acting_as(world.staff) as staff:
        retract(world.house(8), f"look:{first}", "見まちがい", staff)
        assert occupancy(world.house(8)).state == "unknown"
        unmerge(event, "別の建物だった", staff)
        with pytest.raises(NotPossible):
            retract(world.house(7), f"look:{first}", "見まちがい", staff)
    assert occupancy(world.house(7)).state == "unknown" and nothing_differs()


def test_merging_parting_and_merging_again(world: World) -> None:
    says(world, world.house(7), "vacant", 5)
    parted(world, merged(world))
    says(world, world.house(7), "occasional", 2)
    merged(world)
    assert occupancy(world.house(8)).state == "occasional" and nothing_differs()


def test_what_was_parted_from_one_house_is_heard_by_another_way(world: World) -> None:
    says(world, world.house(7), "vacant", 5)
    parted(world, merged(world, into=8, taken=7))
    first = merged(world, into=9, taken=7)
    merged(world, into=9, taken=8)
    assert occupancy(world.house(9)).state == "vacant" and nothing_differs()
    parted(world, first)
    assert occupancy(world.house(9)).state == "unknown" and nothing_differs()


def test_three_houses_in_a_row(world: World) -> None:
    says(world, world.house(7), "vacant", 5)
    merged(world, into=8, taken=7)
    event = merged(world, into=9, taken=8)
    says(world, world.house(7), "gone", 1)
    assert occupancy(world.house(9)).state == "gone" and nothing_differs()
    parted(world, event)
    assert occupancy(world.house(8)).state == "gone" and occupancy(world.house(9)).state == "unknown"
    assert nothing_differs()


def test_what_does_not_fit_is_refused(world: World) -> None:
    with acting_as(world.staff) as staff:
        event = merge(world.house(7), world.house(8), "同じ建物", staff)
        for taken, into, reason in ((7, 9, "x"), (9, 7, "x"), (9, 9, "x"), (9, 10, " ")):
            with pytest.raises(NotPossible):
                merge(world.house(taken), world.house(into), reason, staff)
        unmerge(event, "別", staff)
        with pytest.raises(NotPossible):
            unmerge(event, "別", staff)
        with pytest.raises(NotPossible, match="逆向き"):
            merge(world.house(8), world.house(7), "x", staff)


def test_a_found_house_beside_a_known_one_waits_as_one_pair(world: World) -> None:
    staff_page = signed_in(world.staff)
    found = uuid.uuid4()
    says(world, None, "vacant", found=found, place=place(140.38152, 38.36003))
    with as_register():
        house = House.objects.get(client_id=found)
    key = f"merge:{house.pk}:{world.house(8).pk}"
    assert keys() == [key] and nothing_differs()
    assert staff_page.get("/inbox/").status_code == 200
    assert settle(staff_page, key, "b").status_code == 302
    assert keys() == [] and occupancy(world.house(8)).state == "vacant" and nothing_differs()
    assert staff_page.get(f"/houses/{house.pk}/").url == f"/houses/{world.house(8).pk}/"
    undo(staff_page)
    assert keys() == [key] and occupancy(world.house(8)).state == "unknown" and nothing_differs()
    settle(staff_page, key, "distinct")
    assert keys() == [] and nothing_differs()


def test_two_who_find_one_house_make_one_pair(world: World) -> None:
    for offset in (0, 0.00005):
        says(world, None, "vacant", found=uuid.uuid4(), place=place(140.3870 + offset, 38.3620))
    assert len(keys()) == 1 and nothing_differs()


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_which_pairs_wait_does_not_follow_from_the_order_in_which_houses_were_found(
    world: World, order: tuple[int, ...]
) -> None:
    """Three in a row, each nearer to the next than to the one after."""
    names = [uuid.UUID(f"0193{nth}000-0000-7000-8000-000000000000") for nth in range(3)]
    for nth in order:
        says(world, None, "vacant", found=names[nth], place=place(140.3870 + 0.0001 * nth, 38.3620))
    with as_register():
        found = [House.objects.get(client_id=name).pk for name in names]
    assert keys() == sorted([f"merge:{found[1]}:{found[0]}", f"merge:{found[2]}:{found[1]}"])
    assert nothing_differs()


def test_a_house_that_staff_add_beside_a_found_one_makes_a_pair(world: World) -> None:
    found = uuid.uuid4()
    says(world, None, "vacant", found=found, place=place(140.3870, 38.3620))
    assert keys() == []
    with acting_as(world.staff) as staff:
        known = add_house(world.mihon, place(140.38705, 38.3620), staff)
    with as_register():
        assert keys() == [f"merge:{House.objects.get(client_id=found).pk}:{known.pk}"]
    assert nothing_differs()


def test_a_list_that_names_a_found_house_makes_a_pair(world: World) -> None:
    says(world, None, "vacant", found=uuid.uuid4(), place=place(140.3870, 38.3620))
    line = Listing(2, "A", State.VACANT, dt.date(2026, 1, 1), Precision.DAY, position=(140.38705, 38.3620))
    with acting_as(world.staff) as staff:
        ledger.take_in(ledger.Edition("台帳", dt.date(2026, 1, 1), False, [line]), world.mihon, staff)
    assert len(keys()) == 1 and nothing_differs()


@pytest.mark.parametrize("list_first", [True, False])
def test_a_house_that_staff_made_of_an_observation_is_asked_about_though_its_list_came_later(
    world: World, list_first: bool
) -> None:
    seen = says(world, 999_999_999, "vacant", place=place(140.3870, 38.3620))
    line = Listing(2, "A", State.VACANT, dt.date(2026, 1, 1), Precision.DAY, position=Position(140.38705, 38.3620))

    def make() -> None:
        with acting_as(world.staff) as staff:
            settle_one(f"nowhere:{seen}", Resolution.NEW_HOUSE, "新しい家", staff)

    def list_it() -> None:
        with acting_as(world.staff) as staff:
            ledger.take_in(ledger.Edition("台帳", dt.date(2026, 1, 1), False, [line]), world.mihon, staff)

    for act in (list_it, make) if list_first else (make, list_it):
        act()
    with as_register():
        made = Observation.objects.get(pk=seen).acceptance_set.get().house_id
        listed = Reference.objects.get(key="A").house_id
    assert keys() == [f"merge:{made}:{listed}"] and nothing_differs()


@pytest.mark.parametrize("order", ["AB", "BA"])
def test_of_two_houses_at_one_point_it_is_the_same_that_a_found_one_is_asked_about(world: World, order: str) -> None:
    says(world, None, "vacant", found=uuid.uuid4(), place=place(140.3870, 38.3620))
    new_year, there = dt.date(2026, 1, 1), Position(140.387, 38.362)
    for key in order:
        line = Listing(2, key, State.VACANT, new_year, Precision.DAY, address=f"松{key}", position=there)
        with acting_as(world.staff) as staff:
            ledger.take_in(ledger.Edition("台帳", new_year, False, [line]), world.mihon, staff)
    (key,) = keys()
    with as_register():
        assert House.objects.get(pk=int(key.split(":")[2])).address == "松A"
    assert nothing_differs()


def test_of_a_list_that_names_both_houses_the_later_row_speaks(world: World) -> None:
    with as_register():
        for key, number in (("A", 7), ("B", 8)):
            Reference.objects.create(municipality=world.mihon, source="台帳", key=key, house=world.house(number))
        found_by.renew_houses([world.house(7).pk, world.house(8).pk])
    on = dt.date(2026, 1, 1)
    lines = [Listing(10, "B", State.OCCUPIED, on, Precision.DAY), Listing(2, "A", State.VACANT, on, Precision.DAY)]
    with acting_as(world.staff) as staff:
        ledger.take_in(ledger.Edition("台帳", on, False, lines), world.mihon, staff)
    merged(world)
    assert occupancy(world.house(8)).state == "occupied"
    assert nothing_differs()


def as_a_merge(taken: int, into: int) -> Write:
    def write(world: World) -> None:
        with acting_as(world.staff) as staff:
            try:
                merge(world.house(taken), world.house(into), "同じ建物", staff)
            except NotPossible:
                return

    return write


def as_a_parting(which: int) -> Write:
    def write(world: World) -> None:
        with as_register():
            events = list(Merge.objects.filter(undoes=None, undone_by=None).order_by("pk"))
        if events:
            parted(world, events[which % len(events)])

    return write


numbers = st.sampled_from([7, 8, 9])
with_merges = st.one_of(
    writes,
    st.builds(as_a_merge, numbers, numbers),
    st.builds(as_a_parting, st.integers(0, 3)),
    st.builds(retracting, numbers, st.integers(0, 5)),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(with_merges, min_size=3, max_size=12))
def test_any_sequence_of_writes_and_merges(world: World, sequence: list[Write]) -> None:
    they_stay_true(world, sequence)


def test_a_merge_that_the_copy_does_not_know_is_found(world: World) -> None:
    merged(world)
    with as_register():
        House.objects.filter(number=7, municipality=world.mihon).update(merged_into=None)
        assert "House.merged_into" in [found.projection for found in differences()]


def test_a_merge_is_never_changed_or_removed(world: World) -> None:
    event = merged(world)
    for statement in ("UPDATE akiya_merge SET reason = 'x'", "DELETE FROM akiya_merge"):
        with pytest.raises(Exception, match="permission denied"), transaction.atomic(), as_register():
            connection.cursor().execute(statement)
    assert event.reason == "同じ建物" and dt.timedelta(0) <= timezone.now() - event.recorded_at
    with as_register():
        assert Observation.objects.count() == 0
