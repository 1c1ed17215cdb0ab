"""The system ends the tablet's database behind the page, as iOS does while the screen is off: the work goes on."""

import pytest
from playwright.sync_api import Page

from tests.browser.field import answer, no_signal, open_house, press, show, stored, taking, wait_sent

pytestmark = pytest.mark.browser
LEND = """const lent = new Set();
const real = indexedDB.open.bind(indexedDB);
IDBFactory.prototype.open = function (...asked) {
  if (globalThis.broken) throw new DOMException("", "UnknownError");
  const opening = real(...asked);
  opening.addEventListener("success", () => lent.add(opening.result));
  return opening;
};
globalThis.sleep = (broken) => {
  for (const one of lent) one.close();
  lent.clear();
  globalThis.broken = broken;
};"""


@pytest.fixture
def page(page: Page) -> Page:
    """The app in a browser whose databases can be ended from outside."""
    page.add_init_script(LEND)
    page.reload()
    page.locator("[data-slot=next]").wait_for()
    return page


def sleep(page: Page, for_good: bool = False) -> None:
    page.evaluate("broken => sleep(broken)", for_good)


def wake(page: Page) -> None:
    page.evaluate("globalThis.broken = false")


def failed(page: Page) -> None:
    """The page says that nothing was saved."""
    page.locator(".strip[role=alert]", has_text="保存できませんでした。もう一度 押してください。").wait_for()


def test_an_answer_is_kept_once_and_the_next_house_opens(page: Page) -> None:
    page.route("**/field/api/observations/**", lambda route: route.abort())
    open_house(page)
    sleep(page)
    answer(page, "unsure")
    page.locator(".answers").wait_for()
    assert [entry["body"]["answer"] for entry in stored(page, "outbox")] == ["unsure"]


def test_a_house_opens(page: Page) -> None:
    sleep(page)
    open_house(page)


def test_every_letter_of_a_memo_is_kept(page: Page) -> None:
    open_house(page)
    press(page, "[data-slot=memo]")
    page.locator("textarea").press_sequentially("ポストに")
    sleep(page)
    page.locator("textarea").press_sequentially("チラシ")
    press(page, "[data-slot=done]")
    page.locator("[data-slot=memo-word]", has_text="メモを 見る").wait_for()
    assert [draft["note"] for draft in stored(page, "drafts")] == ["ポストにチラシ"]


def test_half_a_letter_in_a_memo_is_not_kept(page: Page) -> None:
    open_house(page)
    press(page, "[data-slot=memo]")
    page.locator("textarea").evaluate(
        "area => { area.value = 'ねこ🐈\\ud83d'; area.dispatchEvent(new Event('input')) }"
    )
    press(page, "[data-slot=done]")
    page.locator("[data-slot=memo-word]", has_text="メモを 見る").wait_for()
    assert [draft["note"] for draft in stored(page, "drafts")] == ["ねこ🐈"]


def test_a_house_is_found(page: Page) -> None:
    show(page, "found")
    page.locator(".plan canvas").first.wait_for()
    sleep(page)
    press(page, "[data-slot=add]")
    page.locator(".answers").wait_for()


def test_what_waits_is_sent_without_opening_the_app_anew(page: Page) -> None:
    taken = taking(page)
    open_house(page)
    with no_signal(page):
        answer(page, "occupied")
        answer(page, "gone")
        sleep(page)
    wait_sent(page)
    assert sorted(body["answer"] for body in taken.bodies) == ["gone", "occupied"]


def test_where_it_does_not_come_back_an_answer_is_said_not_to_be_saved(page: Page) -> None:
    page.route("**/field/api/observations/**", lambda route: route.abort())
    open_house(page)
    sleep(page, for_good=True)
    press(page, "[data-answer=unsure]")
    failed(page)
    assert page.get_by_text("保存しました").count() == 0
    wake(page)
    answer(page, "unsure")
    assert [entry["body"]["answer"] for entry in stored(page, "outbox")] == ["unsure"]


def test_where_it_does_not_come_back_a_memo_is_said_not_to_be_saved_and_stays_on_the_screen(page: Page) -> None:
    open_house(page)
    press(page, "[data-slot=memo]")
    page.locator("textarea").wait_for()
    sleep(page, for_good=True)
    page.locator("textarea").press_sequentially("チラシ")
    failed(page)
    press(page, "[data-slot=done]")
    assert page.locator("textarea").input_value() == "チラシ"
    wake(page)
    press(page, "[data-slot=done]")
    page.locator("[data-slot=memo-word]", has_text="メモを 見る").wait_for()
    assert [draft["note"] for draft in stored(page, "drafts")] == ["チラシ"]


def test_where_it_does_not_come_back_a_found_house_and_no_change_are_said_not_to_be_saved(page: Page) -> None:
    show(page, "found")
    page.locator(".plan canvas").first.wait_for()
    sleep(page, for_good=True)
    press(page, "[data-slot=add]")
    failed(page)
    wake(page)
    show(page, "no-change")
    sleep(page, for_good=True)
    press(page, "[data-slot=yes]")
    failed(page)


def test_where_it_does_not_come_back_a_photo_is_said_not_to_be_saved(page: Page) -> None:
    open_house(page)
    press(page, "[data-slot=photo]")
    page.locator("input[type=file]").wait_for(state="attached")
    sleep(page, for_good=True)
    page.locator("input[type=file]").set_input_files({"name": "a.heic", "mimeType": "image/heic", "buffer": b"\0" * 99})
    page.locator("[data-slot=trouble]", has_text="写真を 保存できませんでした。").wait_for()


def test_where_it_does_not_come_back_a_screen_says_so_and_opens_later(page: Page) -> None:
    sleep(page, for_good=True)
    press(page, "[data-slot=next]")
    page.locator("[data-slot=sentence]", has_text="この タブレットの 記録を ひらけません。").wait_for()
    wake(page)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.locator(".answers").wait_for()
