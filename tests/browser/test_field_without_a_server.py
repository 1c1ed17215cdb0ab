"""The app lives on the tablet: it opens with the server dead and the tablet started anew."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright

from tests.browser.chromium import whole
from tests.browser.conftest import CHROMIUM_FLAGS, SCREENS, SIZES
from tests.browser.field import answer, open_house, press, show, stored, wait_sent
from tests.relay import Relay
from tests.server import Server

pytestmark = pytest.mark.browser
KEPT = "navigator.serviceWorker.ready.then(({ active }) => new Promise(done => active.state === 'activated' ? done(1)"
KEPT += " : active.addEventListener('statechange', () => active.state === 'activated' && done(1))))"
INKED = """canvas => {
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return new Set(new Uint32Array(data.buffer)).size;
}"""

BREAK = """async names => {
  const nonsense = () => new Response("nonsense(", { headers: { "Content-Type": "text/javascript" } });
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const { url } of await cache.keys()) if (new RegExp(names).test(url)) await cache.put(url, nonsense());
  }
}"""
HEARD = """address => fetch(address, { method: address.includes("offer") ? "POST" : "GET" })
  .then(() => true, () => false)"""


@pytest.fixture
def relay(server: Server) -> Iterator[Relay]:
    with Relay(server.url) as relay:
        yield relay


@pytest.fixture
def power(playwright: Playwright, relay: Relay, tmp_path: Path) -> Iterator[Callable[[], BrowserContext]]:
    """Switch the tablet on: the same profile each time, as after a restart."""
    running: list[BrowserContext] = []

    def on() -> BrowserContext:
        while running:
            running.pop().close()
        width, height = SIZES["phone"]
        context = playwright.chromium.launch_persistent_context(
            tmp_path / "profile",
            executable_path=whole(),
            args=CHROMIUM_FLAGS,
            base_url=relay.url,
            viewport={"width": width, "height": height},
            locale="ja-JP",
            timezone_id="Asia/Tokyo",
            has_touch=True,
        )
        context.set_default_timeout(15_000)
        running.append(context)
        return context

    yield on
    while running:
        running.pop().close()


def enrolled(context: BrowserContext, server: Server, login: str = "head") -> Page:
    link = next(word for word in server.manage("enrol", login).split() if word.startswith("http"))
    page = context.new_page()
    page.goto(link[link.index("/field/") :])
    page.locator("form button[type=submit]").click()
    page.locator("[data-slot=next]").wait_for()
    page.evaluate(KEPT)
    return page


def test_the_whole_day_works_with_the_server_dead_and_the_tablet_started_anew(
    power: Callable[[], BrowserContext], relay: Relay, server: Server
) -> None:
    enrolled(power(), server)
    relay.die()
    page = power().new_page()
    page.goto("/field/")
    page.locator("[data-slot=next]").wait_for()
    assert page.locator("[data-slot=ahead-list] .row").count() > 0
    show(page, "map")
    page.locator(".plan-tile").first.wait_for()
    colours = [tile.evaluate(INKED) for tile in page.locator(".plan-tile").all()]
    assert max(colours) > 20, "ground, roads, footprints and the edges of letters"
    assert page.locator(".pin").count() > 0
    page.screenshot(path=SCREENS / "field_map_without_a_server_phone.png")
    show(page, "")
    open_house(page)
    answer(page, "occupied")
    assert len(stored(page, "outbox")) == 1

    again = power().new_page()
    again.goto("/field/")
    again.locator(".row.done").first.wait_for()
    assert len(stored(again, "outbox")) == 1
    relay.live()
    again.evaluate("dispatchEvent(new Event('online'))")
    wait_sent(again)
    assert len(stored(again, "receipts")) == 1


def test_what_was_not_sent_is_taken_out_though_the_app_is_broken_and_the_server_dead(
    power: Callable[[], BrowserContext], relay: Relay, server: Server, look_at: Callable[[Page, str], None]
) -> None:
    page = enrolled(power(), server)
    relay.die()
    open_house(page)
    answer(page, "gone")
    page.evaluate(BREAK, "(app|store)\\.")
    page.goto("/field/")
    page.wait_for_timeout(500)
    assert page.locator("[data-slot=next]").count() == 0, "or the app is not broken"
    page.goto("/field/rescue/")
    with page.expect_download() as download:
        press(page, "#give")
    page.locator("#given").wait_for()
    look_at(page, "field_rescue")
    assert '"answer":"gone"' in Path(download.value.path()).read_text()


def test_the_worker_answers_nothing_but_the_app(
    power: Callable[[], BrowserContext], relay: Relay, server: Server
) -> None:
    page = enrolled(power(), server)
    relay.die()
    for address in ("api/package", "api/hello", "api/offer", "enrol/", "/"):
        assert page.evaluate(HEARD, address) is False, address
    kept = page.evaluate(
        "caches.keys().then(async names => (await Promise.all(names.map(async name => "
        "(await (await caches.open(name)).keys()).map(({ url }) => url)))).flat())"
    )
    assert [url for url in kept if "/api/" in url] == []


def test_what_is_sent_and_asked_goes_past_the_worker(
    power: Callable[[], BrowserContext], relay: Relay, server: Server
) -> None:
    page = enrolled(power(), server)
    through: dict[bool, set[str]] = {True: set(), False: set()}
    page.on("response", lambda got: through[got.from_service_worker].add(urlsplit(got.url).path))
    page.reload()
    open_house(page)
    answer(page, "occupied")
    wait_sent(page)
    assert "/field/" in through[True], "or no worker is there"
    assert {path.split("/")[3] for path in through[False] if "/api/" in path} >= {"package", "observations"}
    assert [path for path in through[True] if "/api/" in path] == []


def test_a_newer_app_waits_until_nothing_is_being_entered(
    power: Callable[[], BrowserContext], relay: Relay, server: Server
) -> None:
    page = enrolled(power(), server)
    open_house(page)
    page.evaluate("window.old = true")
    relay.change = lambda body: body.replace(b'"version": "', b'"version": "x')
    page.evaluate("navigator.serviceWorker.getRegistration().then(registration => registration.update())")
    waiting = "navigator.serviceWorker.getRegistration().then(({ waiting }) => Boolean(waiting))"
    for _ in range(50):
        if page.evaluate(waiting):
            break
        page.wait_for_timeout(100)
    page.wait_for_timeout(500)
    assert page.evaluate(waiting) is True
    assert page.evaluate("window.old") is True
    with page.expect_event("domcontentloaded"):
        page.evaluate("location.hash = '#/'")
    assert page.evaluate("window.old") is None
    page.locator("[data-slot=next]").wait_for()
    names = page.evaluate("caches.keys()")
    assert len(names) == 1
    assert names[0].startswith("akiya-shell-x")
