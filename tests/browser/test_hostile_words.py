"""A script in every text of the register: every page is opened, and none of them runs it."""

from collections import Counter
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.field import screens_with_words, show
from tests.browser.walk import OF_THE_OFFICE, enter, walk
from tests.server import Server

pytestmark = pytest.mark.browser


@pytest.fixture
def hits() -> list[str]:
    return []


@pytest.fixture
def context(chromium: Browser, poisoned: Server, hits: list[str]) -> Iterator[BrowserContext]:
    context = chromium.new_context(base_url=poisoned.url, viewport={"width": 1440, "height": 900}, locale="ja-JP")
    context.set_default_timeout(15_000)
    context.expose_function("hit", lambda: hits.append("a script ran"))
    # The policy of the pages would stop the script; that it had to is a hit, too.
    context.on("console", lambda said: hits.append(said.text) if "Content Security Policy" in said.text else None)
    context.on("dialog", lambda dialog: hits.append(dialog.message))
    yield context
    context.close()


def harmless(page: Page, hits: list[str]) -> None:
    assert page.locator("img[src=x], [onerror]").count() == 0, page.url
    assert hits == [], page.url


def test_no_page_of_the_office_runs_what_stands_in_its_texts(context: BrowserContext, hits: list[str]) -> None:
    page = context.new_page()
    enter(page, "admin")
    opened = Counter[str]()
    for route in walk(page):
        harmless(page, hits)
        opened[route] += 1
    assert OF_THE_OFFICE - set(opened) == set()

    page.goto("/map/")
    page.wait_for_load_state("networkidle")
    page.locator("#map").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#card .card-sheet")).to_be_visible()
    assert "<img src=x" in page.locator("#card").inner_text()
    harmless(page, hits)

    page.locator(".search [name=q]").press_sequentially("img")
    offered = page.locator(".search [role=option]").first
    expect(offered).to_contain_text("<img src=x")
    harmless(page, hits)


def test_no_screen_of_the_field_app_does(context: BrowserContext, poisoned: Server, hits: list[str]) -> None:
    link = next(word for word in poisoned.manage("enrol", "head").split() if "/field/enrol/" in word)
    page = context.new_page()
    page.goto(link[link.index("/field/") :])
    harmless(page, hits)
    page.locator("form button[type=submit]").click()
    page.wait_for_url("**/field/")
    page.locator("a.row").first.wait_for()
    assert "<img src=x" in page.locator("main").inner_text()
    house = (page.locator("ol a.row").first.get_attribute("href") or "").rsplit("/", 1)[-1]
    for screen in ("", "all", *screens_with_words(int(house))):
        show(page, screen)
        harmless(page, hits)
