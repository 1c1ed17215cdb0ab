"""A day that is only bracketed is told as such on every page that says since when: 「…から この日までの あいだ」."""

import pytest
from django.test import Client

from akiya.access import acting_as
from akiya.register import record
from akiya.words import Channel
from tests.akiya.observed import observed
from tests.akiya.pages.inbox import a_held_observation
from tests.akiya.pages.office import text_of
from tests.world import World


@pytest.mark.parametrize("address", ["/", "/changes/", "/waiting/reported/", "/inbox/", "/houses/"])
def test_it_is_told_as_such(world: World, staff_page: Client, address: str) -> None:
    with acting_as(world.staff) as staff:
        record(observed(world.house(7), "occupied", days_ago=400, channel=Channel.COUNTER), staff)
    with acting_as(world.head) as head:
        record(observed(world.house(7), "vacant", days_ago=3), head)
    a_held_observation(world, world.house(7))
    page = text_of(staff_page.get(address))
    assert "から この日までの あいだ" in page, address


def test_where_nothing_is_known_of_before_it_says_so(world: World, staff_page: Client) -> None:
    with acting_as(world.head) as head:
        record(observed(world.house(7), "vacant", days_ago=3), head)
    for address in ("/", "/changes/", "/waiting/reported/"):
        assert "この日か それより前" in text_of(staff_page.get(address)), address
