"""What is offered while one types is what the list would find, and no more than the person may see."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from akiya.access import acting_as, as_register
from akiya.models import Area, House, Reference
from akiya.projections.found_by import renew_houses, text_of_area
from akiya.register.houses import edit_house
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client: Client, world: World) -> Client:
    client.force_login(world.staff)
    return client


def offered(client: Client, typed: str) -> list[dict[str, str]]:
    answer = client.get(reverse("maps:suggest"), {"q": typed})
    assert answer.status_code == 200
    return list(answer.json()["found"])


def houses(client: Client, typed: str) -> list[int]:
    """The ids of the houses that are offered, in order."""
    return [int(each["id"]) for each in offered(client, typed) if each["kind"] == "house"]


def areas(client: Client, typed: str) -> list[str]:
    return [each["label"] for each in offered(client, typed) if each["kind"] == "area"]


@pytest.mark.parametrize(
    "typed",
    [
        "CANARYEAST7",
        "ｃａｎａｒｙwest3",
        "家屋 000009",
        "000009",
        "東自治会 9本目",
        "みほん市 8本目",
        "松 12",
        "ない町",
    ],
)
def test_it_offers_what_the_list_finds(staff: Client, typed: str) -> None:
    listed = staff.get(reverse("maps:list"), {"q": typed}).context["rows"]
    assert set(houses(staff, typed)) == {row.house for row in listed}


def test_of_many_it_offers_the_first_eight_that_begin_so(staff: Client, world: World) -> None:
    with acting_as(world.staff) as scope:
        edit_house(world.house(12), {"address": "松木町5"}, scope)
    found = houses(staff, "松")
    assert len(found) == 8
    assert found[0] == world.house(12).pk


def test_a_house_says_all_by_which_it_is_found(staff: Client, world: World) -> None:
    with as_register():
        Reference.objects.create(municipality=world.mihon, source="水道台帳", key="703 5", house=world.house(7))
        renew_houses([world.house(7).pk])
    [one] = offered(staff, "水道台帳 0703-005")
    assert one["label"] == "CANARYEAST7"
    assert one["about"] == "000007／7本目の松／水道台帳 703 5"
    assert staff.get(one["address"]).status_code == 200


def test_an_area_leads_to_the_list_of_its_houses(staff: Client, world: World) -> None:
    [area] = [each for each in offered(staff, "東自") if each["kind"] == "area"]
    assert (area["label"], area["about"]) == ("東自治会", "自治会の家の一覧")
    assert staff.get(area["address"]).context["form"].counts.total == 6


def test_an_area_is_offered_on_the_days_on_which_it_is_one(staff: Client, world: World) -> None:
    assert areas(staff, "自治会") == ["東自治会", "西自治会"]
    with as_register():
        Area.objects.filter(name="東自治会").update(valid_to=dt.date(2024, 4, 1))
    assert areas(staff, "自治会") == ["西自治会"]


def test_a_number_alone_names_no_area(staff: Client) -> None:
    with as_register():
        Area.objects.filter(name="東自治会").update(search_text=text_of_area("第12自治会"))
    assert areas(staff, "12") == []
    assert areas(staff, "第12") == ["東自治会"]


def test_a_house_that_was_merged_is_not_offered(staff: Client, world: World) -> None:
    with as_register():
        House.objects.filter(pk=world.house(8).pk).update(merged_into=world.house(7))
    assert houses(staff, "8本目") == []


@pytest.mark.parametrize("typed", ["", "  ", "、", "みほん市", "ない町", "%"])
def test_where_nothing_is_found_nothing_is_offered(staff: Client, typed: str) -> None:
    assert offered(staff, typed) == []


@pytest.mark.parametrize(("login", "status"), [("viewer", 200), ("head", 403), ("former", 403), (None, 401)])
def test_who_may_not_look_is_offered_nothing(client: Client, world: World, login: str | None, status: int) -> None:
    if login:
        client.force_login(world.person(login))
    answer = client.get(reverse("maps:suggest"), {"q": "CANARYEAST"})
    assert answer.status_code == status
    assert (b"CANARYEAST" in answer.content) == (status == 200)


def test_of_another_city_nothing_is_offered(client: Client, world: World) -> None:
    client.force_login(world.other_staff)
    assert offered(client, "CANARYEAST") == offered(client, "東自治会") == []
    assert areas(client, "自治会") == ["らんか自治会"]


def test_too_many_letters_are_refused_in_a_sentence(staff: Client) -> None:
    answer = staff.get(reverse("maps:suggest"), {"q": "松" * 201})
    assert (answer.status_code, answer.json()["message"]) == (400, "さがす言葉は 200字までです。")


def test_it_costs_few_queries(staff: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    offered(staff, "松")
    with django_assert_max_num_queries(12):
        offered(staff, "松")
