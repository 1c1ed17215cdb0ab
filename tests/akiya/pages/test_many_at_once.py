"""Many items at once: nothing that was typed or ticked is lost, and one undo takes all of it back that can be."""

import re
import uuid

from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from akiya.access import acting_as, as_register
from akiya.models import Acceptance, Settlement
from akiya.register import retract
from tests.akiya.observed import occupancy
from tests.akiya.pages.inbox import a_dispute, a_held_observation, keys, nothing_differs, settle
from tests.akiya.pages.office import signed_in, text_of
from tests.world import World

WHY = "前の会長に確かめた"


def held(world: World, *numbers: int) -> list[str]:
    return [f"held:{a_held_observation(world, world.house(number))}" for number in numbers]


def act() -> uuid.UUID:
    """The name of the one act that settled several."""
    with as_register():
        (name,) = set(Settlement.objects.filter(undoes=None).values_list("together", flat=True))
    assert name is not None
    return name


def ticked(response: HttpResponse) -> set[str]:
    return set(re.findall(r'value="([^"]+)" data-ways="[^"]*" checked', text_of(response)))


def undo_all(page: Client, follow: bool = True) -> str:
    return text_of(page.post(f"/inbox/settled/together/{act()}/undo/", follow=follow))


def test_an_empty_reason_keeps_every_tick_and_the_open_item(staff_page: Client, world: World) -> None:
    sent = held(world, 7, 8, 9)
    refused = settle(staff_page, sent[:2], "accept", reason=" ", many="1", open=sent[2])  # type: ignore[arg-type]
    assert refused.status_code == 400 and ticked(refused) == set(sent[:2])
    said = text_of(refused)
    assert 'id="many-refused" role="alert">理由を書いてください' in said
    assert f'name="key" value="{sent[2]}"><input type="hidden" name="next"' in said


def test_a_refusal_keeps_the_reason_with_what_still_waits(staff_page: Client, world: World) -> None:
    sent = held(world, 7, 8)
    refused = settle(staff_page, [*sent, f"held:{uuid.uuid4()}"], "accept", WHY, many="1")  # type: ignore[arg-type]
    assert ticked(refused) == set(sent) and f'value="{WHY}" aria-invalid' in text_of(refused)


def test_a_refused_item_keeps_its_reason_and_the_house_that_was_chosen(staff_page: Client, world: World) -> None:
    a, b = a_dispute(world, world.house(7))
    refused = text_of(settle(staff_page, f"differing:{a}:{b}", "accept", WHY))
    assert f'value="{WHY}" aria-invalid' in refused and "この種類では できません" in refused


def test_one_undo_takes_back_all_that_was_settled_at_once(staff_page: Client, world: World) -> None:
    sent = held(world, 7, 8, 9)
    after = settle(staff_page, sent, "accept", WHY, many="1")  # type: ignore[arg-type]
    assert after["Location"] == f"/inbox/?together={act()}"
    bar = text_of(staff_page.get(after["Location"]))
    assert "3件：受け入れる" in bar and WHY in bar and "3件とも 取り消す" in bar
    assert "3件 取り消しました。" in undo_all(staff_page)
    assert keys() == sorted(sent) and occupancy(world.house(8)).state == "unknown" and nothing_differs()


def test_what_went_on_since_is_left_counted_and_named(staff_page: Client, world: World) -> None:
    sent = held(world, 7, 8, 9)
    settle(staff_page, sent, "accept", WHY, many="1")  # type: ignore[arg-type]
    with acting_as(world.staff) as staff:
        gone_on = Acceptance.objects.get(house=world.house(8))
        retract(world.house(8), f"accepted:{gone_on.pk}", "別の家だった", staff)
    said = undo_all(staff_page)
    assert "2件 取り消しました。" in said and "1件は、そのあと 先へ進んだので 取り消していません。" in said
    assert "CANARYEAST8：その記録は もう取り消されています。" in said
    assert keys() == sorted(sent) and nothing_differs()


def test_one_that_was_taken_back_alone_is_not_taken_back_again(staff_page: Client, world: World) -> None:
    sent = held(world, 7, 8)
    settle(staff_page, sent, "aside", WHY, many="1")  # type: ignore[arg-type]
    with as_register():
        one = Settlement.objects.order_by("pk").first()
    assert one is not None
    staff_page.post(f"/inbox/settled/{one.pk}/undo/")
    assert "1件 取り消しました。" in undo_all(staff_page)
    assert "もう取り消されています" in undo_all(staff_page)
    with as_register():
        assert Settlement.objects.exclude(undoes=None).count() == 2


def test_another_city_can_take_back_none_of_it(staff_page: Client, world: World) -> None:
    settle(staff_page, held(world, 7, 8), "aside", WHY, many="1")  # type: ignore[arg-type]
    undo_all(signed_in(world.other_staff), follow=False)
    assert keys() == []


def test_what_was_done_together_is_offered_together_on_the_page_of_what_is_done(
    staff_page: Client, world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    settle(staff_page, held(world, 7, 8, 9), "aside", WHY, many="1")  # type: ignore[arg-type]
    settle(staff_page, held(world, 10)[0], "aside", WHY)
    with django_assert_max_num_queries(12):
        said = text_of(staff_page.get("/inbox/settled/"))
    assert said.count("いっしょに処理した 3件とも 取り消す") == 1


def test_hostile_names_of_an_act_open_nothing(staff_page: Client, world: World) -> None:
    for name in ("x", "%00", "1", "' OR 1=1", str(uuid.uuid4())):
        assert staff_page.get(f"/inbox/?together={name}").status_code == 200
    assert staff_page.post(f"/inbox/settled/together/{uuid.uuid4()}/undo/").status_code == 302
