"""What a tablet carries: its own association's houses, what is asked, its own last answers, and a map."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.contrib.gis.geos import LineString, Polygon
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from akiya.access import acting_as, as_register
from akiya.models import Ground, Term
from akiya.people.accounts import Particulars
from akiya.people.appointing import replace_head
from akiya.people.terms import end_term
from akiya.words import RequestReason
from surveys.asking import ask
from surveys.epoch import epoch
from surveys.models import Device, Request
from surveys.package import last_day
from tests.surveys.conftest import Tablet, ago, tablet_of
from tests.world import BEGINNING, World, yesterday

pytestmark = pytest.mark.django_db


def package(tablet: Tablet) -> dict[str, Any]:
    response = tablet.get("package")
    assert response.status_code == 200
    return response.json()


def house(tablet: Tablet, world: World, number: int) -> dict[str, Any]:
    return next(each for each in package(tablet)["houses"] if each["id"] == world.house(number).pk)


def test_it_says_whose_it_is(tablet: Tablet, world: World) -> None:
    carried = package(tablet)
    assert carried["schema"] == 1
    assert carried["person"] == {"id": world.head.pk, "name": "東 太郎"}
    assert carried["device"] == str(Device.objects.get(person=world.head).pk)
    assert carried["association"] == {"id": world.area("東自治会").pk, "name": "東自治会"}
    assert carried["municipality"] == {"name": "みほん市"}
    assert carried["epoch"] == epoch()
    assert carried["since"] == BEGINNING.isoformat()


def test_it_holds_all_houses_of_the_association_and_no_other(tablet: Tablet, world: World) -> None:
    assert {each["id"] for each in package(tablet)["houses"]} == {world.house(number).pk for number in range(7, 13)}


def test_a_house_has_a_label_a_landmark_a_place_and_a_shape(tablet: Tablet, world: World) -> None:
    carried = house(tablet, world, 8)
    assert carried["label"] == "CANARYEAST8"
    assert carried["landmark"] == "8本目の松"
    assert carried["point"] == [140.3815, 38.36]
    assert len(carried["footprint"]) == 5
    assert carried["footprint"][0] == carried["footprint"][-1]
    assert (carried["before"], carried["basis"]) == (None, None)


def test_a_house_knows_what_its_association_said_last(tablet: Tablet, world: World) -> None:
    newest = uuid.uuid4()
    tablet.say(world.house(8).pk, "occupied", seen_at=ago(days=9))
    tablet.say(world.house(8).pk, "vacant", id=newest, seen_at=ago(days=2))
    on = timezone.localdate(timezone.now() - dt.timedelta(days=2))
    assert house(tablet, world, 8)["before"] == {"answer": "vacant", "on": on.isoformat()}
    assert house(tablet, world, 8)["basis"] == str(newest)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_one_day_the_later_word_is_the_last_whichever_arrives_first(
    tablet: Tablet, world: World, order: tuple[int, ...]
) -> None:
    noon = timezone.localtime().replace(hour=12) - dt.timedelta(days=2)
    said = [("occupied", noon), ("vacant", noon + dt.timedelta(hours=3))]
    for nth in order:
        answer, at = said[nth]
        tablet.say(world.house(8).pk, answer, seen_at=at.isoformat())
    assert house(tablet, world, 8)["before"]["answer"] == "vacant"


def test_what_was_taken_back_is_not_said_but_known_of(tablet: Tablet, world: World) -> None:
    observation, back = uuid.uuid4(), uuid.uuid4()
    tablet.say(world.house(8).pk, "vacant", id=observation)
    tablet.say(world.house(8).pk, None, id=back, withdraws=str(observation))
    assert (house(tablet, world, 8)["before"], house(tablet, world, 8)["basis"]) == (None, str(back))


def test_what_another_association_said_is_not_in_it(tablet: Tablet, world: World) -> None:
    tablet_of(world.west_head, world.mihon).say(world.house(8).pk, "gone")
    assert (house(tablet, world, 8)["before"], house(tablet, world, 8)["basis"]) == (None, None)


def test_requests_are_numbered_in_the_order_in_which_they_were_made(tablet: Tablet, world: World) -> None:
    with acting_as(world.staff) as staff:
        for number in (9, 7, 11):
            ask(world.house(number), RequestReason.AUDIT, staff)
    tablet.say(world.house(7).pk)
    assert package(tablet)["requests"] == [
        {"house": world.house(9).pk, "number": 1, "done": False},
        {"house": world.house(7).pk, "number": 2, "done": True},
        {"house": world.house(11).pk, "number": 3, "done": False},
    ]


def test_a_new_head_begins_a_round_of_their_own(tablet: Tablet, world: World) -> None:
    """What the head before answered is no longer on the list, and the numbers have no gaps."""
    with acting_as(world.staff) as staff:
        for number in (7, 8, 9, 10):
            ask(world.house(number), RequestReason.AUDIT, staff)
    with as_register():
        nine_days_ago = timezone.now() - dt.timedelta(days=9)
        Request.objects.update(asked_on=timezone.localdate(nine_days_ago), recorded_at=nine_days_ago)
    for number in (7, 9):
        tablet.say(world.house(number).pk, seen_at=ago(days=3))
    with acting_as(world.staff) as staff:
        successor = replace_head(world.area("東自治会"), Particulars("新田 会長"), timezone.localdate(), staff).person
    theirs = tablet_of(successor, world.mihon)
    rest = [{"house": world.house(number).pk, "number": at, "done": False} for at, number in ((1, 8), (2, 10))]
    assert package(theirs)["requests"] == rest
    theirs.say(world.house(8).pk)
    assert package(theirs)["requests"] == [{**rest[0], "done": True}, rest[1]]


def test_requests_to_the_association_next_door_are_not_in_it(tablet: Tablet, world: World) -> None:
    with acting_as(world.staff) as staff:
        ask(world.house(2), RequestReason.AUDIT, staff)
    assert package(tablet)["requests"] == []


def test_the_map_is_cut_to_the_association_and_a_little_more(tablet: Tablet, world: World) -> None:
    with as_register():
        for name, latitude in (("県道", 38.36), ("となりの市の道", 38.40)):
            Ground.objects.create(
                municipality=world.mihon,
                kind="road",
                rank=1,
                name=name,
                width=6.5,
                geometry=LineString((140.0, latitude), (141.0, latitude), srid=6668),
            )
    (road,) = package(tablet)["ground"]
    assert (road["kind"], road["rank"], road["name"], road["width"]) == ("road", 1, "県道", 6.5)
    wests = [longitude for longitude, _latitude in road["geometry"]["coordinates"]]
    assert min(wests) == pytest.approx(140.38 - 0.00172, abs=1e-4), "150 m west of the association"
    assert max(wests) == pytest.approx(140.39 + 0.00172, abs=1e-4)
    assert road["at"] == pytest.approx([140.385, 38.36], abs=1e-4), "its name stands in the middle of what is carried"


def test_what_has_no_name_has_no_place_for_one(tablet: Tablet, world: World) -> None:
    box = Polygon.from_bbox((140.384, 38.359, 140.386, 38.361))
    box.srid = 6668
    with as_register():
        for name in ("", "東公園"):
            Ground.objects.create(municipality=world.mihon, kind="park", rank=0, name=name, geometry=box)
    bare, named = sorted(package(tablet)["ground"], key=lambda piece: piece["name"])
    assert "at" not in bare
    assert named["at"] == pytest.approx([140.385, 38.36], abs=1e-3)


def test_names_come_with_the_most_important_first_and_only_for_what_bears_one(tablet: Tablet, world: World) -> None:
    box = Polygon.from_bbox((140.384, 38.359, 140.386, 38.361))
    box.srid = 6668
    with as_register():
        for kind in ("road", "wood", "water", "place"):
            Ground.objects.create(municipality=world.mihon, kind=kind, rank=0, name=kind, geometry=box)
    pieces = package(tablet)["ground"]
    assert [piece["kind"] for piece in pieces if "at" in piece] == ["place", "water", "road"]
    assert len(pieces) == 4


def test_it_is_good_for_a_week_and_never_beyond_the_term() -> None:
    today = dt.date(2026, 11, 22)
    assert last_day(today, None) == dt.date(2026, 11, 29)
    assert last_day(today, dt.date(2027, 4, 1)) == dt.date(2026, 11, 29)
    assert last_day(today, dt.date(2026, 11, 25)) == dt.date(2026, 11, 24)


def test_it_says_since_when_nothing_was_said_to_have_changed(tablet: Tablet) -> None:
    body = {"from": "2026-09-01", "to": "2026-10-31", "said_at": ago(days=1)}
    assert tablet.put(f"no-change/{uuid.uuid4()}", body).status_code == 200
    assert package(tablet)["since"] == "2026-10-31"


def test_an_unchanged_package_is_not_sent_twice(tablet: Tablet, world: World) -> None:
    etag = tablet.get("package").headers["ETag"]
    assert tablet.get("package", **{"If-None-Match": etag}).status_code == 304
    tablet.say(world.house(8).pk)
    assert tablet.get("package", **{"If-None-Match": etag}).status_code == 200


def test_it_is_never_kept_on_the_way(tablet: Tablet) -> None:
    assert "private" in tablet.get("package").headers["Cache-Control"]


def test_it_costs_twelve_queries_whatever_it_holds(
    tablet: Tablet, world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with acting_as(world.staff) as staff:
        for number in range(7, 13):
            ask(world.house(number), RequestReason.RENEWAL, staff)
    for number in range(7, 13):
        tablet.say(world.house(number).pk)
    with django_assert_max_num_queries(12):
        tablet.get("package")


def test_a_head_whose_term_has_ended_gets_none(tablet: Tablet, world: World) -> None:
    with acting_as(world.staff) as staff:
        end_term(Term.objects.get(person=world.head), yesterday(), staff)
    response = tablet.get("package")
    assert (response.status_code, response.json()["code"]) == (403, "term_ended")


def test_whoever_heads_two_associations_carries_the_newer_one_alone(tablet: Tablet, world: World) -> None:
    world.heads(world.head, "西自治会", timezone.localdate())
    carried = package(tablet)
    assert carried["association"]["name"] == "西自治会"
    assert {each["id"] for each in carried["houses"]} == {world.house(number).pk for number in range(1, 7)}
