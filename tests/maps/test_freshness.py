"""A tile is sent once and then spared, until something that it shows was written."""

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from akiya.access import acting_as, as_register
from akiya.models import House, Person
from akiya.register import decide, record
from akiya.words import Basis, Precision, State
from maps.version import Counter, version
from tests.akiya.observed import observed
from tests.maps.test_house_tiles import tile_at
from tests.world import World


def tile(client: Client, kind: str = "house_tile", held: str = "", query: str = "", zoom: int = 14) -> HttpResponse:
    address = reverse(f"maps:{kind}", kwargs=tile_at(zoom)._asdict())
    return client.get(address + query, headers={"If-None-Match": held})


def ours(queries: list[dict[str, str]]) -> int:
    """How many of the queries are for the tile: who asks is found out for every page alike."""
    return sum("ST_AsMVT" in query["sql"] or "maps_register_version" in query["sql"] for query in queries)


@pytest.fixture
def staff(client: Client, world: World) -> Client:
    client.force_login(world.staff)
    return client


def test_an_unchanged_tile_is_spared(staff: Client) -> None:
    first = tile(staff)
    again = tile(staff, held=first["ETag"])
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert first["ETag"] == again["ETag"]
    assert first["Cache-Control"] == again["Cache-Control"] == "private, no-cache"


def test_a_spared_tile_costs_one_query_and_a_fresh_one_two(staff: Client) -> None:
    tag = tile(staff)["ETag"]
    with CaptureQueriesContext(connection) as fresh:
        tile(staff)
    with CaptureQueriesContext(connection) as spared:
        tile(staff, held=tag)
    assert [ours(fresh.captured_queries), ours(spared.captured_queries)] == [2, 1]
    assert len(fresh) == len(spared) + 1


@pytest.mark.parametrize("write", ["look", "decision", "edit", "area"])
def test_a_write_makes_the_tile_anew(staff: Client, world: World, write: str) -> None:
    held = tile(staff)["ETag"]
    with acting_as(world.staff) as scope:
        if write == "look":
            record(observed(world.house(7), "vacant"), scope)
        elif write == "decision":
            day = world.house(7).recorded_at.date()
            decide(world.house(7), State.VACANT, day, Precision.DAY, Basis.VISIT, "見た", scope)
        elif write == "edit":
            House.objects.filter(number=7).update(landmark="大きな松")
        else:
            world.house(7).housearea_set.all().delete()
    assert tile(staff, held=held).status_code == 200


def test_a_second_observation_that_changes_no_state_makes_the_age_anew(staff: Client, world: World) -> None:
    with acting_as(world.staff) as scope:
        record(observed(world.house(7), "vacant", days_ago=400), scope)
    held = tile(staff, query="?age=two")["ETag"]
    with acting_as(world.staff) as scope:
        record(observed(world.house(7), "vacant", days_ago=1), scope)
    assert tile(staff, query="?age=two", held=held).status_code == 200


def test_another_filter_another_person_and_another_tile_are_other_answers(staff: Client, world: World) -> None:
    tags = {tile(staff)["ETag"], tile(staff, query="?cell=vacant-reported")["ETag"], tile(staff, zoom=15)["ETag"]}
    staff.force_login(world.other_staff)
    tags.add(tile(staff)["ETag"])
    assert len(tags) == 4


def test_the_ground_may_be_kept_under_the_version_it_was_asked_with(staff: Client) -> None:
    with as_register():
        now = version(Counter.GROUND)
    assert tile(staff, "ground_tile", query=f"?v={now}")["Cache-Control"] == "private, max-age=604800, immutable"
    assert tile(staff, "ground_tile", query="?v=1:")["Cache-Control"] == "private, no-cache"


def test_an_observation_leaves_the_ground_as_it_is(staff: Client, world: World) -> None:
    held = tile(staff, "ground_tile")["ETag"]
    with acting_as(world.staff) as scope:
        record(observed(world.house(7), "vacant"), scope)
    assert tile(staff, "ground_tile", held=held).status_code == 304
    with as_register():
        House.objects.filter(number=7).update(footprint=None)
    assert tile(staff, "ground_tile", held=held).status_code == 200


def test_a_write_that_was_open_while_somebody_looked_changes_the_version_when_it_ends(world: World) -> None:
    """The counter has grown already when the reader looks, and does not grow again when the writer commits."""
    owner = settings.DATABASES["owner"]
    name = connection.settings_dict["NAME"]
    before = version(Counter.REGISTER)
    with psycopg.connect(host=owner["HOST"], user=owner["USER"], dbname=name) as writer:
        writer.execute("UPDATE akiya_occupancy SET state = state")
        while_open = version(Counter.REGISTER)
        writer.rollback()
    after = version(Counter.REGISTER)
    assert while_open.split(":")[0] == after.split(":")[0]
    assert len({before, while_open, after}) == 3


def test_every_answer_is_private(staff: Client, world: World) -> None:
    for name in ("counts", "curve"):
        assert staff.get(reverse(f"maps:{name}"))["Cache-Control"] == "private, no-cache"


def test_somebody_whose_post_has_ended_gets_no_tile_that_was_held(staff: Client, world: World) -> None:
    held = tile(staff)["ETag"]
    with as_register():
        Person.objects.get(login="staff").terms.update(ends_on="2020-01-01")
    assert tile(staff, held=held).status_code == 403
