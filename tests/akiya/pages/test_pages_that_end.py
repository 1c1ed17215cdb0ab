"""However much was said of a house or changed of a person, one page shows no more than it can, and leads on."""

import re

import pytest
from django.test import Client

from akiya.access import acting_as, as_register
from akiya.pages.house import edits
from akiya.pages.house import page as house_page
from akiya.people.accounts import Particulars, correct_person
from akiya.register import edit_house
from surveys.pages import person
from tests.akiya.pages.office import crowd, signed_in, text_of
from tests.world import World


@pytest.mark.parametrize("order", ["", "&order=recorded"])
def test_the_records_of_a_house(world: World, staff_page: Client, monkeypatch: pytest.MonkeyPatch, order: str) -> None:
    monkeypatch.setattr(house_page, "RECORDS", 15)
    crowd(world, world.house(7))
    shown = []
    for page in (1, 2, 3):
        said = text_of(staff_page.get(f"/houses/{world.house(7).pk}/?page={page}{order}"))
        table = said.partition('class="records')[2].partition("</table>")[0]
        shown.append(len(re.findall(r"<tr[ >]", table)) - 1)
        assert ("もっと前の記録" in said) == (page < 3) and ("もっと新しい記録" in said) == (page > 1)
    assert shown == [15, 15, 10]
    assert staff_page.get(f"/houses/{world.house(7).pk}/?page=x").status_code == 400


def test_what_was_corrected_of_a_house(world: World, staff_page: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edits, "PAGE", 3)
    with acting_as(world.staff) as staff:
        for storeys in range(1, 6):
            edit_house(world.house(7), {"storeys": storeys}, staff)
    address = f"/houses/{world.house(7).pk}/edit/"
    first, second = (text_of(staff_page.get(f"{address}?page={page}")) for page in (1, 2))
    told = [re.findall(r"<del>(.*?)</del> → <ins>(.*?)</ins>", page) for page in (first, second)]
    assert told == [[("4", "5"), ("3", "4"), ("2", "3")], [("1", "2"), ("―", "1")]]
    assert "もっと前の記録" in first and "もっと前の記録" not in second
    assert "back=" in second and "page=2" in second


def test_what_was_changed_of_a_person(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(person, "TOLD", 3)
    with acting_as(world.admin) as admin, as_register():
        for number in range(5):
            correct_person(world.head, Particulars(f"東 太郎{number}"), admin)
    address = f"/people/persons/{world.head.pk}/"
    first, second = (text_of(signed_in(world.admin).get(f"{address}?page={page}")) for page in (1, 2))
    told = [re.findall(r'<th scope="row" role="rowheader" class="figures">', page) for page in (first, second)]
    assert len(told[0]) == 3 and told[1]
    assert "もっと前の記録" in first and "もっと新しい記録" in second
