"""The map of staff, opened, and what it shows in numbers."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, expect


def opened(page: Page, query: str = "") -> Page:
    """The map, when its houses have been drawn and its curve has come."""
    page.goto(f"/map/{query}")
    expect(page.locator(".curve-line")).to_have_attribute("d", re.compile("^M"))
    expect(page.locator("[data-range=vacant] b")).not_to_be_empty()
    page.wait_for_load_state("networkidle")
    return page


def number(place: Locator) -> int:
    return int(place.inner_text().replace(",", ""))


def in_all(page: Page) -> int:
    """All houses of the register: other tests of the town add some."""
    return number(page.locator("[data-total]"))


def query(page: Page) -> dict[str, list[str]]:
    """What the address holds, when it has settled."""
    page.wait_for_timeout(500)
    return parse_qs(urlsplit(page.url).query)


def in_view(page: Page) -> int:
    return sum(number(page.locator(f"[data-range={state}] b"))
               for state in ("occupied", "occasional", "vacant", "gone", "unknown"))  # fmt: skip


def soon(page: Page, is_so: Callable[[], bool]) -> bool:
    """Whether something comes true; tiles and counts take the time they take."""
    for _ in range(50):
        if is_so():
            return True
        page.wait_for_timeout(200)
    return False


def vacant(page: Page) -> int:
    return sum(number(page.locator(f"[data-count=vacant-{certainty}]"))
               for certainty in ("signalled", "reported", "confirmed"))  # fmt: skip


def open_the_middle(page: Page) -> None:
    """Bring the houses closer until one is under the cross, and open it with Enter."""
    page.locator("#map").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#card .card-sheet")).to_be_visible()
