"""A house without an address is called by its number, alike on every page, and that finds it."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from akiya.access import as_register
from akiya.models import House
from akiya.projections.found_by import renew_houses
from tests.akiya.pages.inbox import an_unlinked_answer
from tests.world import World

LABEL = "家屋 000007"


@pytest.fixture
def staff(client: Client, world: World) -> Client:
    """The pages of staff, where house 7 has no address."""
    with as_register():
        House.objects.filter(pk=world.house(7).pk).update(address="", source="field", address_search="")
        renew_houses([world.house(7).pk])
    client.force_login(world.staff)
    return client


def test_every_page_calls_it_by_its_number(staff: Client, world: World) -> None:
    house = world.house(7)
    for address in (reverse("house", args=[house.pk]), reverse("maps:list"), "/waiting/nameless/"):
        page = staff.get(address).content.decode()
        assert LABEL in page, address
    assert str(house) == LABEL


@pytest.mark.parametrize("address", ["/houses/{}/", "/houses/{}/edit/", "/map/houses/{}/"])
def test_no_page_of_it_says_its_number_twice(staff: Client, world: World, address: str) -> None:
    for number in (7, 8):
        page = staff.get(address.format(world.house(number).pk)).content.decode()
        shown = re.sub(r"<title>.*?</title>|<[^>]+>", " ", page, flags=re.S)
        assert shown.count(f"{number:06d}") == 1


def test_what_is_about_no_house_is_named_by_its_kind_once(staff: Client, world: World) -> None:
    an_unlinked_answer(world)
    opened = staff.get("/inbox/").content.decode().partition('id="opened">')[2].partition("</h2>")[0]
    assert opened.count("台帳にない家") == 1


def test_its_label_finds_it_in_either_language(staff: Client, world: World) -> None:
    with translation.override("en"):
        english = world.house(7).label
    for typed in (LABEL, english):
        rows = staff.get(reverse("maps:list"), {"q": typed}).context["rows"]
        assert [row.number for row in rows] == [7], typed
