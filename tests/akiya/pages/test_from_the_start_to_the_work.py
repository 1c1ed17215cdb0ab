"""Every number of the first page opens a place where it is worked on, and work goes on from there."""

import html
import re

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from akiya.access import acting_as, as_register
from akiya.models import House, InboxItem
from akiya.register import record
from akiya.words import Channel, InboxKind, RequestReason
from surveys.asking import ask
from tests.akiya.observed import observed, place
from tests.akiya.pages.inbox import a_dispute, a_held_observation, an_unlinked_answer, keys
from tests.akiya.pages.office import signed_in, text_of
from tests.world import World


def numbers_of(page: str) -> dict[str, int]:
    """Each line of what waits: its address and its number."""
    return {
        html.unescape(address): int(number.replace(",", ""))
        for address, number in re.findall(r'<a href="([^"]+)">\s*<span class="waiting-number">([\d,]+)<', page)
    }


def something_of_everything(world: World) -> None:
    a_dispute(world, world.house(7))
    for number in (8, 9):
        a_held_observation(world, world.house(number))
    an_unlinked_answer(world)
    with acting_as(world.head) as head:
        record(observed(world.house(10), "vacant", place=place(140.45, 38.36)), head)
        record(observed(world.house(11), "vacant"), head)


def decision(house: int, **more: str) -> dict[str, str]:
    return {"state": "occupied", "since": "令和8年11月1日", "basis": "visit", "reason": "見た", "knowing": "on", **more}


def test_the_lines_of_the_inbox_add_up_to_the_number_in_the_menu(world: World, staff_page: Client) -> None:
    something_of_everything(world)
    page = text_of(staff_page.get("/"))
    lines = {address: number for address, number in numbers_of(page).items() if address.startswith("/inbox/")}
    assert lines == {
        "/inbox/?kind=differing": 1,
        "/inbox/?kind=held": 2,
        "/inbox/?kind=nowhere": 1,
        "/inbox/?kind=odd": 1,
    }
    assert f'<span class="badge">{sum(lines.values())}<' in page


def test_every_number_is_that_of_the_page_it_opens(world: World, staff_page: Client) -> None:
    something_of_everything(world)
    numbers = numbers_of(text_of(staff_page.get("/")))
    assert {"/inbox/?kind=differing", "/waiting/reported/"} <= numbers.keys()
    for address, number in numbers.items():
        page = text_of(staff_page.get(address, follow=True))
        listed = len(re.findall(r"data-row>|<th scope=\"row\" role=\"rowheader\">", page))
        assert listed == number, address


def test_who_may_not_write_is_led_nowhere_in_vain_and_told_to_do_nothing(world: World, viewer_page: Client) -> None:
    something_of_everything(world)
    with as_register():
        House.objects.filter(pk=world.house(12).pk).update(source="field", address="", address_search="")
    with acting_as(world.staff) as staff:
        ask(world.house(7), RequestReason.RENEWAL, staff)
    for address in ("/", "/waiting/nameless/", "/waiting/requested/", "/waiting/reported/"):
        page = text_of(viewer_page.get(address, follow=True))
        assert "住所を書くと" not in page and "取り下げること" not in page, address
    page = text_of(viewer_page.get("/"))
    assert "住所のない家" in page and "答えを待っている依頼" in page
    assert "食いちがい" not in page and "確かめる答え" not in page
    assert viewer_page.get("/waiting/differing/").headers["Location"] == "/"
    for address in ("/", "/waiting/nameless/"):
        assert "住所を書くと なくなります。" in text_of(signed_in(world.staff).get(address))


def test_who_may_not_write_sees_the_same_houses_as_lists(world: World, viewer_page: Client) -> None:
    something_of_everything(world)
    lines = numbers_of(text_of(viewer_page.get("/")))
    assert "/inbox/" not in str(lines) and lines["/waiting/reported/"] > 0
    for address, number in lines.items():
        assert text_of(viewer_page.get(address)).count('role="rowheader"') == number


def test_the_list_of_what_is_settled_in_the_inbox_leads_there(world: World, staff_page: Client) -> None:
    assert staff_page.get("/waiting/odd/")["Location"] == "/inbox/"


def test_the_page_of_a_house_shows_what_waits_there_and_leads_to_it(
    world: World, staff_page: Client, viewer_page: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    a, b = a_dispute(world, world.house(7))
    address = f"/houses/{world.house(7).pk}/"
    with django_assert_max_num_queries(12):
        page = text_of(staff_page.get(address))
    assert "この家で 待っているもの 1件" in page and "東自治会「だれも住んでいないようだ」／窓口「住んでいる」" in page
    assert f"/inbox/?house={world.house(7).pk}&amp;item=differing%3A{a}%3A{b}" in page
    assert "この家で 待っているもの" not in text_of(viewer_page.get(address))
    assert "この家で 待っているもの" not in text_of(staff_page.get(f"/houses/{world.house(8).pk}/"))


def test_a_pair_that_may_be_one_house_waits_at_both(world: World, staff_page: Client) -> None:
    seven, eight = world.house(7).pk, world.house(8).pk
    with as_register():
        InboxItem.objects.create(
            key=f"merge:{eight}:{seven}", municipality=world.mihon, kind=InboxKind.MERGE, source=f"house:{eight}",
            house_id=eight, since=world.house(8).recorded_at,
        )  # fmt: skip
    for house in (seven, eight):
        assert "この家で 待っているもの 1件" in text_of(staff_page.get(f"/houses/{house}/"))
        assert text_of(staff_page.get(f"/inbox/?house={house}")).count("data-row>") == 1


def test_the_inbox_of_one_house_leaves_the_others_out_and_leads_back(world: World, staff_page: Client) -> None:
    for number in (7, 8):
        a_held_observation(world, world.house(number))
    house = world.house(7).pk
    page = text_of(staff_page.get(f"/inbox/?house={house}"))
    assert page.count("data-row>") == 1 and "で待っているものだけ" in page
    assert "<b>CANARYEAST7</b>" in page and f'<a href="/houses/{house}/">家のページへ もどる</a>' in page


def test_after_the_last_item_of_a_house_one_is_back_at_the_house(world: World, staff_page: Client) -> None:
    first, second = (a_held_observation(world, world.house(7), answer) for answer in ("vacant", "occupied"))
    house = world.house(7).pk
    sent = {"resolution": "aside", "reason": "前の会長の思いちがい", "back": f"house={house}"}
    after = staff_page.post("/inbox/settle/", {**sent, "key": f"held:{first}", "next": f"held:{second}"})
    assert after["Location"].startswith(f"/inbox/?house={house}&item=held%3A{second}&settled=")
    after = staff_page.post("/inbox/settle/", {**sent, "key": f"held:{second}"})
    assert after["Location"] == f"/houses/{house}/" and keys() == []
    assert "使わないことにした" in text_of(staff_page.get(after["Location"]))


def test_the_reason_goes_along_to_another_state_and_nothing_is_decided_yet(world: World, staff_page: Client) -> None:
    a, b = a_dispute(world, world.house(7))
    key, house = f"differing:{a}:{b}", world.house(7).pk
    sent = {"key": key, "reason": "家族から 別荘と聞いた", "inbox": f"kind=differing&item={key}", "begin": "1"}
    page = text_of(staff_page.post(f"/houses/{house}/decide/", sent))
    assert "家族から 別荘と聞いた</textarea>" in page and "受信箱へ もどる" in page
    assert keys() == [key]


def test_after_deciding_one_is_back_in_the_inbox_at_the_next_item(world: World, staff_page: Client) -> None:
    a, b = a_dispute(world, world.house(7))
    held = [a_held_observation(world, world.house(number)) for number in (8, 9, 10)]
    way = f"order=newest&item=differing:{a}:{b}&then=held:{held[1]}"
    after = staff_page.post(f"/houses/{world.house(7).pk}/decide/", decision(7, inbox=way))
    assert after["Location"] == f"/inbox/?{way}"
    page = text_of(staff_page.get(after["Location"]))
    assert f'name="key" value="held:{held[1]}"><input type="hidden" name="next"' in page


def test_the_houses_of_a_list_are_worked_through_one_after_the_other(
    world: World, staff_page: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with acting_as(world.head) as head:
        for number in (7, 8, 9):
            record(observed(world.house(number), "vacant"), head)
    listed = text_of(staff_page.get("/waiting/reported/"))
    first, *_more = re.findall(r'href="(/houses/\d+/\?list=reported&amp;nth=\d+)"', listed)
    address = html.unescape(first)
    visited = []
    for _house in range(3):
        with django_assert_max_num_queries(12):
            page = text_of(staff_page.get(address))
        assert "「新しい報告」の一覧へ もどる" in page
        house, nth = re.search(r"/houses/(\d+)/\?list=reported&nth=(\d+)", address).groups()  # type: ignore[union-attr]
        after = staff_page.post(f"/houses/{house}/decide/", decision(7, list="reported", nth=nth))
        visited.append(int(house))
        assert after["Location"] == f"/houses/{house}/?list=reported&nth={nth}"
        following = re.search(
            r'href="(/houses/\d+/\?list=reported&amp;nth=\d+)">つぎの家：CANARYEAST',
            text_of(staff_page.get(after["Location"])),
        )
        address = html.unescape(following.group(1)) if following else ""
    assert visited == [world.house(number).pk for number in (9, 8, 7)] and address == ""


def test_who_skips_a_house_is_offered_the_one_below_it(world: World, staff_page: Client) -> None:
    with acting_as(world.head) as head:
        for number in (7, 8, 9):
            record(observed(world.house(number), "vacant"), head)
    page = text_of(staff_page.get(f"/houses/{world.house(9).pk}/?list=reported&nth=1"))
    assert f'href="/houses/{world.house(8).pk}/?list=reported&amp;nth=2">つぎの家' in page
    page = text_of(staff_page.get(f"/houses/{world.house(8).pk}/?list=reported&nth=2"))
    assert f'href="/houses/{world.house(7).pk}/?list=reported&amp;nth=3">つぎの家' in page


def test_a_way_that_is_none_is_refused_or_left_out(world: World, staff_page: Client, viewer_page: Client) -> None:
    house = f"/houses/{world.house(7).pk}/"
    for query in ("list=reported&nth=0", "list=reported&nth=x", "list=reported&nth=" + "9" * 30, "inbox=kind%3Dx"):
        assert staff_page.get(f"{house}?{query}").status_code == 400
    assert staff_page.get(f"{house}?list=ghosts").status_code == 200
    assert "受信箱へ もどる" not in text_of(viewer_page.get(f"{house}?inbox=kind%3Dheld"))


def test_what_has_waited_longer_than_a_round_stands_out_whatever_it_is(world: World, staff_page: Client) -> None:
    with acting_as(world.staff) as staff:
        record(observed(world.house(7), "vacant", days_ago=700, channel=Channel.PHONE), staff)
    with as_register():
        assert InboxItem.objects.count() == 0
    page = text_of(staff_page.get("/"))
    assert '<span class="tag">いちばん古い' in page
    with as_register():
        InboxItem.objects.create(
            key="odd:x", municipality=world.mihon, kind=InboxKind.ODD, source="look:x", house=world.house(7),
            since="2020-01-01T00:00Z",
        )  # fmt: skip
    assert '<span class="tag bad">いちばん古い' in text_of(staff_page.get("/"))


def test_a_city_of_others_is_not_counted(world: World) -> None:
    something_of_everything(world)
    assert numbers_of(text_of(signed_in(world.other_staff).get("/"))) == {}
