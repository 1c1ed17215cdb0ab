"""What every test of the field app does: press as a hand does, hold the signal back, and see what is kept and sent."""

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg
from playwright.sync_api import Browser, Page, Route, StorageState

from tests.server import Server

WRITES = re.compile(r"/field/api/(observations|photos|no-change)/")
PHONE = (360, 780)
GUARD = 450  # ms: a press within 400 of the one before is the same press of a shaking hand

STORED = """store => new Promise((resolve, reject) => {
  const opening = indexedDB.open("akiya-field");
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const reading = opening.result.transaction(store).objectStore(store).getAll();
    reading.onsuccess = () => { opening.result.close(); resolve(JSON.stringify(reading.result)); };
  };
})"""


# Tests share the town, and some answer for good: whoever comes after them still finds a round to make.
ROUND = 6
OPEN = """
SELECT count(*) FROM surveys_request asked
  JOIN akiya_term term ON term.area_id = asked.association_id AND term.role = 'head'
  JOIN akiya_person person ON person.id = term.person_id
 WHERE person.login = %s AND term.ends_on IS NULL AND asked.closed_on IS NULL
"""
ASK = """
from akiya.access import CONSOLE, as_register
from akiya.models import House, Term
from akiya.words import RequestReason
from surveys.asking import ask
from surveys.models import Request
with as_register():
    area = Term.objects.in_force().get(person__login="{login}").area_id
    others = House.objects.filter(housearea__area=area, point__isnull=False, merged_into=None)
    never = others.exclude(pk__in=Request.objects.filter(association=area).values("house"))
    for house in never.order_by("pk")[:{missing}]:
        ask(house, RequestReason.AUDIT, CONSOLE)
"""


def ask_about_enough(login: str, server: Server) -> None:
    """See to it that a head is asked about a round of houses."""
    with psycopg.connect(server.env["DATABASE_OWNER_URL"]) as owner:
        found = owner.execute(OPEN, [login]).fetchone()
    missing = ROUND - found[0] if found else ROUND
    if missing > 0:
        server.manage("shell", "-v0", "-c", ASK.format(login=login, missing=missing))


def screens_with_words(house: int) -> list[str]:
    """The addresses of the screens between the list and what is sent, those of one house among them."""
    return [f"question/{house}", f"photo/{house}", f"memo/{house}", "map", "found", "no-change", "sent"]


def tablet_of(login: str, server: Server, chromium: Browser) -> StorageState:
    """A tablet enrolled for a head who is asked about some houses, to be opened as often as wanted.

    It has its key, and nothing was said on it yet.
    """
    ask_about_enough(login, server)
    link = next(word for word in server.manage("enrol", login).split() if word.startswith("http"))
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(server.url + link[link.index("/field/") :])
        page.locator("form button[type=submit]").click()
        page.wait_for_url("**/field/")
        return context.storage_state()


# Every page of the tests notes by the clock of events when it was pressed last, as the app itself does.
NOTE_PRESSES = """
window.pressedAt = -Infinity;
const note = (event) => (window.pressedAt = event.timeStamp);
for (const kind of ["pointerup", "click"]) addEventListener(kind, note, true);
"""
UNTIL_NEXT = "guard => Math.max(0, guard - (performance.now() - (window.pressedAt ?? performance.now())))"


def press(page: Page, selector: str) -> None:
    """Press once, and not sooner after the press before than the app takes for a press of its own."""
    page.locator(selector).wait_for()
    page.wait_for_timeout(page.evaluate(UNTIL_NEXT, GUARD))
    page.locator(selector).click()


def open_house(page: Page) -> None:
    """From the list to the question of the next house."""
    press(page, "[data-slot=next]")
    page.locator(".answers").wait_for()


def answer(page: Page, code: str) -> None:
    """Answer the house on show, and wait until the app says that it is saved."""
    before = page.url
    press(page, f"[data-answer={code}]")
    page.wait_for_url(lambda url: url != before)
    page.locator(".strip.good", has_text="保存しました").wait_for()


@contextmanager
def no_signal(page: Page) -> Iterator[None]:
    """Walk where there is no signal, and come back."""

    def lost(route: Route) -> None:
        route.abort("internetdisconnected")

    page.route(WRITES, lost)
    page.context.set_offline(True)
    yield
    page.unroute(WRITES, lost)
    page.context.set_offline(False)


SHOWN = """address => new Promise((shown, failed) => {
  const to = "#/" + address;
  if (location.hash === to) return shown();
  new MutationObserver((_changes, watch) => { watch.disconnect(); shown(); })
    .observe(document.getElementById("app"), { childList: true });
  location.hash = to;
  setTimeout(() => failed(new Error("no screen was drawn for " + to)), 5000);
})"""


def show(page: Page, address: str) -> None:
    """Go to a screen by its address. Returns when it is on show."""
    page.evaluate(SHOWN, address)


def stored(page: Page, store: str) -> list[dict[str, Any]]:
    """What the tablet holds in one of its stores."""
    found: list[dict[str, Any]] = json.loads(page.evaluate(STORED, store))
    return found


def repackaged(page: Page, change: Callable[[dict[str, Any]], None]) -> None:
    """Let the tablet fetch another package than the server's, and open the app anew with it."""

    def other(route: Route) -> None:
        headers = {name: value for name, value in route.request.headers.items() if name != "if-none-match"}
        package = route.fetch(headers=headers).json()
        change(package)
        route.fulfill(json=package)

    page.route("**/field/api/package", other)
    with page.expect_response("**/field/api/package"):
        page.goto("/field/")
        page.reload()
    page.wait_for_timeout(500)


def heading(page: Page) -> str:
    return page.locator("h1").inner_text()


@dataclass
class Taken:
    """What a server took that keeps its word and nothing else: the register behind it stays untouched."""

    kinds: list[str] = field(default_factory=list)
    bodies: list[dict[str, Any]] = field(default_factory=list)
    files: list[bytes] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def take(self, route: Route) -> None:
        """Acknowledge one thing as the contract says: its id, and the hash of a photo."""
        request = route.request
        kind, name = request.url.split("?")[0].split("/")[-2:]
        self.kinds.append(kind)
        self.headers.append(request.headers)
        content = request.post_data_buffer or b""
        if kind == "photos":
            self.files.append(content)
        else:
            self.bodies.append({"id": name, **json.loads(content)})
        now = dt.datetime.now(dt.UTC).isoformat()
        route.fulfill(json={"id": name, "sha256": request.headers.get("content-sha256"), "recorded_at": now})


def taking(page: Page) -> Taken:
    """Put such a server before the register."""
    taken = Taken()
    page.route(WRITES, taken.take)
    return taken


def wait_sent(page: Page) -> None:
    """Wait until nothing is left to send; what the server failed upon is tried again after some seconds."""
    for _ in range(200):
        if not stored(page, "outbox"):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"still waiting: {stored(page, 'outbox')}")
