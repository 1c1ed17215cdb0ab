"""What one holder of a tablet said is never taken as another's."""

import uuid

import pytest

from surveys.devices import HOLDER_COOKIE
from tests.surveys.conftest import Tablet, observations, tablet_of
from tests.world import World

pytestmark = pytest.mark.django_db
BODY = {"answer": "vacant", "seen_at": "2026-11-20T10:00:00+09:00", "schema": 1}


def test_an_entry_of_its_holder_is_taken(tablet: Tablet, world: World) -> None:
    said = {**BODY, "house": world.house(8).pk}
    response = tablet.put(f"observations/{uuid.uuid4()}", said, **{"Device-Holder": str(world.head.pk)})
    assert response.status_code == 200


@pytest.mark.parametrize("path", ["observations", "no-change", "photos"])
def test_an_entry_of_its_earlier_holder_is_not(tablet: Tablet, world: World, path: str) -> None:
    said = {**BODY, "house": world.house(8).pk}
    response = tablet.put(f"{path}/{uuid.uuid4()}", said, **{"Device-Holder": str(world.west_head.pk)})
    assert (response.status_code, response.json()["code"]) == (403, "other_holder")
    assert observations() == 0


def test_a_tablet_learns_whose_it_is_with_its_key(world: World) -> None:
    tablet = tablet_of(world.west_head, world.mihon)
    tablet.get("hello", **{"Device-Pending": "3"})
    cookie = tablet.client.cookies[HOLDER_COOKIE]
    assert (cookie.value, cookie["path"], cookie["httponly"]) == (str(world.west_head.pk), "/field/", "")
