"""Every filter chooses the houses it says, now and of any past moment."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.db import connection
from django.utils import timezone

from akiya.access import Scope
from akiya.asof.ages import Age
from akiya.asof.moment import Moment
from akiya.asof.selection import NoSuchColumn, Selection, StateClass, of_state
from akiya.asof.standing import as_of
from akiya.evidence import reading
from akiya.models import House
from akiya.places.box import Box
from akiya.rules.dossier import Dossier
from akiya.words import Certainty, State
from tests.akiya.test_merging_houses import merged
from tests.maps.stories import ago, at, grown_up, retracted, saw
from tests.world import World

MOMENTS = [Moment(), *(Moment(ago(days), at(ago(known)) if known is not None else None)
                       for days in (950, 795, 650, 250, 120, 60, 0) for known in (None, days, 10))]  # fmt: skip
VACANT = of_state(State.VACANT)


@pytest.fixture
def scope(world: World, as_staff: Scope) -> Iterator[Scope]:
    grown_up(world)
    yield as_staff


def rows(scope: Scope, chosen: Selection, *columns: str) -> list[tuple[object, ...]]:
    query = chosen.rows(scope, columns)
    with connection.cursor() as cursor:
        cursor.execute(query.sql, query.params)
        return cursor.fetchall()


def numbers(scope: Scope, chosen: Selection) -> set[object]:
    return {number for (number,) in rows(scope, chosen, "number")}


@pytest.mark.parametrize("when", MOMENTS)
def test_a_house_stands_as_its_history_says(scope: Scope, when: Moment) -> None:
    query = as_of(when)
    expected = {}
    with connection.cursor() as cursor:
        for house in House.objects.visible_to(scope):
            one = "(SELECT %(house)s::bigint AS id) h"
            sql = f"SELECT o.state, o.certainty FROM {one} LEFT JOIN LATERAL ({query.sql}) o ON true"
            cursor.execute(sql, {**query.params, "house": house.pk})
            state, certainty = cursor.fetchone()
            expected[house.pk] = (state or "unknown", certainty or "signalled")
    assert {
        house: (state, certainty)
        for house, state, certainty in rows(scope, Selection(when), "house", "state", "certainty")
    } == expected


@pytest.mark.parametrize("when", MOMENTS)
def test_the_last_confirmation_of_the_past_is_that_of_the_rule(scope: Scope, when: Moment) -> None:
    known = when.known or timezone.now()
    pieces = reading.of_houses(list(House.objects.values_list("pk", flat=True)))
    expected = {}
    for house, said in pieces.items():
        heard = [piece for piece in said if piece.recorded_at <= known and (piece.retracts or piece.until <= when.day)]
        days = Dossier(heard).confirmations
        expected[house] = days[-1].on if days else None
    assert dict(rows(scope, Selection(when), "house", "confirmed_on")) == expected


def test_now_is_the_same_as_today_as_known_now(scope: Scope) -> None:
    columns = ("number", "state", "certainty", "since", "precision", "earliest", "latest", "confirmed_on", "age")
    now, today = Selection(), Selection(Moment(timezone.localdate(), timezone.now()))
    assert sorted(rows(scope, now, *columns)) == sorted(rows(scope, today, *columns))


def test_a_run_begins_where_the_state_began_and_not_where_it_was_confirmed(scope: Scope) -> None:
    then = Selection(Moment(ago(600)), classes=VACANT)
    assert dict(rows(scope, then, "number", "since"))[2] == ago(850)


def test_cells_choose_state_and_certainty(scope: Scope) -> None:
    assert numbers(scope, Selection(classes=VACANT)) == {2, 7, 8}
    assert numbers(scope, Selection(classes=frozenset({StateClass(State.VACANT, Certainty.CONFIRMED)}))) == {2}
    assert numbers(scope, Selection(classes=frozenset())) == set()
    assert numbers(scope, Selection(Moment(ago(390)), classes=VACANT)) == {2, 3, 7, 8}


def test_an_area_chooses_the_houses_in_it(scope: Scope, world: World) -> None:
    assert numbers(scope, Selection(area=world.area("東自治会").pk)) == {7, 8, 9, 10, 11, 12}
    assert numbers(scope, Selection(area=world.area("らんか自治会").pk)) == set()
    assert numbers(scope, Selection(area=2**63 - 1)) == set()


@pytest.mark.parametrize("when", [Moment(), Moment(ago(0), at(ago(0)) + dt.timedelta(hours=2))])
def test_the_classes_of_age_share_the_houses_out(scope: Scope, when: Moment) -> None:
    chosen = {age: numbers(scope, Selection(when, age=age)) for age in Age}
    assert chosen[Age.YEAR] == {3, 7, 9}
    assert chosen[Age.TWO_YEARS] == {2, 8}
    assert chosen[Age.OLDER] == {1}
    assert chosen[Age.NEVER] == {4, 5, 6, 10, 11, 12}


def test_age_is_counted_from_the_day_that_is_asked_about(scope: Scope) -> None:
    assert 3 in numbers(scope, Selection(Moment(ago(590)), age=Age.YEAR))
    assert 3 in numbers(scope, Selection(Moment(ago(601)), age=Age.NEVER))


def test_a_confirmation_retracted_later_still_stood_before(scope: Scope, world: World) -> None:
    evidence_id = saw(world, world.house(4), "vacant", 400)
    retracted(world.house(4), evidence_id, on=100)
    assert 4 in numbers(scope, Selection(Moment(ago(200), at(ago(200))), age=Age.YEAR))
    assert 4 in numbers(scope, Selection(Moment(ago(90), at(ago(90))), age=Age.NEVER))
    assert 4 in numbers(scope, Selection(Moment(ago(200)), age=Age.NEVER))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("canarywest3", {3}),
        ("CanaryWest3", {3}),
        ("ＣＡＮＡＲＹＷＥＳＴ３", {3}),
        ("5本目", {5}),
        ("000007", {7}),
        ("１２", {12}),
        ("%", set()),
        ("_", set()),
        ("\\", set()),
        ("'; DROP TABLE akiya_house --", set()),
    ],
)
def test_text_is_found_in_address_landmark_and_number(scope: Scope, text: str, found: set[int]) -> None:
    assert numbers(scope, Selection(text=text)) >= found
    assert found or not numbers(scope, Selection(text=text))


def test_a_box_chooses_the_houses_inside_its_edges(scope: Scope) -> None:
    assert numbers(scope, Selection(box=Box(140.3755, 38.3, 140.3775, 38.4))) == {2, 3, 4}
    assert numbers(scope, Selection(box=Box(140.37551, 38.3, 140.3775, 38.4))) == {3, 4}
    assert numbers(scope, Selection(box=Box(140.3755, 38.3601, 140.3775, 38.4))) == set()


def test_filters_narrow_each_other(scope: Scope, world: World) -> None:
    east = Selection(area=world.area("東自治会").pk, classes=VACANT)
    assert numbers(scope, east) == {7, 8}
    assert numbers(scope, replace(east, age=Age.YEAR, text="8本目")) == set()
    assert numbers(scope, replace(east, age=Age.TWO_YEARS, text="8本目")) == {8}


def test_what_was_recorded_later_was_not_yet_in_the_register(scope: Scope, world: World) -> None:
    House.objects.filter(number=12).update(recorded_at=at(ago(10)))
    assert 12 not in numbers(scope, Selection(Moment(ago(20), at(ago(20)))))
    assert 12 in numbers(scope, Selection(Moment(ago(20))))


@pytest.mark.parametrize("when", [Moment(), Moment(ago(250)), Moment(ago(250), at(ago(250)))])
def test_the_filter_alone_chooses_the_same_houses(scope: Scope, world: World, when: Moment) -> None:
    for chosen in (
        Selection(when, classes=VACANT),
        Selection(when, age=Age.YEAR),
        Selection(when, area=world.area("西自治会").pk, text="松"),
        Selection(when, box=Box(140.3755, 38.3, 140.3775, 38.4)),
    ):
        where, stood = chosen.where(scope.cities), as_of(when)
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT h.number FROM akiya_house h LEFT JOIN LATERAL ({stood.sql}) o ON true WHERE {where.sql}",
                {**stood.params, **where.params},
            )
            assert {number for (number,) in cursor.fetchall()} == numbers(scope, chosen)


def test_a_house_that_was_merged_is_left_out_whatever_is_asked_of_it(scope: Scope, world: World) -> None:
    whole = numbers(scope, Selection())
    merged(world, into=8, taken=7)
    for columns in (("number",), ("number", "state"), ("number", "address_search")):
        assert {row[0] for row in rows(scope, Selection(), *columns)} == whole - {7}


def test_a_column_that_no_selection_has_is_refused(scope: Scope) -> None:
    with pytest.raises(NoSuchColumn):
        Selection().rows(scope, ["number", "password"])
