"""The page of one house."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from akiya.access import acting_as, as_register
from akiya.models import Reference
from akiya.register import edit_house, ledger, record, retract
from akiya.register.ledger import Listing
from akiya.words import Precision, State
from tests.akiya.observed import observed, place
from tests.akiya.pages.office import NOTE, REASON, VALUE, crowd, days_ago, signed_in, tell_a_story, text_of
from tests.world import World


def test_it_says_what_stands_and_why(world: World, staff_page: Client) -> None:
    tell_a_story(world, world.house(7))
    page = text_of(staff_page.get(f"/houses/{world.house(7).pk}/"))
    for said in ("空き家（確認）", "だれも住んでいないようだ", "気になること：草木", NOTE, REASON, VALUE, "閉栓"):
        assert said in page


def test_it_draws_the_two_clocks_with_a_title(world: World, staff_page: Client) -> None:
    tell_a_story(world, world.house(7))
    page = text_of(staff_page.get(f"/houses/{world.house(7).pk}/"))
    assert '<title id="timeline-title">起きた日と記録した日を結んだ年表</title>' in page
    assert 'class="join corrects"' in page


def test_a_house_nobody_knows_of_says_so(world: World, staff_page: Client) -> None:
    page = text_of(staff_page.get(f"/houses/{world.house(7).pk}/"))
    assert "だれも まだ見ていません" in page
    assert "まだ何も 記録されていません" in page
    assert "timeline-title" not in page


def test_it_says_under_which_numbers_lists_know_the_house(world: World, staff_page: Client) -> None:
    line = Listing(2, "062103-1", State.VACANT, dt.date(2026, 1, 1), Precision.DAY)
    with acting_as(world.staff) as staff:
        ledger.take_in(ledger.Edition("空き家台帳", dt.date(2026, 1, 1), False, [line]), world.mihon, staff)
    with as_register():
        house = Reference.objects.get(key="062103-1").house_id
    page = text_of(staff_page.get(f"/houses/{house}/"))
    assert "<dt>台帳での番号" in page
    assert '空き家台帳 <span class="figures">062103-1</span>' in page
    assert "<dt>台帳での番号" not in text_of(staff_page.get(f"/houses/{world.house(7).pk}/"))


def test_what_was_retracted_stays_with_its_reason(world: World, staff_page: Client) -> None:
    decision = tell_a_story(world, world.house(7))
    with acting_as(world.staff) as staff:
        retract(world.house(7), f"decision:{decision.pk}", "現地を見てから", staff)
    page = text_of(staff_page.get(f"/houses/{world.house(7).pk}/"))
    assert "空き家（報告）" in page
    assert "<del>" in page
    assert "現地を見てから" in page
    assert REASON in page


def test_oddities_are_said_in_words(world: World, staff_page: Client) -> None:
    with acting_as(world.head) as head:
        record(observed(world.house(7), place=place(140.45, 38.36)), head, skew=dt.timedelta(hours=5))
    page = text_of(staff_page.get(f"/houses/{world.house(7).pk}/"))
    assert "遠い場所から（家から 6.1km）" in page
    assert "端末の時計のずれ（5時間すすみ）" in page


def test_a_held_answer_is_shown_and_does_not_count(world: World, staff_page: Client) -> None:
    with acting_as(world.head) as head:
        record(observed(world.house(1)), head)
    page = text_of(staff_page.get(f"/houses/{world.house(1).pk}/"))
    assert "あずかった答え・まだ使っていません" in page
    assert "受け持ちの外の家" in page
    assert "だれも まだ見ていません" in page


def test_a_viewer_sees_what_stands_and_nothing_restricted(world: World, viewer_page: Client) -> None:
    tell_a_story(world, world.house(7))
    page = text_of(viewer_page.get(f"/houses/{world.house(7).pk}/"))
    assert "空き家（確認）" in page
    for restricted in (NOTE, REASON, VALUE, "水道課", world.head.name, world.staff.name):
        assert restricted not in page


def test_a_viewer_is_offered_nothing_to_write(world: World, viewer_page: Client) -> None:
    tell_a_story(world, world.house(7))
    page = text_of(viewer_page.get(f"/houses/{world.house(7).pk}/"))
    for offered in ("職員の決定</h2>", "取り消す", "加える", "直す"):
        assert offered not in page


def test_another_citys_house_is_not_there(world: World, staff_page: Client) -> None:
    assert staff_page.get(f"/houses/{world.house(1, '069981').pk}/").status_code == 404


def test_a_head_is_shown_to_the_field(world: World) -> None:
    response = signed_in(world.head).get(f"/houses/{world.house(7).pk}/")
    assert response.status_code == 302
    assert response["Location"] == "/field/"


def test_who_holds_no_post_is_told_so(world: World) -> None:
    response = signed_in(world.former).get(f"/houses/{world.house(7).pk}/")
    assert response.status_code == 403
    assert "任期がない" in text_of(response)


def test_who_is_not_signed_in_is_asked_to(world: World, client: Client) -> None:
    response = client.get(f"/houses/{world.house(7).pk}/")
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


def test_on_an_earlier_day_it_shows_what_was_so(world: World, staff_page: Client) -> None:
    tell_a_story(world, world.house(7))
    page = text_of(staff_page.get(f"/houses/{world.house(7).pk}/", {"on": days_ago(100).isoformat()}))
    assert "居住中（報告）" in page
    assert "の状態を見ています" in page
    assert "職員の決定</h2>" not in page


def test_as_known_before_anything_was_recorded_it_knows_nothing(world: World, staff_page: Client) -> None:
    before = timezone.now()
    tell_a_story(world, world.house(7))
    page = text_of(staff_page.get(f"/houses/{world.house(7).pk}/", {"known": before.isoformat()}))
    assert "までに 記録されていたことだけ" in page
    assert "だれも まだ見ていません" in page
    assert NOTE not in page


def test_before_the_house_was_in_the_register_it_says_so(world: World, staff_page: Client) -> None:
    response = staff_page.get(f"/houses/{world.house(7).pk}/", {"known": "2001-01-01"})
    assert response.status_code == 200
    assert "まだ台帳に ありませんでした" in text_of(response)
    assert "CANARY" not in text_of(response)


def test_its_address_is_that_of_the_moment_asked_from(world: World, staff_page: Client) -> None:
    before = world.house(7).recorded_at
    with acting_as(world.staff) as staff:
        edit_house(world.house(7), {"residential_address": "あたらしい町1番"}, staff)
    now = text_of(staff_page.get(f"/houses/{world.house(7).pk}/"))
    then = text_of(staff_page.get(f"/houses/{world.house(7).pk}/", {"known": before.isoformat()}))
    assert "あたらしい町1番" in now
    assert "あたらしい町1番" not in then


def test_the_table_may_be_read_by_the_other_clock(world: World, staff_page: Client) -> None:
    tell_a_story(world, world.house(7))
    by_happening = staff_page.get(f"/houses/{world.house(7).pk}/").context["lines"]
    by_recording = staff_page.get(f"/houses/{world.house(7).pk}/", {"order": "recorded"}).context["lines"]
    assert by_happening[0].record.kind == "look"
    assert by_recording[0].record.kind == "decision"
    assert {line.record.id for line in by_happening} == {line.record.id for line in by_recording}


@pytest.mark.parametrize("query", ["on=zzz", "on=2026-02-31", "known=9999-99-99", "known=%00", "on=0000-00-00"])
def test_a_clock_that_cannot_be_read_is_a_bad_request(world: World, staff_page: Client, query: str) -> None:
    response = staff_page.get(f"/houses/{world.house(7).pk}/?{query}")
    assert response.status_code == 400
    assert "日付は 2026-11-20 のように" in text_of(response)


@pytest.mark.parametrize(
    "address", ["/houses/999999/", "/houses/99999999999999999999999999/", "/houses/-1/", "/houses/x/"]
)
def test_a_house_that_is_not_there_is_not_found(staff_page: Client, address: str) -> None:
    response = staff_page.get(address)
    assert response.status_code == 404
    assert "はじめに もどる" in text_of(response)


def test_a_crowded_page_costs_few_queries(
    world: World, staff_page: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    tell_a_story(world, world.house(7))
    crowd(world, world.house(7))
    address = f"/houses/{world.house(7).pk}/"
    with django_assert_max_num_queries(12):
        response = staff_page.get(address)
    assert len(response.context["lines"]) == 44


def test_the_surroundings_are_drawn(world: World, staff_page: Client) -> None:
    response = staff_page.get(f"/houses/{world.house(7).pk}/surroundings.svg")
    assert response["Content-Type"] == "image/svg+xml"
    assert text_of(response).count("<path d=") >= 2
