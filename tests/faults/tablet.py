"""A tablet: a real Chromium process with a profile on the disk, which can be killed and opened again.

Answers go in by the screen where the screen is the point (``press_answer``), and otherwise through the modules that
the screen calls, drafts.js, picture.js and outbox.js, packed as a hand of their own beside the app (``save``). Sending
is always the app's own, woken as a tablet wakes it, by the window's focus.
"""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Playwright
from playwright.sync_api import Error as BrowserError

from tests.browser.chromium import whole
from tests.browser.conftest import CHROMIUM_FLAGS
from tests.browser.field import answer, show, stored
from tests.faults.account import Said
from tests.server import Server

Key = list[Any]  # the cookies by which the register knows a tablet
FLAGS = (*CHROMIUM_FLAGS, "--headless=new", "--accept-lang=ja-JP", "--window-size=820,1180")
OPENING = 30  # s

HAND = "import('/static/surveys/field/hand.js')"
SAVE = f"""async ({{house, memo, answer, hue}}) => {{
  const {{ drafts, outbox, picture }} = await {HAND};
  const photos = [];
  await drafts.keepNote(house.id, memo);
  if (hue !== null) {{
    const canvas = new OffscreenCanvas(320, 240);
    const paint = canvas.getContext("2d");
    paint.fillStyle = `hsl(${{hue}} 60% 50%)`;
    paint.fillRect(0, 0, 320, 240);
    paint.fillStyle = "white";
    paint.font = "32px sans-serif";
    paint.fillText(memo, 20, 120);
    const shot = await picture.ready(await canvas.convertToBlob({{ type: "image/png" }}));
    await drafts.keepPhoto(house.id, shot);
    photos.push(shot.sha256);
  }}
  await outbox.keepAnswer(house, {{ answer, same: false, open: false, here: null }});
  return photos;
}}"""
NOTE = f"async ({{house, memo}}) => {{ await (await {HAND}).drafts.keepNote(house, memo); }}"


class Tablet:
    """A profile on the disk, and the browser that is open on it, if one is."""

    def __init__(self, playwright: Playwright, profile: Path, url: str, key: Key | None = None) -> None:
        self.playwright, self.profile, self.url = playwright, profile, url
        self.said: list[Said] = []
        self.houses: list[dict[str, Any]] = []
        self._key: Key = key or []
        self._process: subprocess.Popen[bytes] | None = None
        self._browser: Browser | None = None

    @property
    def page(self) -> Page:
        assert self._browser is not None
        return self._browser.contexts[0].pages[0]

    def enrol(self, login: str, server: Server) -> Key:
        """Become the tablet of a head, by the paper that staff would print. Returns its key."""
        link = next(word for word in server.manage("enrol", login).split() if word.startswith("http"))
        self._start()
        self.page.goto(self.url + link[link.index("/field/") :])
        self.page.locator("form button[type=submit]").click()
        self.page.wait_for_url("**/field/")
        self._ready(self.page)
        self.houses = houses_of(self.page)
        # Chromium writes cookies to the disk half a minute late, and a storm kills it sooner.
        self._key = self.page.context.cookies()
        return self._key

    def open(self) -> None:
        """Switch on, and open the app."""
        self._start()
        self.page.context.add_cookies(self._key)
        self.reload()
        self.houses = self.houses or houses_of(self.page)

    def reload(self, tab: Page | None = None) -> None:
        """Open the app's page anew with the hand beside it, and again where a part did not come, as a person would."""
        tab = tab or self.page
        deadline = time.monotonic() + OPENING
        while True:
            try:
                tab.goto(f"{self.url}/field/")
                self._ready(tab)
                return tab.evaluate(f"async () => {{ await {HAND}; }}")
            except BrowserError:
                if time.monotonic() > deadline:
                    raise

    def _ready(self, tab: Page) -> None:
        tab.locator("#app h1").wait_for(timeout=OPENING * 1_000 / 3)

    def _start(self) -> None:
        told = self.profile / "DevToolsActivePort"
        told.unlink(missing_ok=True)
        command = [whole(), *FLAGS, f"--user-data-dir={self.profile}"]
        self._process = subprocess.Popen(
            [*command, "--remote-debugging-port=0", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        deadline = time.monotonic() + OPENING
        while not (told.exists() and len(told.read_text().split()) > 1):
            assert time.monotonic() < deadline, "Chromium did not start"
            time.sleep(0.02)
        port = told.read_text().split()[0]
        self._browser = self.playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
        context = self._browser.contexts[0]
        context.set_default_timeout(OPENING * 1_000)
        if not context.pages:
            context.new_page()

    def kill(self) -> None:
        """SIGKILL the browser and all its processes: nothing is finished, nothing is written that was not."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        if self._browser is not None:
            with contextlib.suppress(BrowserError):
                self._browser.close()
        self._process = self._browser = None

    def another_tab(self) -> Page:
        """Open the app once more beside itself."""
        tab = self.page.context.new_page()
        self.reload(tab)
        return tab

    def save(
        self, memo: str, house: int = 0, answer: str = "occupied", hue: int | None = None, tab: Page | None = None
    ) -> Said:
        """Save one answer through the app's own modules; the house by its place in the package, a photo by its hue."""
        place = self.houses[house % len(self.houses)]
        photos = (tab or self.page).evaluate(SAVE, {"house": place, "memo": memo, "answer": answer, "hue": hue})
        self.said.append(Said(memo, place["id"], answer, tuple(photos)))
        return self.said[-1]

    def press_answer(self, memo: str, house: int = 0, code: str = "occupied") -> Said:
        """Answer on the screen, as a hand does, and return the moment it says 保存しました."""
        place = self.houses[house % len(self.houses)]["id"]
        show(self.page, f"question/{place}")
        self.page.locator(".answers").wait_for()
        self.page.evaluate(NOTE, {"house": place, "memo": memo})
        answer(self.page, code)
        self.said.append(Said(memo, place, code))
        return self.said[-1]

    def wake(self, tab: Page | None = None) -> None:
        """What happens whenever somebody looks at the tablet again: the app sends what waits."""
        (tab or self.page).evaluate("() => dispatchEvent(new Event('focus'))")

    def outbox(self) -> list[dict[str, Any]]:
        """What waits to be sent."""
        return stored(self.page, "outbox")

    def receipts(self) -> list[dict[str, Any]]:
        """What was acknowledged."""
        return stored(self.page, "receipts")

    def wait_sent(self, seconds: float = 60) -> None:
        """Look at the tablet again and again until nothing waits."""
        self.wait_for(lambda tablet: not tablet.outbox(), seconds)

    def wait_for(self, done: Callable[["Tablet"], bool], seconds: float = 60) -> None:
        """Look at the tablet again and again until something is so."""
        deadline = time.monotonic() + seconds
        while not done(self):
            assert time.monotonic() < deadline, f"still waiting: {self.outbox()[:3]}"
            self.wake()
            self.page.wait_for_timeout(100)


def houses_of(tab: Page) -> list[dict[str, Any]]:
    """The houses of the package that a tablet keeps."""
    return next(kept["town"]["houses"] for kept in stored(tab, "kept") if isinstance(kept, dict) and "town" in kept)
