"""Text that would be a script in a careless page stays text."""

import datetime as dt

import pytest
from django.test import Client

from akiya.access import acting_as
from akiya.register import add_signal, decide, edit_house, record, retract
from akiya.words import Basis, Precision, SignalKind, State
from tests.akiya.observed import observed
from tests.akiya.pages.office import days_ago, text_of
from tests.world import World

SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{ 7|add:7 }}"
BREAKOUTS = ("<script>alert", "<img src=x", "'><img", '"><img')


def plant(world: World) -> int:
    """The script in every free text of one house. Gives the house's id."""
    house = world.house(7)
    with acting_as(world.staff) as staff:
        texts = ("residential_address", "lot_number", "address", "landmark", "built_text")
        edit_house(house, {name: SCRIPT[:60] if name == "built_text" else SCRIPT for name in texts}, staff)
        record(observed(house, "occupied", days_ago=3, note=SCRIPT), staff)
        signal = add_signal(house, SignalKind.REPORT, days_ago(2), staff, value=SCRIPT, source=SCRIPT)
        decide(house, State.VACANT, dt.date(2020, 1, 1), Precision.DAY, Basis.VISIT, SCRIPT, staff)
        retract(house, f"signal:{signal.pk}", SCRIPT, staff)
    return house.pk


@pytest.mark.parametrize(
    "address", ["/houses/{}/", "/houses/{}/edit/", "/houses/{}/observations/add/", "/", "/changes/"]
)
def test_it_is_written_out_harmlessly_on_every_page(world: World, staff_page: Client, address: str) -> None:
    page = text_of(staff_page.get(address.format(plant(world))))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    for breakout in BREAKOUTS:
        assert breakout not in page


def test_it_is_harmless_in_what_was_sent_and_did_not_fit(world: World, staff_page: Client) -> None:
    sent = {
        "state": SCRIPT,
        "since": SCRIPT,
        "precision": SCRIPT,
        "basis": SCRIPT,
        "evidence": [SCRIPT],
        "reason": SCRIPT,
    }
    page = text_of(staff_page.post(f"/houses/{world.house(7).pk}/decide/", sent))
    for breakout in BREAKOUTS:
        assert breakout not in page


@pytest.mark.parametrize("name", ["on", "known", "order", "q", "back", "evidence", "page"])
def test_it_is_harmless_in_an_address(world: World, staff_page: Client, name: str) -> None:
    for address in (f"/houses/{world.house(7).pk}/", f"/houses/{world.house(7).pk}/edit/", "/", "/changes/"):
        response = staff_page.get(address, {name: SCRIPT})
        assert response.status_code < 500
        for breakout in BREAKOUTS:
            assert breakout not in text_of(response)


def test_no_page_carries_a_script_or_a_style_of_its_own(world: World, staff_page: Client) -> None:
    for address in ("/", f"/houses/{world.house(7).pk}/", f"/houses/{world.house(7).pk}/edit/", "/accounts/login/"):
        page = text_of(staff_page.get(address))
        assert "<style" not in page
        assert " style=" not in page
        assert " onclick=" not in page
        assert "<script>" not in page
