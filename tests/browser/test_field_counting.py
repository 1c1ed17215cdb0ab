"""What waits on a tablet is one number, on every screen of it and in the office."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.field import WRITES, answer, open_house, press, show, stored, taking, wait_sent
from tests.browser.test_field_handing_over import take
from tests.server import Server

pytestmark = pytest.mark.browser
LookAt = Callable[[Page, str], None]

HEARD_OF = """
from surveys.models import Device
for device in Device.objects.filter(person__login="head").order_by("seen_at"):
    print(device.pending)
"""


def in_the_office(server: Server) -> str:
    """What the register holds to be waiting on the tablet of the head that it heard of last."""
    return server.manage("shell", "-v0", "-c", HEARD_OF).split()[-1]


def test_the_strip_the_list_the_file_and_the_rescue_page_count_the_same(page: Page) -> None:
    page.route(WRITES, lambda route: route.abort())
    open_house(page)
    take(page, 2)
    answer(page, "gone")
    answer(page, "occupied")
    assert len(stored(page, "outbox")) == 4
    show(page, "all")
    page.locator(".strip .unsent", has_text="2件").wait_for()
    show(page, "sent")
    assert page.locator("[data-slot=waiting-count]").inner_text() == "2件"
    assert page.locator("[data-slot=waiting-list] .record").count() == 2
    assert page.locator("[data-slot=file-of]").inner_text().startswith("2件")
    page.goto("/field/rescue/")
    page.locator("#count", has_text="2").wait_for()


def test_what_was_begun_is_told_beside_the_count_and_the_office_counts_as_the_tablet_does(
    page: Page, sign_in: Callable[..., Page], look_at: LookAt
) -> None:
    page.route(WRITES, lambda route: route.abort())
    open_house(page)
    take(page, 2)
    answer(page, "gone")
    answer(page, "occupied")
    take(page, 1)
    show(page, "all")
    page.locator(".strip .unsent", has_text="2件").wait_for()
    show(page, "sent")
    assert page.locator("[data-slot=waiting-count]").inner_text() == "2件"
    assert page.locator("[data-slot=file-of]").inner_text() == "2件・とちゅうの 家 1軒を 1つの ファイルに します"
    with page.expect_download() as download:
        press(page, "[data-slot=give]")
    page.locator("[data-slot=given]", has_text="2件・とちゅうの 家 1軒を ファイルに しました").wait_for()
    look_at(page, "field_sent_with_begun")
    office = sign_in("staff")
    office.goto("/inbox/handover/")
    office.locator("input[type=file]").set_input_files(download.value.path())
    office.locator("form button[type=submit]").last.click()
    office.locator(".tag", has_text="受け取りました").wait_for()
    told = [" ".join(tag.split()) for tag in office.locator(".tags .tag").all_inner_texts()]
    assert told == ["受け取りました 2", "答えの とちゅうでした。受信箱に分けました 1"]
    page.goto("/field/rescue/")
    page.locator("#count", has_text="2").wait_for()
    assert page.locator("#begun").inner_text() == "1"
    look_at(page, "field_rescue_with_begun")


def test_with_nothing_but_what_was_begun_the_file_is_still_there_to_be_made(page: Page, look_at: LookAt) -> None:
    open_house(page)
    take(page, 1)
    show(page, "sent")
    assert page.locator("[data-slot=file-of]").inner_text() == "とちゅうの 家 1軒を 1つの ファイルに します"
    assert page.locator("[data-slot=waiting], [data-slot=try]").count() == 0
    look_at(page, "field_sent_only_begun")
    with page.expect_download():
        press(page, "[data-slot=give]")
    page.goto("/field/rescue/")
    page.locator("#begun", has_text="1").wait_for()
    assert page.locator("#count").inner_text() == "0"
    assert page.locator("#give").is_visible()


def test_photos_whose_answer_has_gone_are_one_thing(page: Page) -> None:
    page.route("**/field/api/photos/**", lambda route: route.abort())
    open_house(page)
    take(page, 2)
    answer(page, "gone")
    show(page, "sent")
    page.locator("[data-slot=sent-list] .record").wait_for()
    assert page.locator("[data-slot=waiting-count]").inner_text() == "1件"
    assert page.locator("[data-slot=waiting-list] .record").count() == 1


def test_the_office_counts_nothing_once_all_has_arrived(page: Page, server: Server) -> None:
    page.route(WRITES, lambda route: route.abort())
    open_house(page)
    take(page, 1)
    answer(page, "occasional")
    answer(page, "occupied")
    with page.expect_response("**/field/api/package"):
        page.reload()
    page.locator("#asked").wait_for()
    assert in_the_office(server) == "2", "the tablet says so when it asks for news"
    show(page, "sent")
    page.unroute(WRITES)
    page.locator("[data-slot=try]").click()
    wait_sent(page)
    assert in_the_office(server) == "0"


def test_what_is_said_of_houses_is_numbered_without_a_gap_whatever_is_kept_beside_it(page: Page) -> None:
    taken = taking(page)
    open_house(page)
    take(page, 2)
    answer(page, "gone")
    take(page, 1)
    answer(page, "occupied")
    wait_sent(page)
    first, second = [body["device_seq"] for body in taken.bodies]
    assert second == first + 1
