"""What waits, made by what makes it in the field, and what staff do with it on the page."""

import uuid

from django.test import Client

from akiya.access import acting_as, as_register
from akiya.models import House, InboxItem, Settlement
from akiya.projections.rebuild import differences
from akiya.register import record
from akiya.words import Channel
from tests.akiya.observed import observed, place
from tests.world import World


def keys() -> list[str]:
    with as_register():
        return sorted(InboxItem.objects.values_list("key", flat=True))


def nothing_differs() -> bool:
    with as_register():
        return list(differences()) == []


def a_dispute(world: World, house: House, days_ago: int = 3) -> tuple[uuid.UUID, uuid.UUID]:
    """The head says vacant, and somebody at the counter, who did not know, says occupied."""
    a, b = (
        observed(house, "vacant", days_ago=days_ago),
        observed(house, "occupied", days_ago=1, channel=Channel.COUNTER),
    )
    with acting_as(world.head) as head:
        record(a, head)
    with acting_as(world.staff) as staff:
        record(b, staff)
    return a.id, b.id


def a_held_observation(world: World, house: House, answer: str = "vacant") -> uuid.UUID:
    """A former head sends what they saw while in office."""
    seen = observed(house, answer, days_ago=2)
    with acting_as(world.former) as former:
        record(seen, former)
    return seen.id


def an_unlinked_answer(world: World) -> uuid.UUID:
    """An observation at a house that the register does not have, made beside house 8."""
    seen = observed(999_999_999, "vacant", place=place(140.3815, 38.36))
    with acting_as(world.head) as head:
        record(seen, head)
    return seen.id


def settle(page: Client, key: str, side: str, reason: str = "電話で確かめた", **more: object):  # type: ignore[no-untyped-def]
    return page.post("/inbox/settle/", {"key": key, "resolution": side, "reason": reason, **more})


def undo(page: Client) -> None:
    with as_register():
        settlement = Settlement.objects.filter(undoes=None).latest("pk")
    assert page.post(f"/inbox/settled/{settlement.pk}/undo/").status_code == 302
