"""The head's manual: its pictures are of today's app, and it prints on the pages it has.

``AKIYA_PICTURES=1`` writes the pictures into docs/manual/pictures; otherwise they go to var/screens/manual.
"""

import io
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import SCREENS, OpenContext
from tests.browser.field import answer, no_signal, open_house, press, show, tablet_of, taking
from tests.server import ROOT, Server

pytestmark = pytest.mark.browser
MANUAL = ROOT / "docs" / "manual" / "heads.html"
KEPT = MANUAL.parent / "pictures"
FOLDER = KEPT if os.environ.get("AKIYA_PICTURES") else SCREENS / "manual"
WANTED = set(re.findall(r'src="pictures/([a-z_]+)\.png"', MANUAL.read_text()))
COLOURS = 128
A4 = (210 / 25.4 * 72, 297 / 25.4 * 72)


@pytest.fixture
def page(open_context: OpenContext, server: Server, chromium: Browser) -> Iterator[Page]:
    context: BrowserContext = open_context("tablet", storage_state=tablet_of("head", server, chromium))
    page = context.new_page()
    taking(page)
    page.goto("/field/")
    page.locator("[data-slot=next]").wait_for()
    yield page


def keep(page: Page, name: str) -> None:
    """A picture of the screen, small enough to keep beside the text."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    picture = Image.open(io.BytesIO(page.screenshot()))
    picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(FOLDER / f"{name}.png", optimize=True)


def test_every_picture_of_the_manual_is_taken_from_the_app(page: Page, open_context: OpenContext) -> None:
    begin = open_context("tablet").new_page()
    begin.goto("/field/enrol/")
    keep(begin, "begin")
    keep(page, "list")
    open_house(page)
    keep(page, "question")
    answer(page, "vacant")
    press(page, "[data-concern=plants]")
    keep(page, "concerns")
    press(page, "[data-slot=none]")
    page.locator("#asked").wait_for()
    keep(page, "saved")
    for name, screen in {"found": "found", "no_change": "no-change", "look": "look"}.items():
        show(page, screen)
        page.wait_for_timeout(800)
        keep(page, name)
    show(page, "")
    open_house(page)
    with no_signal(page):
        answer(page, "occupied")
        show(page, "sent")
        keep(page, "waiting")
    assert {path.stem for path in FOLDER.glob("*.png")} >= WANTED
    assert {path.stem for path in KEPT.glob("*.png")} == WANTED


def test_the_manual_prints_one_a4_page_a_chapter(open_context: OpenContext, tmp_path: Path) -> None:
    page = open_context("desktop").new_page()
    page.goto(MANUAL.as_uri())
    chapters = page.locator("section").count()
    printed = page.pdf(prefer_css_page_size=True)
    sizes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", printed)
    assert len(sizes) == chapters
    assert all(abs(float(w) - A4[0]) < 2 and abs(float(h) - A4[1]) < 2 for w, h in sizes)
    (SCREENS / "manual.pdf").write_bytes(printed)
