"""Whatever was said, held, accepted, retracted and merged: filled anew, the inbox holds what it held."""

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from akiya.access import acting_as, as_register
from akiya.models import InboxItem
from akiya.projections.rebuild import differences
from akiya.projections.waiting.filling import fill
from akiya.register import merge, record
from tests.akiya.observed import observed
from tests.maps.exports.test_random_histories import History, Step, steps
from tests.world import World


def keys() -> set[str]:
    with as_register():
        return set(InboxItem.objects.values_list("key", flat=True))


def filled_anew() -> set[str]:
    with transaction.atomic(), as_register():
        fill()
        assert list(differences()) == []
    return keys()


def test_two_answers_that_met_by_a_merge_still_contradict_each_other(world: World) -> None:
    with acting_as(world.head) as head:
        record(observed(world.house(7), "vacant", days_ago=3), head)
    with acting_as(world.staff) as staff:
        record(observed(world.house(8), "occupied", days_ago=1), staff)
        merge(world.house(8), world.house(7), "同じ建物", staff)
    assert [key.partition(":")[0] for key in keys()] == ["differing"]
    assert filled_anew() == keys()


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(steps, min_size=4, max_size=14))
def test_it_holds_the_same_after_any_story(world: World, story: list[Step]) -> None:
    with transaction.atomic():
        History(world).live(story)
        held = keys()
        assert filled_anew() == held
        transaction.set_rollback(True)
