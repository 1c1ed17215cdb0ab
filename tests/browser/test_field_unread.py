"""What a tablet cannot read of its own memory may be anything: it is never called none, and the way out stays open."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.field import WRITES, answer, open_house, press, show
from tests.browser.holders import another_head, enrol_anew, two_holders_answer
from tests.server import Server

pytestmark = pytest.mark.browser
OpenContext = Callable[..., BrowserContext]
CLOSE = """{
const real = IDBFactory.prototype.open;
IDBFactory.prototype.open = function (name, ...more) {
  if (new RegExp(localStorage.getItem("unreadable") ?? "^$").test(name)) throw new DOMException("", "UnknownError");
  return real.call(this, name, ...more);
};
}"""


def unreadable(page: Page, names: str) -> None:
    """From the next opening on, databases of these names cannot be opened."""
    page.evaluate("names => localStorage.setItem('unreadable', names)", names)


@pytest.fixture
def page(page: Page) -> Page:
    page.add_init_script(CLOSE)
    page.route(WRITES, lambda route: route.abort())
    open_house(page)
    answer(page, "gone")
    return page


def test_a_rescue_page_that_can_read_nothing_does_not_say_that_all_was_sent(
    page: Page, look_at: Callable[[Page, str], None]
) -> None:
    unreadable(page, "akiya-field")
    page.goto("/field/rescue/")
    page.wait_for_timeout(500)
    expect(page.locator("#unread")).to_contain_text("職員に お見せください")
    expect(page.locator("#none")).to_be_hidden()
    expect(page.locator("#some")).to_be_hidden()
    expect(page.locator("#count")).to_have_text("")
    look_at(page, "field_rescue_unread")


def test_where_the_app_cannot_read_its_memory_the_way_out_stands_beside_the_sentence(
    page: Page, look_at: Callable[[Page, str], None]
) -> None:
    unreadable(page, "akiya-field")
    page.reload()
    page.locator("[data-slot=sentence]", has_text="記録を ひらけません").wait_for()
    look_at(page, "field_store_failed")
    press(page, "[data-slot=rescue]")
    page.wait_for_url("**/field/rescue/")


def test_of_two_holders_one_cannot_be_read_and_the_file_is_said_to_be_partial(
    open_context: OpenContext, server: Server
) -> None:
    page = open_context("phone", has_touch=True).new_page()
    page.add_init_script(CLOSE)
    page.route(WRITES, lambda route: route.abort())
    two_holders_answer(page, server)
    unreadable(page, "akiya-field$")
    page.goto("/field/rescue/")
    expect(page.locator("#count")).to_have_text("1")
    expect(page.locator("#unread")).to_be_visible()
    expect(page.locator(".partly")).to_be_visible()
    with page.expect_download() as download:
        press(page, "#give")
    file = json.loads(Path(download.value.path()).read_text())
    assert [entry["body"]["answer"] for entry in file["entries"]] == ["occupied"]
    unreadable(page, "^$")
    page.reload()
    expect(page.locator("#count")).to_have_text("2")
    expect(page.locator("#unread")).to_be_hidden()
    expect(page.locator(".partly")).to_be_hidden()


def test_what_cannot_be_read_of_an_earlier_holder_is_not_passed_over(open_context: OpenContext, server: Server) -> None:
    page = open_context("phone", has_touch=True).new_page()
    page.route(WRITES, lambda route: route.abort())
    page.add_init_script(CLOSE)
    enrol_anew(page, "head", server)
    open_house(page)
    answer(page, "gone")
    enrol_anew(page, another_head(server), server)
    unreadable(page, "akiya-field$")
    show(page, "sent")
    expect(page.locator("[data-slot=earlier]")).to_be_visible()
