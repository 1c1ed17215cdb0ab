"""Whatever stands in an address, the answer is a page, a tile, or one clear sentence: never a failure of ours."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.maps.hostile import KEYS, PAYLOADS, REQUESTS
from tests.maps.test_house_tiles import tile_at
from tests.world import World

PLACES = ["maps:map", "maps:list", "maps:areas", "maps:counts", "maps:curve", "maps:house_tile"]
FINE = {200, 400}


@pytest.fixture
def staff(client: Client, world: World) -> Client:
    client.force_login(world.staff)
    return client


def address(place: str) -> str:
    return reverse(place, kwargs=tile_at(14)._asdict() if place == "maps:house_tile" else None)


def test_there_are_enough_payloads() -> None:
    assert len(set(PAYLOADS)) >= 130
    assert len(REQUESTS) >= 1500


@pytest.mark.parametrize("key", KEYS)
def test_no_payload_breaks_a_filter(staff: Client, key: str) -> None:
    """Each payload under each key, by turns on each place: all places read them by the same function."""
    for nth, payload in enumerate(PAYLOADS):
        place = PLACES[(nth + KEYS.index(key)) % len(PLACES)]
        answer = staff.get(address(place), {key: payload.encode("utf-8", "surrogatepass")})
        assert answer.status_code in FINE, (place, payload)
        assert answer.status_code == 200 or "。" in told(answer)


def told(answer) -> str:  # type: ignore[no-untyped-def]
    """The sentence of a refusal: in a page, or in JSON with a code."""
    if answer["Content-Type"].startswith("application/json"):
        assert answer.json()["code"]
        return str(answer.json()["message"])
    return str(answer.content.decode())


def test_a_payload_is_never_shown_as_markup(staff: Client) -> None:
    page = staff.get(reverse("maps:list"), {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


@pytest.mark.parametrize(
    "tile", ["19/0/0", "1/2/0", "1/0/2", "99/0/0", "14/99999999999999999999/0", f"{'9' * 5000}/0/0"]
)
@pytest.mark.parametrize("kind", ["houses", "ground"])
def test_a_tile_that_is_not_there_is_404_with_a_sentence(staff: Client, kind: str, tile: str) -> None:
    answer = staff.get(f"/tiles/{kind}/{tile}.mvt")
    assert answer.status_code == 404
    assert "。" in told(answer)


@pytest.mark.parametrize("number", ["0", "999999999", "9" * 30])
def test_a_house_or_an_area_that_is_not_there_is_404(staff: Client, number: str) -> None:
    assert staff.get(f"/map/houses/{number}/").status_code == 404
    assert staff.get(f"/map/areas/{number}/").status_code == 404


@pytest.mark.parametrize("place", PLACES)
def test_nothing_can_be_posted_to_a_view(staff: Client, place: str) -> None:
    assert staff.post(address(place)).status_code == 405
