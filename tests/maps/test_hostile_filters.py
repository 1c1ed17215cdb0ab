"""Whatever stands in an address, the answer is a page, a tile, or one clear sentence: never a failure of ours."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.maps.hostile import KEYS, PAYLOADS, REQUESTS
from tests.maps.test_house_tiles import tile_at
from tests.world import World

PLACES = ["maps:map", "maps:list", "maps:areas", "maps:counts", "maps:curve", "maps:house_tile"]
READ_CLOCKS = [*PLACES, "house", "maps:card", "maps:export"]
FINE = {200, 400}


@pytest.fixture
def staff(client: Client, world: World) -> Client:
    client.force_login(world.admin)
    return client


def address(place: str) -> str:
    if place in {"house", "maps:card"}:
        return reverse(place, args=[World().house(7).pk])
    return reverse(place, kwargs=tile_at(14)._asdict() if place == "maps:house_tile" else None)


def test_there_are_enough_payloads() -> None:
    assert len(set(PAYLOADS)) >= 130
    assert len(REQUESTS) >= 1500


@pytest.mark.parametrize("key", KEYS)
def test_no_payload_breaks_a_filter(staff: Client, key: str) -> None:
    """Each payload under each key, by turns on each place: all places read them by the same function."""
    for nth, payload in enumerate(PAYLOADS):
        send(staff, PLACES[(nth + KEYS.index(key)) % len(PLACES)], key, payload)


@pytest.mark.parametrize("place", READ_CLOCKS)
@pytest.mark.parametrize("key", ["on", "known"])
def test_no_payload_breaks_a_clock(staff: Client, key: str, place: str) -> None:
    """Each payload on each place: what is read by one function is not answered by one."""
    for payload in PAYLOADS:
        send(staff, place, key, payload)


@pytest.mark.parametrize("key", ["first", "last", "person", "kind", "page"])
def test_no_payload_breaks_the_page_of_deeds(staff: Client, key: str) -> None:
    for payload in PAYLOADS:
        send(staff, "maps:deeds", key, payload)


@pytest.mark.parametrize("key", ["order", "list", "nth", "inbox"])
def test_no_payload_breaks_the_page_of_a_house(staff: Client, key: str) -> None:
    for payload in PAYLOADS:
        send(staff, "house", key, payload)


def send(staff: Client, place: str, key: str, payload: str) -> None:
    answer = staff.get(address(place), {key: payload.encode("utf-8", "surrogatepass")})
    # A house that was not yet in the register at a moment has no card of it.
    fine = FINE | {404} if place == "maps:card" else FINE
    assert answer.status_code in fine, (place, key, payload)
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
