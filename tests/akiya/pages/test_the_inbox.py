"""受信箱: what waits is shown, settled with a reason, and waits again when that is undone."""

import re
import uuid

import pytest
from django.test import Client
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from akiya.access import acting_as, as_register
from akiya.media import photos
from akiya.models import Acceptance, Decision, Observation, Settlement
from akiya.register import record, retract
from akiya.texts.days import era
from akiya.texts.stored import UNDONE_IN_INBOX
from akiya.words import Channel
from tests.access.cast import picture
from tests.akiya.observed import observed, occupancy, place
from tests.akiya.pages.inbox import (
    a_dispute,
    a_held_observation,
    an_unlinked_answer,
    keys,
    nothing_differs,
    settle,
    undo,
)
from tests.akiya.pages.office import days_ago, text_of
from tests.world import World


def test_that_it_was_undone_is_read_in_the_language_of_the_reader(staff_page: Client, world: World) -> None:
    house = world.house(7)
    a_dispute(world, house)
    settle(staff_page, keys()[0], "a")
    with as_register():
        settlement = Settlement.objects.filter(undoes=None).latest("pk")
    english = {"accept-language": "en"}
    with translation.override("ja"):
        staff_page.post(f"/inbox/settled/{settlement.pk}/undo/", headers=english)
        with as_register():
            assert Settlement.objects.filter(undoes=settlement).get().reason == UNDONE_IN_INBOX
        assert "Undone in the inbox" in text_of(staff_page.get(f"/houses/{house.pk}/", headers=english))
    with translation.override("ja"):
        assert "受信箱で取り消した" in text_of(staff_page.get(f"/houses/{house.pk}/"))


def test_nothing_waits_and_the_page_says_so(staff_page: Client, world: World) -> None:
    assert "待っているものは ありません" in text_of(staff_page.get("/inbox/"))


def test_both_answers_of_a_contradiction_are_shown_with_who_and_when(staff_page: Client, world: World) -> None:
    a_dispute(world, world.house(7))
    said = text_of(staff_page.get("/inbox/"))
    for words in (
        "だれも住んでいないようだ",
        "住んでいる",
        "東 太郎",
        "東自治会・タブレット",
        "窓口",
        "Aを採る",
        "surroundings.svg",
    ):
        assert words in said


@pytest.mark.parametrize(("side", "state"), [("a", "vacant"), ("b", "occupied")])
def test_taking_a_side_is_a_decision_that_names_both(staff_page: Client, world: World, side: str, state: str) -> None:
    a, b = a_dispute(world, world.house(7))
    assert settle(staff_page, f"differing:{a}:{b}", side).status_code == 302
    assert (occupancy(world.house(7)).state, occupancy(world.house(7)).certainty) == (state, "confirmed")
    with as_register():
        decision = Decision.objects.get()
        assert decision.evidence == [f"look:{a}", f"look:{b}"]
        assert Observation.objects.filter(pk__in=[a, b]).count() == 2
    assert keys() == [] and nothing_differs()


def test_what_else_would_be_overruled_is_asked_before_a_side_is_taken(staff_page: Client, world: World) -> None:
    house = world.house(7)
    a, b = a_dispute(world, house, days_ago=5)
    third = observed(house, "occasional", days_ago=2, channel=Channel.PHONE)
    with acting_as(world.staff) as staff:
        record(third, staff)
    key = f"differing:{a}:{b}"
    shown = text_of(staff_page.get("/inbox/", {"item": key}))
    assert f"Bを採ると：居住中（確認）　{era(days_ago(5))}から" in shown
    assert "Bを採ると、つぎの 1件より 優先されます。" in shown and "たまに使っている" in shown
    refused = settle(staff_page, key, "b")
    assert refused.status_code == 400
    assert "ほかの 1件より 優先されます" in text_of(refused) and 'value="電話で確かめた"' in text_of(refused)
    assert f'name="knowing" value="look:{third.id}"' in text_of(refused)
    assert settle(staff_page, key, "b", knowing=f"look:{third.id}").status_code == 302
    assert str(occupancy(house).since) == str(days_ago(5))


def test_undoing_a_side_leaves_the_decision_retracted_and_the_contradiction_open(
    staff_page: Client, world: World
) -> None:
    a, b = a_dispute(world, world.house(7))
    settle(staff_page, f"differing:{a}:{b}", "a")
    undo(staff_page)
    assert occupancy(world.house(7)).certainty == "reported"
    assert keys() == [f"differing:{a}:{b}"] and nothing_differs()
    assert settle(staff_page, f"differing:{a}:{b}", "b").status_code == 302


def test_retracting_the_decision_on_the_page_of_the_house_opens_the_item_too(staff_page: Client, world: World) -> None:
    a, b = a_dispute(world, world.house(7))
    settle(staff_page, f"differing:{a}:{b}", "a")
    with as_register():
        decision = Decision.objects.get()
    staff_page.post(f"/houses/{world.house(7).pk}/retract/?evidence=decision:{decision.pk}", {"reason": "まちがい"})
    assert keys() == [f"differing:{a}:{b}"] and nothing_differs()


def test_a_held_observation_counts_once_accepted_and_from_then_on(staff_page: Client, world: World) -> None:
    held = a_held_observation(world, world.house(7))
    assert keys() == [f"held:{held}"] and occupancy(world.house(7)).state == "unknown"
    settle(staff_page, f"held:{held}", "accept")
    assert occupancy(world.house(7)).state == "vacant" and keys() == [] and nothing_differs()
    assert "だれも住んでいないようだ" in text_of(staff_page.get(f"/houses/{world.house(7).pk}/"))
    undo(staff_page)
    assert occupancy(world.house(7)).state == "unknown" and keys() == [f"held:{held}"] and nothing_differs()
    settle(staff_page, f"held:{held}", "accept")
    assert occupancy(world.house(7)).state == "vacant" and nothing_differs()


def test_a_held_observation_that_is_not_used_waits_no_more(staff_page: Client, world: World) -> None:
    held = a_held_observation(world, world.house(7))
    settle(staff_page, f"held:{held}", "aside")
    assert keys() == [] and occupancy(world.house(7)).state == "unknown" and nothing_differs()
    undo(staff_page)
    assert keys() == [f"held:{held}"]


def test_an_observation_of_an_unknown_house_is_given_one_near_by(staff_page: Client, world: World) -> None:
    seen = an_unlinked_answer(world)
    assert keys() == [f"nowhere:{seen}"]
    assert f'value="{world.house(8).pk}"' in text_of(staff_page.get("/inbox/"))
    settle(staff_page, f"nowhere:{seen}", "assign", house=world.house(8).pk)
    assert occupancy(world.house(8)).state == "vacant" and keys() == [] and nothing_differs()
    assert "だれも住んでいないようだ" in text_of(staff_page.get(f"/houses/{world.house(8).pk}/"))
    undo(staff_page)
    assert occupancy(world.house(8)).state == "unknown" and keys() == [f"nowhere:{seen}"] and nothing_differs()
    settle(staff_page, f"nowhere:{seen}", "assign", number="9")
    assert occupancy(world.house(9)).state == "vacant" and occupancy(world.house(8)).state == "unknown"


@pytest.mark.parametrize("typed", ["９", "家屋 000009", "9本目の松 みほん市", "東自治会 canaryeast9"])
def test_an_observation_is_given_to_the_one_house_that_words_find(staff_page: Client, world: World, typed: str) -> None:
    seen = an_unlinked_answer(world)
    settle(staff_page, f"nowhere:{seen}", "assign", number=typed)
    assert occupancy(world.house(9)).state == "vacant" and keys() == []


def test_an_observation_of_an_unknown_house_becomes_a_new_one(staff_page: Client, world: World) -> None:
    seen = an_unlinked_answer(world)
    settle(staff_page, f"nowhere:{seen}", "new_house")
    with as_register():
        house = Acceptance.objects.get().house
    assert house.number == 13 and occupancy(house).state == "vacant" and nothing_differs()


def test_a_new_house_that_was_undone_stays_empty_and_is_used_again(staff_page: Client, world: World) -> None:
    seen = an_unlinked_answer(world)
    settle(staff_page, f"nowhere:{seen}", "new_house")
    undo(staff_page)
    assert "加えた家（家屋 000013）は 何も書かれずに 残っています。" in text_of(staff_page.get("/inbox/"))
    settle(staff_page, f"nowhere:{seen}", "new_house")
    with as_register():
        assert {each.house.number for each in Acceptance.objects.select_related("house")} == {13}
    assert nothing_differs()


def test_an_acceptance_retracted_put_back_and_retracted_again_waits(staff_page: Client, world: World) -> None:
    held = a_held_observation(world, world.house(7))
    settle(staff_page, f"held:{held}", "accept")
    with as_register():
        evidence = f"accepted:{Acceptance.objects.get().pk}"
    for waits in (True, False, True, False, True):
        with acting_as(world.staff) as staff:
            evidence = f"retraction:{retract(world.house(7), evidence, 'たしかめた', staff).pk}"
        assert keys() == ([f"held:{held}"] if waits else []) and nothing_differs()
        assert occupancy(world.house(7)).state == ("unknown" if waits else "vacant")


def test_an_observation_from_far_away_counts_and_waits_until_seen_or_retracted(
    staff_page: Client, world: World
) -> None:
    far = observed(world.house(7), "vacant", place=place(140.389, 38.36))
    with acting_as(world.head) as head:
        record(far, head)
    assert keys() == [f"odd:{far.id}"] and occupancy(world.house(7)).state == "vacant"
    settle(staff_page, f"odd:{far.id}", "strike")
    assert keys() == [] and occupancy(world.house(7)).state == "unknown" and nothing_differs()
    undo(staff_page)
    assert keys() == [f"odd:{far.id}"] and occupancy(world.house(7)).state == "vacant" and nothing_differs()
    settle(staff_page, f"odd:{far.id}", "seen")
    assert keys() == [] and occupancy(world.house(7)).state == "vacant" and nothing_differs()


def test_another_statement_under_a_known_id_is_shown_beside_the_first(staff_page: Client, world: World) -> None:
    first = observed(world.house(7), "vacant")
    with acting_as(world.head) as head:
        record(first, head)
        receipt = record(observed(world.house(8), "occupied", id=first.id, note="別のこと"), head)
    assert receipt.conflict
    (key,) = keys()
    said = text_of(staff_page.get("/inbox/"))
    for words in ("別のこと", "だれも住んでいないようだ", world.house(8).label):
        assert words in said
    settle(staff_page, key, "seen")
    assert keys() == [] and nothing_differs()


def test_what_tells_records_apart_stays_out_of_the_words_and_names_a_house_a_day_and_a_giver(
    staff_page: Client, world: World
) -> None:
    said, other = observed(world.house(7), "vacant"), observed(world.house(8), "vacant")
    with acting_as(world.head) as head:
        record(said, head)
        record(other, head)
        back = observed(None, "", withdraws=said.id)
        record(back, head)
        record(observed(None, "", withdraws=other.id, id=back.id), head)
    page = text_of(staff_page.get("/inbox/"))
    words, _summary, ids = page.partition("問い合わせ用の番号")
    assert str(other.id) in ids and str(other.id) not in re.sub(r'="[^"]*"', "", words)
    assert f"<dt>どの答え</dt><dd>{world.house(8).label}<br>東自治会・タブレットの「だれも住んでいないようだ」" in page


def test_one_photo_at_two_houses_waits(staff_page: Client, world: World) -> None:
    for number in (7, 8):
        seen = observed(world.house(number), "vacant")
        with acting_as(world.head) as head:
            photos.keep(uuid.uuid4(), seen.id, *picture(), by=head)
            record(seen, head)
    (key,) = keys()
    assert key.startswith("reused:") and nothing_differs()
    assert "くり返し使われた写真" in text_of(staff_page.get("/inbox/"))
    settle(staff_page, key, "seen")
    assert keys() == []


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_one_photo_at_two_houses_the_later_waits_whichever_arrives_first(
    world: World, order: tuple[int, ...]
) -> None:
    said = [(uuid.uuid4(), observed(world.house(number), "vacant", days_ago=days)) for number, days in ((7, 2), (8, 1))]
    with acting_as(world.head) as head:
        for nth in order:
            photo, seen = said[nth]
            photos.keep(photo, seen.id, *picture(), by=head)
            record(seen, head)
    assert keys() == [f"reused:{said[1][0]}"] and nothing_differs()


def test_one_photo_sent_twice_for_one_house_by_one_person_is_nothing(world: World) -> None:
    for _ in range(2):
        seen = observed(world.house(7), "vacant")
        with acting_as(world.head) as head:
            record(seen, head)
            photos.keep(uuid.uuid4(), seen.id, *picture(), by=head)
    assert keys() == []


def test_many_of_one_kind_are_settled_at_once(staff_page: Client, world: World) -> None:
    held = [a_held_observation(world, world.house(number)) for number in (7, 8, 9)]
    settle(staff_page, [f"held:{each}" for each in held], "accept", many="1")  # type: ignore[arg-type]
    assert keys() == [] and occupancy(world.house(9)).state == "vacant"
    with as_register():
        assert Settlement.objects.count() == 3


def test_a_contradiction_is_never_settled_with_others(staff_page: Client, world: World) -> None:
    a, b = a_dispute(world, world.house(7))
    held = a_held_observation(world, world.house(8))
    both = [f"differing:{a}:{b}", f"held:{held}"]
    for side in ("a", "accept", "seen"):
        refused = settle(staff_page, both, side, many="1")  # type: ignore[arg-type]
        assert refused.status_code == 400 and "1件ずつ" in text_of(refused)
    assert keys() == sorted(both)


def test_of_many_all_or_none_are_settled(staff_page: Client, world: World) -> None:
    held = [a_held_observation(world, world.house(number)) for number in (7, 8)]
    sent = [f"held:{held[0]}", f"held:{held[1]}", f"held:{uuid.uuid4()}"]
    assert settle(staff_page, sent, "accept", many="1").status_code == 400  # type: ignore[arg-type]
    assert len(keys()) == 2 and occupancy(world.house(7)).state == "unknown"


def test_a_reason_is_needed_and_what_was_chosen_stays_open(staff_page: Client, world: World) -> None:
    a, b = a_dispute(world, world.house(7))
    refused = settle(staff_page, f"differing:{a}:{b}", "a", reason="  ")
    assert refused.status_code == 400 and "理由を書いてください" in text_of(refused)
    assert keys() == [f"differing:{a}:{b}"]


def test_of_two_who_settle_at_once_the_second_is_told(staff_page: Client, world: World) -> None:
    a, b = a_dispute(world, world.house(7))
    settle(staff_page, f"differing:{a}:{b}", "a")
    late = settle(staff_page, f"differing:{a}:{b}", "b")
    assert late.status_code == 400 and "もう 処理されています" in text_of(late)
    with as_register():
        assert Decision.objects.count() == 1


def test_a_settlement_is_undone_once(staff_page: Client, world: World) -> None:
    held = a_held_observation(world, world.house(7))
    settle(staff_page, f"held:{held}", "aside")
    undo(staff_page)
    undo(staff_page)
    with as_register():
        assert Settlement.objects.exclude(undoes=None).count() == 1
    assert "取り消し" in text_of(staff_page.get("/inbox/settled/"))


def test_other_cities_see_and_settle_nothing_of_it(world: World) -> None:
    held = a_held_observation(world, world.house(7))
    page = Client()
    page.force_login(world.other_staff)
    assert "CANARYEAST" not in text_of(page.get("/inbox/"))
    assert settle(page, f"held:{held}", "accept").status_code in {400, 403}
    assert keys() == [f"held:{held}"]


def test_the_menu_counts_what_waits(staff_page: Client, viewer_page: Client, world: World) -> None:
    a_held_observation(world, world.house(7))
    assert '<span class="badge">1' in text_of(staff_page.get("/"))
    assert "/inbox/" not in text_of(viewer_page.get("/"))


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"key": "differing:1:2", "resolution": "a", "reason": "x"},
        {"key": "held:\0", "resolution": "accept", "reason": "x"},
        {"key": "x" * 5000, "resolution": "seen", "reason": "x"},
        {"key": "held:' OR 1=1", "resolution": "accept", "reason": "x", "many": "1"},
        {"key": "silent:%s", "resolution": "seen", "reason": "\0"},
        {"key": "a", "resolution": "nothing", "reason": "x", "back": "kind=&page=1"},
    ],
)
def test_hostile_settlements_write_nothing(staff_page: Client, world: World, sent: dict[str, str]) -> None:
    assert staff_page.post("/inbox/settle/", sent).status_code == 400
    with as_register():
        assert not Settlement.objects.exists()


@pytest.mark.parametrize(
    "query", ["kind=x", "area=x", "area=1e9", "order=x", "page=0", "page=-1", "kind=%00", "area=" + "9" * 30]
)
def test_hostile_choices_are_bad_requests(staff_page: Client, world: World, query: str) -> None:
    assert staff_page.get(f"/inbox/?{query}").status_code == 400
    assert staff_page.post("/inbox/settle/", {"key": "a", "resolution": "seen", "back": query}).status_code == 400


def test_a_number_of_a_house_that_is_none_is_refused(staff_page: Client, world: World) -> None:
    seen = an_unlinked_answer(world)
    for number in ("999", "x", "1" * 30, "、", "%", "canary"):
        assert settle(staff_page, f"nowhere:{seen}", "assign", number=number).status_code == 400
    assert keys() == [f"nowhere:{seen}"]


def test_a_page_of_fifty_costs_few_queries(
    staff_page: Client, world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(55):
        a_held_observation(world, world.house(7 + number % 6))
    a_dispute(world, world.house(7))
    with django_assert_max_num_queries(12 + 1):  # and the savepoint of the test itself
        said = text_of(staff_page.get("/inbox/"))
    assert said.count("data-row>") == 50 and "56件" in said
    with django_assert_max_num_queries(12):
        staff_page.get("/inbox/?page=2&order=newest")
    with django_assert_max_num_queries(12):
        staff_page.get("/inbox/settled/")


def test_an_item_of_another_page_of_the_list_is_opened_all_the_same(
    staff_page: Client, world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(51):
        a_held_observation(world, world.house(7 + number % 6))
    listed = text_of(staff_page.get("/inbox/?kind=held"))
    (last,) = [key for key in keys() if f'value="{key}" data-ways' not in listed]
    with django_assert_max_num_queries(12):
        said = text_of(staff_page.get(f"/inbox/?kind=held&item={last}"))
    assert f'name="key" value="{last}"><input type="hidden" name="next"' in said
    assert 'aria-current="true"' not in said.split('id="opened"')[0].split("data-row")[1]
    assert 'aria-current="true" data-open' in text_of(staff_page.get("/inbox/?item=held:nothing"))
    assert staff_page.get("/inbox/?item=%00").status_code == 200
