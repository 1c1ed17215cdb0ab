"""The choice of areas is narrowed by the letters of a name as every search reads them."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from akiya.access import as_register
from akiya.models import Area
from akiya.projections.found_by import text_of_area
from tests.world import World


@pytest.fixture
def staff(world: World, client: Client) -> Client:
    with as_register():
        for name in ("みどりヶ丘一丁目自治会", "髙木自治会", "15区"):
            Area.objects.create(
                municipality=world.mihon, kind="association", code=name, name=name, search_text=text_of_area(name),
                geometry=world.area("東自治会").geometry, valid_from=world.area("東自治会").valid_from,
            )  # fmt: skip
    client.force_login(world.staff)
    return client


def named(client: Client, typed: str) -> set[str]:
    areas = client.get(reverse("maps:areas_named"), {"q": typed}).json()["areas"]
    with as_register():
        return set(Area.objects.filter(pk__in=areas).values_list("name", flat=True))


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("ミドリケ丘", {"みどりヶ丘一丁目自治会"}),
        ("みどりケ丘１丁目", {"みどりヶ丘一丁目自治会"}),
        ("高木", {"髙木自治会"}),
        ("みほん市 髙木", {"髙木自治会"}),
        ("15", {"15区"}),
        ("、", set()),
        ("らんか", set()),
    ],
)
def test_letters_name_an_area_as_every_search_reads_them(staff: Client, typed: str, names: set[str]) -> None:
    assert named(staff, typed) == names


def test_it_costs_few_queries(staff: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_max_num_queries(8):
        staff.get(reverse("maps:areas_named"), {"q": "自治会"})
