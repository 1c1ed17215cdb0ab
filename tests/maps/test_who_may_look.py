"""Who gets the map, its tiles and its numbers."""

import pytest
from django.test import Client
from django.urls import reverse

from akiya.access import as_register
from akiya.models import House
from tests.maps.test_house_tiles import tile_at
from tests.maps.vector_tile import layers
from tests.world import World

PAGES = [reverse("maps:map"), reverse("maps:list"), reverse("maps:areas")]
DATA = [
    reverse("maps:counts"),
    reverse("maps:curve"),
    reverse("maps:house_tile", kwargs={"z": 14, "x": 0, "y": 0}),
    reverse("maps:ground_tile", kwargs={"z": 14, "x": 0, "y": 0}),
    reverse("maps:card", args=[1]),
    reverse("maps:border", args=[1]),
]


@pytest.mark.parametrize("address", PAGES)
def test_who_is_not_signed_in_is_sent_to_sign_in(client: Client, world: World, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("address", DATA)
def test_a_script_is_told_that_the_session_has_ended(client: Client, world: World, address: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.json()["code"]) == (401, "signed_out")


@pytest.mark.parametrize("login", ["head", "former"])
@pytest.mark.parametrize("address", DATA)
def test_a_head_gets_no_numbers_and_no_tiles(client: Client, world: World, login: str, address: str) -> None:
    client.force_login(world.person(login))
    answer = client.get(address)
    assert (answer.status_code, answer.json()["code"]) == (403, "refused")


@pytest.mark.parametrize("login", ["viewer", "admin", "staff"])
@pytest.mark.parametrize("address", PAGES)
def test_the_office_sees_the_map(client: Client, world: World, login: str, address: str) -> None:
    client.force_login(world.person(login))
    assert client.get(address).status_code == 200


def test_the_office_of_another_city_sees_none_of_this_one(client: Client, world: World) -> None:
    with as_register():
        ours = set(House.objects.filter(municipality=world.mihon).values_list("pk", flat=True))
    client.force_login(world.other_staff)
    assert b"CANARYWEST" not in client.get(reverse("maps:list")).content
    assert client.get(reverse("maps:counts")).json()["total"] == 2
    drawn = layers(client.get(reverse("maps:house_tile", kwargs=tile_at(13)._asdict())).content).get("houses", [])
    assert not {house["house"] for house in drawn} & ours
    assert {client.get(reverse("maps:card", args=[house])).status_code for house in ours} == {404}
    assert client.get(reverse("maps:border", args=[world.area("東自治会").pk])).status_code == 404
    assert client.get(reverse("maps:list"), {"area": world.area("東自治会").pk}).context["form"].counts.total == 0


def test_a_viewer_reads_no_name_of_who_answered(client: Client, world: World) -> None:
    from akiya.access import acting_as
    from akiya.register import record
    from tests.akiya.observed import observed

    with acting_as(world.head) as head:
        record(observed(world.house(7), "vacant"), head)
    card = reverse("maps:card", args=[world.house(7).pk])
    client.force_login(world.viewer)
    assert "東 太郎" not in client.get(card).content.decode()
    client.force_login(world.staff)
    assert "東 太郎" in client.get(card).content.decode()
