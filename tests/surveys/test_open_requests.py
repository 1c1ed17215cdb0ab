"""Requests without an answer wait on the first page of the office."""

from akiya.access import acting_as, as_register
from akiya.pages.start.waiting import counts
from akiya.words import RequestReason
from surveys.asking import ask
from surveys.models import Request
from tests.world import World


def waiting(world: World) -> int:
    with as_register():
        return sum(count.number for count in counts([world.mihon.pk]) if count.kind.code == "requested")


def test_a_request_waits_until_it_is_closed(world: World) -> None:
    assert waiting(world) == 0
    with acting_as(world.staff) as staff:
        request = ask(world.house(7), RequestReason.RENEWAL, staff)
    assert waiting(world) == 1
    with as_register():
        Request.objects.filter(pk=request.pk).update(closed_on=request.asked_on)
    assert waiting(world) == 0
