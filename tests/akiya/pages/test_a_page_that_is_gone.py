"""What was settled or decided leaves its list: who stood on the last page is led to the one that is last now."""

import pytest
from django.test import Client

from akiya.access import acting_as
from akiya.register import record
from tests.akiya.observed import observed
from tests.akiya.pages.inbox import a_held_observation
from tests.world import World

LISTS = ("/waiting/reported/?sort=house&page=7", "/changes/?page=2", "/requests/?page=2")


@pytest.mark.parametrize("address", ["/inbox/?kind=held&page=3", *LISTS])
def test_it_leads_to_the_last_page_there_is_with_all_else_as_it_was(
    world: World, staff_page: Client, address: str
) -> None:
    a_held_observation(world, world.house(7))
    with acting_as(world.head) as head:
        record(observed(world.house(8), "vacant", days_ago=3), head)
    led = staff_page.get(address)
    assert led.status_code == 302
    first = led["Location"]
    assert first.replace("page=1", "page=x") == address.replace(address[-1], "x")
    assert staff_page.get(first).status_code == 200
