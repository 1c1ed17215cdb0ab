"""はじめての設定 inside the app: by the number of the paper, and by its pattern where the tablet can read one."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.conftest import with_a_finger
from tests.browser.field import press
from tests.browser.two_presses import press_twice
from tests.server import Server

pytestmark = pytest.mark.browser
OpenContext = Callable[..., BrowserContext]
LookAt = Callable[[Page, str], None]
READS = """(paper => {
  globalThis.BarcodeDetector = class {
    static async getSupportedFormats() { return ["qr_code"]; }
    async detect() { return [{ rawValue: "https://elsewhere.example/field/enrol/x" }, { rawValue: paper }]; }
  };
  const stream = () => document.createElement("canvas").captureStream(5);
  const camera = { getUserMedia: async () => stream() };
  Object.defineProperty(navigator, "mediaDevices", { value: camera });
  HTMLMediaElement.prototype.play = async () => {};
})"""


FAILS = """const real = BarcodeDetector.prototype.detect;
BarcodeDetector.prototype.detect = async function () {
  if (!globalThis.works) throw new DOMException("", "InvalidStateError");
  return real.call(this);
};"""


def paper(server: Server) -> str:
    link = next(word for word in server.manage("enrol", "head").split() if word.startswith("http"))
    return server.url + link[link.index("/field/") :]


def test_the_paper_before_the_camera_opens_the_app(open_context: OpenContext, server: Server, look_at: LookAt) -> None:
    page = open_context("tablet", has_touch=True).new_page()
    page.add_init_script(f"{READS}({paper(server)!r})")
    page.goto("/field/")
    page.wait_for_url("**/field/enrol/")
    look_at(page, "field_enrol")
    press(page, "#open-camera")
    page.wait_for_url("**/field/enrol/*")
    press(page, "form button[type=submit]")
    page.locator("[data-slot=next]").wait_for()


def test_a_look_of_the_camera_that_fails_is_only_missed(open_context: OpenContext, server: Server) -> None:
    page = open_context("tablet", has_touch=True).new_page()
    page.add_init_script(f"{READS}({paper(server)!r})")
    page.add_init_script(FAILS)
    page.goto("/field/enrol/")
    press(page, "#open-camera")
    page.locator("#no-camera").wait_for(timeout=15_000)
    page.evaluate("globalThis.works = true")
    page.wait_for_url("**/field/enrol/*")


@pytest.mark.parametrize("way", ["link", "number"])
def test_whoever_presses_twice_while_the_line_is_slow_is_let_in(
    open_context: OpenContext, server: Server, way: str
) -> None:
    page = open_context("phone", has_touch=True).new_page()
    link = paper(server)
    page.goto(link)
    if way == "number":
        code = re.findall(r"\b\d{12}\b", server.manage("enrol", "head"))[0]
        page.goto("/field/enrol/")
        page.locator("#code").fill(code)
        page.locator("#code").press("Enter")
        page.locator("input[name=sure]").wait_for(state="attached")
    button = page.locator("form button[type=submit]").first
    sent = press_twice(page, button, "**/field/enrol/**")
    page.wait_for_url("**/field/")
    page.locator("[data-slot=next]").wait_for()
    assert len(sent) == 1


def test_without_a_reader_only_the_number_is_asked_for(open_context: OpenContext) -> None:
    page = open_context("phone", has_touch=True).new_page()
    page.goto("/field/enrol/")
    page.wait_for_timeout(500)
    assert page.locator("#scan").is_hidden()
    assert page.locator("#code").is_visible()


@pytest.mark.parametrize("size", ["tablet", "phone"])
def test_by_the_number_too_it_asks_whose_tablet_it_is(
    open_context: OpenContext, server: Server, look_at: LookAt, size: str
) -> None:
    page = open_context(size, has_touch=True).new_page()
    code = re.findall(r"\b\d{12}\b", server.manage("enrol", "head"))[0]
    page.goto("/field/enrol/")
    page.locator("#code").fill(code)
    press(page, "form:has(#code) button[type=submit]")
    page.locator("h2", has_text="タブレットですか").wait_for()
    look_at(page, "field_enrol_sure")
    press(page, "a.ghost")
    page.locator("#code").fill(code)
    press(page, "form:has(#code) button[type=submit]")
    press(page, "form:has([name=sure]) button[type=submit]")
    page.locator("[data-slot=next]").wait_for()


def test_a_camera_that_is_refused_leaves_the_number(open_context: OpenContext, server: Server) -> None:
    page = open_context("phone", has_touch=True).new_page()
    refusing = READS.replace("async () => stream()", "async () => { throw new DOMException('', 'NotAllowedError'); }")
    page.add_init_script(f"{refusing}('')")
    page.goto("/field/enrol/")
    press(page, "#open-camera")
    page.locator("#no-camera", has_text="番号を 入れてください").wait_for()
    assert page.locator("#code").is_visible()


def test_a_passkey_made_after_the_paper_opens_the_app_when_the_key_is_lost(
    open_context: OpenContext, server: Server, look_at: LookAt
) -> None:
    """Passkeys belong to a name: to localhost they do, to 127.0.0.1 they never do."""
    page = open_context("tablet", has_touch=True).new_page()
    with_a_finger(page)
    page.goto(paper(server).replace("127.0.0.1", "localhost"))
    press(page, "form button[type=submit]")
    page.wait_for_url("**/field/passkey/")
    look_at(page, "field_passkey")
    press(page, "#make")
    page.locator("[data-slot=next]").wait_for()
    page.context.clear_cookies()
    page.goto(f"{server.url.replace('127.0.0.1', 'localhost')}/field/enrol/")
    page.locator("#enter").wait_for()
    look_at(page, "field_enrol_again")
    press(page, "#enter")
    page.locator("[data-slot=next]").wait_for()
    page.goto(page.url.split("#")[0] + "passkey/")
    page.wait_for_url("**/field/")


def test_who_wants_no_passkey_goes_on(open_context: OpenContext, server: Server) -> None:
    page = open_context("phone", has_touch=True).new_page()
    with_a_finger(page, is_known=False)
    page.goto(paper(server).replace("127.0.0.1", "localhost"))
    press(page, "form button[type=submit]")
    page.wait_for_url("**/field/passkey/")
    press(page, "#make")
    page.locator("#passkey-failed", has_text="いまは しない").wait_for()
    page.get_by_role("link", name="いまは しない").click()
    page.locator("[data-slot=next]").wait_for()
