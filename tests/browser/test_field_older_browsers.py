"""The oldest browsers that docs/manual/ipad.md names: what they never learnt is not needed.

tests/surveys/js/oldest-browsers.test.js reads the app for whatever they have not learnt.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.field import WRITES, answer, open_house, press, show, taking, wait_sent
from tests.server import Server

pytestmark = pytest.mark.browser
# Each is newer than Safari 15.4 or Chrome 93.
NEWER = [
    "AbortSignal.timeout",
    "AbortSignal.any",
    "URL.canParse",
    "structuredClone",
    "Array.prototype.toSorted",
    "Array.prototype.findLast",
    "Array.fromAsync",
    "Object.groupBy",
    "Promise.withResolvers",
    "Promise.try",
    "String.prototype.toWellFormed",
]
# What the app asks for first, because some browser has it not or lets no page have it.
ASKED_FOR = [
    "StorageManager.prototype.persist",
    "Navigator.prototype.storage",
    "Navigator.prototype.canShare",
    "Navigator.prototype.share",
    "Navigator.prototype.serviceWorker",
]


def test_a_tablet_without_what_is_newer_lists_answers_and_sends(page: Page) -> None:
    taken = taking(page)
    page.add_init_script("".join(f"delete {name};" for name in NEWER))
    page.reload()
    open_house(page)
    assert page.evaluate("typeof AbortSignal.timeout") == "undefined", "or nothing was taken away"
    answer(page, "occupied")
    wait_sent(page)
    assert [body["answer"] for body in taken.bodies] == ["occupied"]


def test_a_tablet_without_what_the_app_asks_for_first_does_its_whole_job(page: Page) -> None:
    taken = taking(page)
    page.add_init_script("".join(f"delete {name};" for name in [*NEWER, *ASKED_FOR]))
    page.reload()
    open_house(page)
    assert page.evaluate("'storage' in navigator || 'serviceWorker' in navigator") is False, "or nothing was taken away"
    answer(page, "occupied")
    wait_sent(page)
    assert [body["answer"] for body in taken.bodies] == ["occupied"]
    page.unroute(WRITES)
    page.route(WRITES, lambda route: route.abort())
    answer(page, "gone")
    show(page, "sent")
    with page.expect_download() as file:
        press(page, "[data-slot=give]")
    assert '"answer":"gone"' in Path(file.value.path()).read_text()


@pytest.mark.parametrize("address", ["/field/enrol/", "/field/rescue/"])
def test_a_browser_that_is_older_is_told_so_without_a_script(chromium: Browser, server: Server, address: str) -> None:
    context = chromium.new_context(
        base_url=server.url, locale="ja-JP", java_script_enabled=False, service_workers="block"
    )
    page = context.new_page()
    page.goto(address)
    expect(page.locator(".too-old")).to_be_hidden()
    page.route("**/*.css", unlearnt)
    page.goto(address)
    expect(page.get_by_text("この タブレットは 古いため")).to_be_visible()
    context.close()


def unlearnt(route: Route) -> None:
    """A stylesheet as a browser reads it that does not know what it asks for."""
    answered = route.fetch()
    route.fulfill(
        response=answered,
        body=answered.text()
        .replace("accent-color:auto", "unknown:auto")
        .replace("accent-color: auto", "unknown: auto"),
    )
