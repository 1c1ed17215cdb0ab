"""A tablet that takes its time: one press is one answer, and what was prepared goes with it. A house stays in place."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, StorageState, expect

from tests.browser.field import WRITES, answer, open_house, press, show, stored, taking, wait_sent
from tests.browser.test_field_handing_over import photo

pytestmark = pytest.mark.browser
OpenContext = Callable[..., BrowserContext]
SLOW = """Object.defineProperty(IDBTransaction.prototype, "oncomplete", {
  set(act) { this.addEventListener("complete", () => setTimeout(act, globalThis.slow ?? 0)); },
});
const decode = HTMLImageElement.prototype.decode;
HTMLImageElement.prototype.decode = async function () {
  await new Promise((go) => setTimeout(go, globalThis.slow ?? 0));
  return decode.call(this);
};
const getAll = IDBObjectStore.prototype.getAll;
IDBObjectStore.prototype.getAll = function () {
  const asked = getAll.call(this);
  const late = { get result() { return asked.result; }, get error() { return asked.error; } };
  asked.onsuccess = () => setTimeout(() => late.onsuccess(), globalThis.reads ?? 0);
  return late;
};"""


@pytest.fixture
def page(page: Page) -> Page:
    page.add_init_script(SLOW)
    page.route(WRITES, lambda route: route.abort())
    page.reload()
    page.locator("[data-slot=next]").wait_for()
    return page


def slow(page: Page, time: int) -> None:
    page.evaluate("time => { globalThis.slow = time }", time)


def test_a_second_press_while_the_first_is_being_saved_is_no_second_answer(page: Page) -> None:
    open_house(page)
    slow(page, 1500)
    press(page, "[data-answer=occupied]")
    press(page, "[data-answer=gone]")
    page.locator(".strip.good").wait_for()
    page.wait_for_timeout(2000)
    assert [entry["body"]["answer"] for entry in stored(page, "outbox")] == ["occupied"]


def test_news_that_come_while_the_next_screen_is_made_do_not_hold_it_up(page: Page) -> None:
    show(page, "no-change")
    page.evaluate("globalThis.reads = 1500")
    press(page, "[data-slot=yes]")
    page.wait_for_timeout(300)
    page.evaluate("dispatchEvent(new Event('offline'))")
    page.locator(".strip.good").wait_for()
    page.evaluate("globalThis.reads = 0")
    press(page, "[data-slot=undo]")
    page.locator(".strip.good", has_text="取り消しました").wait_for()


def test_a_redraw_that_began_before_a_press_waits_for_the_finger_to_lift(page: Page) -> None:
    show(page, "no-change")
    press(page, "[data-slot=yes]")
    page.locator(".strip.good").wait_for()
    page.evaluate("globalThis.reads = 900")
    page.evaluate("dispatchEvent(new Event('offline'))")
    page.wait_for_timeout(600)  # it is reading by now
    page.locator("[data-slot=undo]").hover()
    page.mouse.down()
    page.wait_for_timeout(1500)
    page.evaluate("globalThis.reads = 0")
    page.mouse.up()
    page.locator(".strip.good", has_text="取り消しました").wait_for()


def test_nothing_changed_is_said_once_and_a_house_is_found_once(page: Page) -> None:
    show(page, "no-change")
    slow(page, 1500)
    press(page, "[data-slot=yes]")
    press(page, "[data-slot=yes]")
    page.wait_for_timeout(3500)
    assert [entry["kind"] for entry in stored(page, "outbox")] == ["no-change"]
    assert isinstance(stored(page, "outbox")[0]["body"]["association"], int), "it says whose word it is"
    show(page, "found")
    press(page, "[data-slot=add]")
    press(page, "[data-slot=add]")
    page.wait_for_timeout(3500)
    assert len(stored(page, "drafts")) == 1


def test_after_a_failure_the_same_screen_answers_again(page: Page) -> None:
    open_house(page)
    page.evaluate("() => { globalThis.real = IDBDatabase.prototype.transaction;"
                  " IDBDatabase.prototype.transaction = () => { throw new Error('full'); }; }")  # fmt: skip
    press(page, "[data-answer=occupied]")
    page.locator(".strip[role=alert]").wait_for()
    page.evaluate("() => { IDBDatabase.prototype.transaction = globalThis.real }")
    answer(page, "gone")
    assert [entry["body"]["answer"] for entry in stored(page, "outbox")] == ["gone"]


def test_a_photo_that_is_ready_late_goes_with_its_answer(page: Page) -> None:
    open_house(page)
    press(page, "[data-slot=photo]")
    slow(page, 1500)
    page.locator("input[type=file]").set_input_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    press(page, "[data-slot=back]")
    page.locator("#asked").wait_for()
    answer(page, "gone")
    page.wait_for_timeout(2000)
    said = sorted(stored(page, "outbox"), key=lambda entry: entry["kind"])
    assert [entry["kind"] for entry in said] == ["observation", "photo"]
    assert said[0]["body"]["photos"] == [said[1]["id"]]
    assert stored(page, "drafts") == []


def test_every_word_of_a_found_house_says_where_it_was_pinned(open_context: OpenContext, tablet: StorageState) -> None:
    elsewhere = {"longitude": 140.5, "latitude": 38.25, "accuracy": 12}
    page = open_context("phone", storage_state=tablet, permissions=["geolocation"], geolocation=elsewhere).new_page()
    page.goto("/field/")
    taken = taking(page)
    page.locator("[data-slot=next]").wait_for()
    press(page, "[data-slot=near]")
    page.locator("h2", has_text="近い順").wait_for()
    show(page, "found")
    press(page, "[data-slot=add]")
    page.locator("#asked").wait_for()
    found = page.url.split("/")[-1]
    for said in ("gone", "occupied"):
        answer(page, said)
        show(page, f"question/{found}")
        page.locator("#asked").wait_for()
    wait_sent(page)
    first, second = (body for body in taken.bodies if body["found"] == found)
    assert first["place"] == second["place"]
    assert first["place"]["lng"] != 140.5
    assert first["place"]["accuracy"] is None


def test_a_position_that_was_refused_once_is_asked_for_again(
    open_context: OpenContext, tablet: StorageState, look_at: Callable[[Page, str], None]
) -> None:
    page = open_context("phone", storage_state=tablet).new_page()
    page.goto("/field/")
    page.locator("[data-slot=next]").wait_for()
    press(page, "[data-slot=near]")
    expect(page.locator(".strip[role=alert]")).to_contain_text("いまいる所が わかりません")
    look_at(page, "field_nowhere")
    page.reload()
    page.locator("[data-slot=near]").wait_for()
    show(page, "map")
    expect(page.locator("[data-slot=here]")).to_be_visible()
    press(page, "[data-slot=here]")
    expect(page.locator(".strip[role=alert]")).to_contain_text("いまいる所が わかりません")
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"longitude": 140.4, "latitude": 38.4})
    press(page, "[data-slot=here]")
    page.locator(".here").wait_for()
