"""Staff decide on the page of a house."""

import re

import pytest
from django.test import Client

from akiya.access import acting_as, as_register
from akiya.models import Decision
from akiya.register import merge, record
from tests.akiya.observed import observed, occupancy
from tests.akiya.pages.office import days_ago, tell_a_story, text_of
from tests.world import World

GOOD = {"state": "vacant", "since": "令和8年8月", "basis": "visit", "reason": "現地で見た"}


def decisions() -> int:
    with as_register():
        return Decision.objects.count()


def test_the_decision_stands_at_once_and_can_be_taken_back(world: World, staff_page: Client) -> None:
    house = world.house(7)
    response = staff_page.post(f"/houses/{house.pk}/decide/", GOOD, follow=True)
    assert occupancy(house).state == "vacant"
    assert (occupancy(house).certainty, occupancy(house).precision) == ("confirmed", "month")
    assert "空き家（確認）と決めました。" in text_of(response)
    assert f"/houses/{house.pk}/retract/?evidence=decision%3A" in text_of(response)


def test_it_names_the_evidence_it_rests_on(world: World, staff_page: Client) -> None:
    earlier = tell_a_story(world, world.house(7))
    sent = {**GOOD, "basis": "review", "evidence": [f"decision:{earlier.pk}"]}
    staff_page.post(f"/houses/{world.house(7).pk}/decide/", sent)
    with as_register():
        assert Decision.objects.latest("pk").evidence == [f"decision:{earlier.pk}"]


def test_a_slip_in_the_date_is_corrected_on_the_page(world: World, staff_page: Client) -> None:
    address = f"/houses/{world.house(7).pk}/decide/"
    staff_page.post(address, {**GOOD, "since": "平成3年"})
    with as_register():
        slip = Decision.objects.latest("pk")
    assert "訂正する決定" in text_of(staff_page.get(f"/houses/{world.house(7).pk}/"))
    staff_page.post(address, {**GOOD, "replaces": f"decision:{slip.pk}"})
    assert str(occupancy(world.house(7)).since) == "2026-08-01"


def test_it_says_before_it_is_saved_which_answers_it_overrules(world: World, staff_page: Client) -> None:
    with acting_as(world.head) as head:
        record(observed(world.house(7), "occupied", days_ago=10), head)
    address = f"/houses/{world.house(7).pk}/decide/"
    told = staff_page.post(address, GOOD)
    assert told.status_code == 400
    assert "つぎの 1件より 優先されます" in text_of(told)
    assert "「住んでいる」" in text_of(told)
    assert occupancy(world.house(7)).state == "occupied"
    staff_page.post(address, {**GOOD, "knowing": "on"})
    assert occupancy(world.house(7)).state == "vacant"


def slipped(world: World, staff_page: Client) -> tuple[str, str]:
    """A decision with a slip in its date: the address of the form, and the decision's name."""
    address = f"/houses/{world.house(7).pk}/decide/"
    staff_page.post(address, {**GOOD, "since": "平成3年"})
    with as_register():
        return address, f"decision:{Decision.objects.latest('pk').pk}"


def test_it_asks_whether_the_same_state_since_another_day_corrects_what_stands(
    world: World, staff_page: Client
) -> None:
    address, slip = slipped(world, staff_page)
    before = decisions()
    told = staff_page.post(address, GOOD)
    assert told.status_code == 400
    assert decisions() == before
    assert "その決定を 訂正する（いつから：令和8年8月ごろから）" in text_of(told)
    assert "もう一度 確かめた（いつから：平成3年ごろから、このまま）" in text_of(told)
    assert "現地で見た</textarea>" in text_of(told)
    done = staff_page.post(address, {**GOOD, "start": slip}, follow=True)
    assert str(occupancy(world.house(7)).since) == "2026-08-01"
    assert "いつから：令和8年8月ごろから。" in text_of(done)


def test_what_is_confirmed_once_more_says_since_when_it_stands(world: World, staff_page: Client) -> None:
    address, _slip = slipped(world, staff_page)
    done = staff_page.post(address, {**GOOD, "start": "confirms"}, follow=True)
    assert str(occupancy(world.house(7)).since) == "1991-01-01"
    assert "いつから：平成3年ごろから。" in text_of(done)


def test_the_start_that_an_observation_gave_is_not_one_to_replace(world: World, staff_page: Client) -> None:
    with acting_as(world.head) as head:
        record(observed(world.house(7), "vacant", days_ago=900), head)
    told = staff_page.post(f"/houses/{world.house(7).pk}/decide/", GOOD)
    assert told.status_code == 400
    assert "もう一度 確かめた" in text_of(told)
    assert "その決定を 訂正する" not in text_of(told)


def test_of_two_questions_one_may_be_answered_first(world: World, staff_page: Client) -> None:
    with acting_as(world.head) as head:
        record(observed(world.house(7), "vacant", days_ago=900), head)
        record(observed(world.house(7), "occupied", days_ago=10), head)
    address = f"/houses/{world.house(7).pk}/decide/"
    for answered in ({}, {"knowing": "on"}, {"start": "confirms"}):
        told = staff_page.post(address, {**GOOD, **answered})
        assert told.status_code == 400
        assert "優先されます" in text_of(told) and "もう一度 確かめた" in text_of(told)
        asked = [
            tag for tag in re.findall("<input[^>]*>", text_of(told)) if 'name="knowing"' in tag or "confirms" in tag
        ]
        assert [any(name in tag for name in answered) for tag in asked] == ["checked" in tag for tag in asked]
    assert staff_page.post(address, {**GOOD, "knowing": "on", "start": "confirms"}).status_code == 302
    assert occupancy(world.house(7)).since == days_ago(900)


def test_of_a_house_that_was_merged_meanwhile_nothing_is_decided_and_nothing_lost(
    world: World, staff_page: Client
) -> None:
    merged, speaks = world.house(7), world.house(8)
    with acting_as(world.staff) as staff:
        merge(merged, speaks, "同じ建物", staff)
    before = decisions()
    told = staff_page.post(f"/houses/{merged.pk}/decide/", GOOD)
    assert told.status_code == 400 and decisions() == before
    assert "現地で見た</textarea>" in text_of(told) and "まとめてあります" in text_of(told)
    assert f'action="/houses/{speaks.pk}/decide/' in text_of(told)


def test_what_says_the_same_is_no_reason_to_ask(world: World, staff_page: Client) -> None:
    with acting_as(world.head) as head:
        record(observed(world.house(7), "vacant", days_ago=10), head)
    assert staff_page.post(f"/houses/{world.house(7).pk}/decide/", GOOD).status_code == 302


def test_not_knowing_since_when_is_an_answer(world: World, staff_page: Client) -> None:
    staff_page.post(f"/houses/{world.house(7).pk}/decide/", {**GOOD, "since": "わからない"})
    assert occupancy(world.house(7)).precision == "unknown"
    assert occupancy(world.house(7)).since == days_ago(0)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"reason": ""}, "理由を書いてください。"),
        ({"reason": "   "}, "理由を書いてください。"),
        ({"since": "さっき"}, "日付として読めません"),
        ({"since": "2199-01-01"}, "先の日付は決められません。"),
        ({"since": "令和8年8月", "precision": "day"}, "書いた日付より くわしくは できません。"),
        ({"basis": "review"}, "根拠を 1つ以上 選んでください。"),
        ({"basis": "review", "evidence": ["decision:999"]}, "decision:999"),
        ({"state": "haunted"}, "haunted"),
        ({"state": ""}, "必須"),
    ],
)
def test_what_does_not_fit_is_said_beside_the_form_and_nothing_is_written(
    world: World, staff_page: Client, change: dict[str, str], said: str
) -> None:
    before = decisions()
    response = staff_page.post(f"/houses/{world.house(7).pk}/decide/", {**GOOD, **change})
    assert response.status_code == 400
    assert said in text_of(response)
    assert decisions() == before


def test_what_was_written_is_still_in_the_form(world: World, staff_page: Client) -> None:
    page = text_of(staff_page.post(f"/houses/{world.house(7).pk}/decide/", {**GOOD, "since": "さっき"}))
    assert "現地で見た</textarea>" in page
    assert 'value="さっき"' in page


def test_a_viewer_decides_nothing(world: World, viewer_page: Client) -> None:
    before = decisions()
    assert viewer_page.post(f"/houses/{world.house(7).pk}/decide/", GOOD).status_code == 403
    assert decisions() == before


def test_another_citys_house_is_not_decided(world: World, staff_page: Client) -> None:
    before = decisions()
    assert staff_page.post(f"/houses/{world.house(1, '069981').pk}/decide/", GOOD).status_code == 404
    assert decisions() == before


def test_opening_the_address_is_not_deciding(world: World, staff_page: Client) -> None:
    response = staff_page.get(f"/houses/{world.house(7).pk}/decide/")
    assert response.status_code == 405
    assert "はじめに もどる" in text_of(response)
