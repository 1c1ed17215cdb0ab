"""The oldest browsers that docs/manual/ipad.md names: what they never learnt is not needed."""

import pytest
from playwright.sync_api import Page

from tests.browser.field import answer, open_house, taking, wait_sent

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


def test_a_tablet_without_what_is_newer_lists_answers_and_sends(page: Page) -> None:
    taken = taking(page)
    page.add_init_script("".join(f"delete {name};" for name in NEWER))
    page.reload()
    open_house(page)
    assert page.evaluate("typeof AbortSignal.timeout") == "undefined", "or nothing was taken away"
    answer(page, "occupied")
    wait_sent(page)
    assert [body["answer"] for body in taken.bodies] == ["occupied"]
