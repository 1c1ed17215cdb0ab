"""Staff correct what is written of a building."""

import pytest
from django.test import Client

from akiya.access import as_register
from akiya.models import House
from tests.akiya.pages.office import signed_in, text_of
from tests.world import World

GOOD = {"residential_address": "東二丁目3番7号", "use": "dwelling", "storeys": "2", "built_text": "昭和54年"}


def house(world: World) -> House:
    with as_register():
        return House.objects.get(pk=world.house(7).pk)


def test_what_was_written_before_stays_to_be_read(world: World, staff_page: Client) -> None:
    staff_page.post(f"/houses/{world.house(7).pk}/edit/", GOOD)
    page = text_of(staff_page.get(f"/houses/{world.house(7).pk}/edit/"))
    assert "<del>CANARYEAST7</del>" in page
    assert "<ins>東二丁目3番7号</ins>" in page
    assert world.staff.name in page


def test_the_time_of_building_keeps_its_words_and_its_precision(world: World, staff_page: Client) -> None:
    staff_page.post(f"/houses/{world.house(7).pk}/edit/", GOOD)
    edited = house(world)
    assert (edited.built_text, str(edited.built_on), edited.built_precision) == ("昭和54年", "1979-01-01", "year")


def test_words_that_name_no_time_are_kept_without_a_date(world: World, staff_page: Client) -> None:
    staff_page.post(f"/houses/{world.house(7).pk}/edit/", {**GOOD, "built_text": "不明"})
    edited = house(world)
    assert (edited.built_text, edited.built_on, edited.built_precision) == ("不明", None, "")


@pytest.mark.parametrize("typed", ["東二丁目3番7号", "東2-3-7", "東二丁目 3 7"])
def test_the_new_address_is_found_by_searching(world: World, staff_page: Client, typed: str) -> None:
    link = f'href="/houses/{world.house(7).pk}/"'
    assert link not in text_of(staff_page.get("/houses/", {"q": typed}))
    staff_page.post(f"/houses/{world.house(7).pk}/edit/", GOOD)
    assert link in text_of(staff_page.get("/houses/", {"q": typed}))


def test_an_earlier_value_can_be_brought_back(world: World, staff_page: Client) -> None:
    staff_page.post(f"/houses/{world.house(7).pk}/edit/", GOOD)
    edit = staff_page.get(f"/houses/{world.house(7).pk}/edit/").context["edits"][0]
    page = text_of(staff_page.get(f"/houses/{world.house(7).pk}/edit/", {"back": edit.id}))
    assert 'value="CANARYEAST7"' in page
    assert "前の値が 入っています" in page


@pytest.mark.parametrize(
    "change",
    [
        {"storeys": "0"},
        {"storeys": "99999999999999999999"},
        {"floor_area": "-1"},
        {"floor_area": "NaN"},
        {"floor_area": "12345678901"},
        {"use": "castle"},
        {"residential_address": "x" * 201},
        {"residential_address": "a\x00b"},
        {"built_text": "さっき"},
    ],
)
def test_what_does_not_fit_changes_nothing(world: World, staff_page: Client, change: dict[str, str]) -> None:
    response = staff_page.post(f"/houses/{world.house(7).pk}/edit/", {**GOOD, **change})
    assert response.status_code == 400
    assert house(world).residential_address == ""


def opened(page: Client, world: World) -> dict[str, str]:
    """The form as a browser would send it back untouched."""
    shown = page.get(f"/houses/{world.house(7).pk}/edit/").context
    written = {name: shown["form"][name].value() for name in shown["form"].fields}
    return {
        "opened": str(shown["opened"]),
        **{name: "" if value is None else str(value) for name, value in written.items()},
    }


def test_two_who_correct_it_at_once_undo_nothing_of_each_other(world: World, staff_page: Client) -> None:
    first, second = opened(staff_page, world), opened(signed_in(world.admin), world)
    address = f"/houses/{world.house(7).pk}/edit/"
    assert staff_page.post(address, {**first, "residential_address": "東二丁目3番7号"}).status_code == 302
    assert signed_in(world.admin).post(address, {**second, "storeys": "2"}).status_code == 302
    edited = house(world)
    assert (edited.residential_address, edited.storeys, edited.address) == ("東二丁目3番7号", 2, "CANARYEAST7")


def test_of_two_who_write_the_same_otherwise_the_second_is_shown_both(world: World, staff_page: Client) -> None:
    first, second = opened(staff_page, world), opened(signed_in(world.admin), world)
    address = f"/houses/{world.house(7).pk}/edit/"
    staff_page.post(address, {**first, "storeys": "2", "residential_address": "東二丁目3番7号"})
    refused = signed_in(world.admin).post(address, {**second, "storeys": "3"})
    assert refused.status_code == 400
    assert "ほかの人が さきに「2」に直しました。" in text_of(refused)
    assert 'value="3"' in text_of(refused) and 'value="東二丁目3番7号"' in text_of(refused)
    again = {name: refused.context["form"][name].value() or "" for name in second.keys() - {"opened"}}
    again["opened"] = str(refused.context["opened"])
    assert signed_in(world.admin).post(address, again).status_code == 302
    assert (house(world).storeys, house(world).residential_address) == (3, "東二丁目3番7号")


def test_a_mistake_in_between_takes_nothing_of_a_colleagues_back(world: World, staff_page: Client) -> None:
    mine, theirs = opened(staff_page, world), opened(signed_in(world.admin), world)
    address = f"/houses/{world.house(7).pk}/edit/"
    assert signed_in(world.admin).post(address, {**theirs, "landmark": "赤い屋根"}).status_code == 302
    refused = staff_page.post(address, {**mine, "storeys": "x"})
    assert refused.status_code == 400
    again = {**mine, "opened": str(refused.context["opened"]), "storeys": "2"}
    assert staff_page.post(address, again).status_code == 302
    assert (house(world).landmark, house(world).storeys) == ("赤い屋根", 2)
