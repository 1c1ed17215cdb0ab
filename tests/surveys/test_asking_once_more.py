"""もう一度見てもらう settles a contradiction for now: the association is asked, and the undo asks no longer."""

import pytest
from django.utils import timezone

from akiya.access import acting_as, as_register
from akiya.inbox.settling import settle, settle_many, undo
from akiya.models import InboxItem, Settlement
from akiya.projections.rebuild import differences
from akiya.register import NotPossible, record
from akiya.words import Channel, RequestReason, Resolution
from surveys.asking import ask
from surveys.models import Request
from tests.akiya.observed import observed
from tests.surveys.conftest import Tablet
from tests.world import World

pytestmark = pytest.mark.django_db
WHY = "どちらか分からない"


def a_contradiction(world: World, number: int = 8) -> str:
    """The head says one thing of a house and somebody at the counter another; the key of what then waits."""
    house = world.house(number)
    a, b = observed(house, "vacant", days_ago=3), observed(house, "occupied", days_ago=1, channel=Channel.COUNTER)
    with acting_as(world.head) as head:
        record(a, head)
    with acting_as(world.staff) as staff:
        record(b, staff)
    return f"differing:{a.id}:{b.id}"


def waiting() -> list[str]:
    with as_register():
        assert list(differences()) == []
        return sorted(InboxItem.objects.values_list("key", flat=True))


def requests() -> list[Request]:
    with as_register():
        return list(Request.objects.order_by("pk"))


def ask_again(world: World, *keys: str) -> Settlement:
    with acting_as(world.staff) as staff:
        return settle_many(keys, Resolution.ASK, WHY, staff)[0]


def test_the_association_is_asked_and_the_item_waits_no_more(tablet: Tablet, world: World) -> None:
    ask_again(world, a_contradiction(world))
    (asked,) = requests()
    assert (asked.house_id, asked.reason, asked.closed_on) == (world.house(8).pk, RequestReason.DISPUTE, None)
    assert waiting() == []
    assert [each["house"] for each in tablet.get("package").json()["requests"]] == [world.house(8).pk]


def test_the_undo_asks_no_longer_and_the_item_waits_again(tablet: Tablet, world: World) -> None:
    key = a_contradiction(world)
    asked_again = ask_again(world, key)
    with acting_as(world.staff) as staff:
        undo(asked_again, "やはり こちらで決める", staff)
    assert waiting() == [key]
    assert [(each.closed_on, each.answered_by) for each in requests()] == [(timezone.localdate(), None)]


def test_a_house_that_is_asked_about_already_stays_so_after_the_undo(world: World) -> None:
    key = a_contradiction(world)
    with acting_as(world.staff) as staff:
        ask(world.house(8), RequestReason.RENEWAL, staff)
        undo(settle(key, Resolution.ASK, WHY, staff), "まちがえた", staff)
    assert waiting() == [key]
    assert [each.closed_on for each in requests()] == [None]


def test_the_answer_that_comes_of_it_takes_part_in_the_contradiction_or_ends_it(tablet: Tablet, world: World) -> None:
    key = a_contradiction(world)
    ask_again(world, key)
    house = next(each for each in tablet.get("package").json()["houses"] if each["id"] == world.house(8).pk)
    tablet.say(world.house(8).pk, "occupied", basis=house["basis"])
    assert waiting() == []
    assert requests()[0].closed_on is not None


def test_many_are_asked_about_at_once(world: World) -> None:
    ask_again(world, a_contradiction(world, 8), a_contradiction(world, 9))
    assert {each.house_id for each in requests()} == {world.house(8).pk, world.house(9).pk}
    assert waiting() == []


def test_a_house_of_no_association_cannot_be_asked_about(world: World) -> None:
    key = a_contradiction(world)
    with as_register():
        world.house(8).housearea_set.all().delete()
    with acting_as(world.staff) as staff, pytest.raises(NotPossible, match="どの自治会の区域にも"):
        settle(key, Resolution.ASK, WHY, staff)
    assert requests() == []
