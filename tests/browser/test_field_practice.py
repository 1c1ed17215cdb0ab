"""れんしゅう: the same screens on a street that is nowhere, of which nothing ever leaves the tablet."""

import io
from collections.abc import Callable

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page

from tests.browser.field import answer, heading, open_house, press, show, stored

pytestmark = pytest.mark.browser
OpenContext = Callable[..., BrowserContext]
LookAt = Callable[[Page, str], None]
FRAME = "getComputedStyle(document.body).borderLeftWidth"


@pytest.fixture
def page(page: Page) -> Page:
    """The app once it is kept on the telephone."""
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_timeout(1000)
    return page


def practise(page: Page) -> None:
    press(page, "a[href='?practice']")
    page.locator("html[data-practice]").wait_for()
    page.locator("[data-slot=next]").wait_for()


def test_a_whole_round_is_practised_and_no_request_leaves(page: Page, look_at: LookAt) -> None:
    practise(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if not request.url.startswith("blob:") else None)
    look_at(page, "field_practice_list")
    open_house(page)
    look_at(page, "field_practice_question")
    press(page, "[data-slot=photo]")
    file = io.BytesIO()
    Image.radial_gradient("L").save(file, "JPEG")
    page.locator("input[type=file]").set_input_files(
        {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}
    )
    page.locator(".picture").wait_for()
    press(page, "[data-slot=done]")
    answer(page, "vacant")
    press(page, "[data-slot=none]")
    for _ in range(3):
        page.locator("#asked").wait_for()
        answer(page, "occupied")
    assert page.get_by_text("今日は おわりです").is_visible()
    show(page, "map")
    page.locator(".pin").first.wait_for()
    look_at(page, "field_practice_map")
    show(page, "no-change")
    press(page, "[data-slot=yes]")
    page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_timeout(2000)
    assert [url for url in asked if "/static/" not in url] == []
    assert stored(page, "outbox") == []
    assert stored(page, "receipts") == []


def test_it_cannot_be_taken_for_the_real_one(page: Page) -> None:
    before = page.evaluate(FRAME)
    assert page.locator(".practice").is_hidden()
    practise(page)
    assert page.locator(".practice", has_text="市には とどきません").is_visible()
    assert page.evaluate(FRAME) != before
    assert page.get_by_text("れんしゅう町 1-1").first.is_visible()


def test_its_end_leaves_nothing_behind(page: Page) -> None:
    first = page.locator("[data-slot=next-house]").inner_text()
    practise(page)
    open_house(page)
    answer(page, "gone")
    press(page, ".practice a")
    page.locator("html:not([data-practice])").wait_for()
    page.locator("[data-slot=next]").wait_for()
    assert page.locator("[data-slot=next-house]").inner_text() == first
    page.wait_for_timeout(500)
    names = page.evaluate("indexedDB.databases().then(all => all.map(({ name }) => name))")
    assert names == ["akiya-field"]
    assert heading(page) == "今日 まわる家"
    practise(page)
    assert page.locator("[data-slot=count]").inner_text() == "4軒のうち 0軒"
