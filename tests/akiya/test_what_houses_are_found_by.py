"""What a house is found by follows from its texts, says when it is stale, and is worked out again in one command."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from akiya import register
from akiya.access import Scope, as_register
from akiya.models import Area, House, Reference
from akiya.projections import found_by, rebuild
from akiya.register.houses import edit_house
from akiya.texts.forms import RULES
from tests.world import World


def text_of(house: House) -> str:
    return House.objects.values_list("search_text", flat=True).get(pk=house.pk)


def differences() -> list[tuple[int | None, str]]:
    return [
        (each.house_id, each.projection) for each in rebuild.differences() if each.projection == "House.search_text"
    ]


@pytest.fixture
def old(world: World) -> Iterator[House]:
    """A house and an area found by what older rules made."""
    with as_register():
        House.objects.filter(number=7).update(search_text="|old|", address_search="old", search_rules=RULES - 1)
        Area.objects.filter(name="東自治会").update(search_text="old", search_rules=RULES - 1)
    yield world.house(7)


def test_every_house_of_the_world_is_found_by_what_its_texts_call_for(world: World) -> None:
    with as_register():
        assert differences() == []
        assert found_by.stale() == (0, 0)


def test_a_text_that_no_longer_follows_is_a_difference(world: World) -> None:
    house = world.house(7)
    with as_register():
        House.objects.filter(pk=house.pk).update(landmark="青い屋根")
        assert differences() == [(house.pk, "House.search_text")]


def test_an_edit_is_found_at_once_and_keeps_the_keys(
    world: World, as_staff: Scope, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    house = world.house(7)
    Reference.objects.create(municipality=world.mihon, source="水道", key="703 5", house=house)
    with django_assert_max_num_queries(11):  # seven of them for its turn, one for what a colleague wrote
        edit_house(house, {"landmark": "青い屋根"}, as_staff)
    assert text_of(house) == "|canaryeast/7/|家屋/7/|青い屋根|水道/703/5/|"


def test_a_house_that_is_added_follows_from_its_texts(world: World, as_staff: Scope) -> None:
    house = register.add_house(world.mihon, register.Place(140.3801, 38.3601), as_staff, landmark="青い屋根")
    assert text_of(house) == f"|家屋/{house.number}/|青い屋根|"
    assert house.address_search == ""


def test_renewing_works_out_what_older_rules_made_and_no_more(old: House) -> None:
    with as_register():
        House.objects.filter(number=8).update(search_text="|left alone|")
        assert found_by.stale() == (1, 1)
        assert found_by.renew() == (1, 1)
        assert found_by.stale() == (0, 0)
        assert differences() == [(House.objects.get(number=8, municipality__code="069990").pk, "House.search_text")]
        assert text_of(old) == "|canaryeast/7/|家屋/7/|/7/本目の松|"


def test_renewing_goes_batch_by_batch(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(found_by, "AT_ONCE", 5)
    told: list[int] = []
    with as_register():
        House.objects.update(search_rules=0)
        assert found_by.renew(told.append).houses == sum(told) == House.objects.count()
    assert max(told) == 5


def test_the_command_says_what_is_stale_and_renews_it(old: House) -> None:
    out = StringIO()
    with pytest.raises(CommandError, match="1棟と 1区域"):
        call_command("renew_search", "--check")
    call_command("renew_search", stdout=out)
    assert "1棟と 1区域" in out.getvalue()
    call_command("renew_search", "--check")
    with as_register():
        assert Area.objects.get(name="東自治会").search_text == "東自治会"


def test_staleness_is_no_event_of_the_audit(old: House) -> None:
    with as_register(), connection.cursor() as cursor:
        counts = "SELECT (SELECT count(*) FROM akiya_houseevent), (SELECT count(*) FROM akiya_areaevent)"
        cursor.execute(counts)
        before = cursor.fetchone()
        found_by.renew()
        cursor.execute(counts)
        assert cursor.fetchone() == before


def test_an_address_longer_than_the_order_needs_is_found_to_its_end(world: World, as_staff: Scope) -> None:
    house = edit_house(world.house(7), {"address": "㍿" * 190 + "みどり館"}, as_staff)
    assert "みどり館" in text_of(house)
    assert len(House.objects.get(pk=house.pk).address_search) == found_by.ORDERED_BY
