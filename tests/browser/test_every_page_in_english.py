"""Whoever reads English reads nothing else: no page of the office, no word in it, but what people wrote."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.poisoned import PAYLOAD
from tests.browser.walk import enter, walk
from tests.japanese import JAPANESE
from tests.server import Server

pytestmark = pytest.mark.browser
GLUED = re.compile(r"[a-z][.:,;][A-Z]|[a-z],[a-z]|\)[a-z]|[a-z]\(")
FILE = re.compile(r"空き家台帳_\S*")
"""A file keeps its one name, whoever reads of it."""
SAID = """
() => {
  const ours = (node) => !node.closest("[lang=ja], script, style, noscript");
  const said = [document.title];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) if (ours(walker.currentNode.parentElement)) said.push(walker.currentNode.data);
  const names = ["aria-label", "title", "alt", "placeholder", "data-label", "data-heading", "data-ending", "label"];
  for (const each of document.body.querySelectorAll("*"))
    if (ours(each)) for (const name of names) said.push(each.getAttribute(name) ?? "");
  return said.map((each) => each.trim()).filter(Boolean);
}
"""


@pytest.fixture
def page(chromium: Browser, poisoned: Server) -> Iterator[Page]:
    context = chromium.new_context(base_url=poisoned.url, viewport={"width": 1440, "height": 900}, locale="en-GB")
    yield context.new_page()
    context.close()


REFUSED = (
    "/nothing/here/",
    "/houses/?on=soon",
    "/houses/areas/?sort=colour",
    "/deeds/?kind=colour",
    "/export/?age=old",
)
"""Addresses that answer with why they cannot."""


def faults_of(page: Page) -> set[str]:
    """What the page says in Japanese, and where two sentences run together."""
    faults = {each for each in page.evaluate(SAID) if JAPANESE.search(FILE.sub("", each))}
    shown = re.sub(re.escape(PAYLOAD) + r"\S*", "Word", FILE.sub("File", page.locator("body").inner_text()))
    return faults | {f"glued: {line}" for line in shown.splitlines() if GLUED.search(line)}


def test_no_page_of_the_office_says_a_word_of_japanese(page: Page) -> None:
    enter(page, "admin")
    faults = set()
    for route in walk(page):
        faults |= {f"{route}: {each}" for each in faults_of(page)}
    page.goto("/export/?on=2024-05-13")
    page.wait_for_function("document.querySelector('#id_on').value !== ''")
    faults |= {f"a date in a form: {each}" for each in faults_of(page)}
    page.goto("/inbox/?kind=conflict")
    assert page.locator(".inbox-detail", has_text="(±").count(), "a position with its accuracy"
    faults |= {f"a position: {each}" for each in faults_of(page)}
    for address in REFUSED:
        page.goto(address)
        faults |= {f"{address}: {each}" for each in faults_of(page)}
    page.goto("/map/?on=2024-05-13")
    page.wait_for_load_state("networkidle")
    page.locator("#map").focus()
    page.keyboard.press("Enter")
    page.locator("#card .card-sheet").wait_for()
    faults |= {f"the card: {each}" for each in faults_of(page)}
    assert sorted(faults) == []
