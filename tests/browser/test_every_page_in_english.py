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


def test_no_page_of_the_office_says_a_word_of_japanese(page: Page) -> None:
    enter(page, "admin")
    faults = set()
    for route in walk(page):
        faults |= {f"{route}: {each}" for each in page.evaluate(SAID) if JAPANESE.search(each)}
        shown = re.sub(re.escape(PAYLOAD) + r"\S*", "Word", page.locator("body").inner_text())
        faults |= {f"{route} GLUED: {line}" for line in shown.splitlines() if GLUED.search(line)}
    assert sorted(faults) == []
