"""What was begun and not answered is on the list: to be gone on with, or thrown away."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.field import answer, heading, open_house, press, show, stored, taking, wait_sent
from tests.browser.test_field_handing_over import take

pytestmark = pytest.mark.browser
LookAt = Callable[[Page, str], None]
BEGUN = "[data-slot=begun-list] li"


def find_a_house(page: Page) -> None:
    """Begin a house that is not in the register."""
    show(page, "found")
    press(page, "[data-slot=add]")
    page.locator("#asked").wait_for()


def test_a_house_that_was_found_and_not_answered_is_gone_on_with_from_the_list(page: Page, look_at: LookAt) -> None:
    taken = taking(page)
    find_a_house(page)
    take(page, 1)
    page.reload()
    page.locator("#asked").wait_for()
    show(page, "")
    row = page.locator(BEGUN)
    assert row.count() == 1
    assert "見つけた家" in row.inner_text()
    look_at(page, "field_begun")
    press(page, f"{BEGUN} a")
    page.locator("[data-slot=photo-word]", has_text="写真1まい").wait_for()
    answer(page, "gone")
    page.locator("[data-slot=next]").wait_for()
    assert page.locator(BEGUN).count() == 0
    page.wait_for_function("() => document.querySelector('.row.done')")
    assert stored(page, "drafts") == []
    wait_sent(page)
    assert [body["answer"] for body in taken.bodies if body["found"]] == ["gone"]


def test_a_house_that_was_found_by_a_slip_is_thrown_away_by_two_presses(page: Page) -> None:
    taking(page)
    find_a_house(page)
    take(page, 1)
    show(page, "")
    press(page, f"{BEGUN} button")
    assert page.locator(f"{BEGUN} button").inner_text() == "本当に 消す"
    assert len(stored(page, "drafts")) == 1, "one press throws nothing away"
    page.evaluate("dispatchEvent(new Event('offline'))")
    page.wait_for_timeout(1200)
    assert page.locator(f"{BEGUN} button").inner_text() == "本当に 消す", "news do not take the question away"
    press(page, f"{BEGUN} button")
    page.locator(BEGUN).wait_for(state="detached")
    assert stored(page, "drafts") == stored(page, "bytes") == stored(page, "outbox") == []


def test_a_question_that_was_begun_is_marked_on_the_list(page: Page) -> None:
    taking(page)
    open_house(page)
    begun = heading(page)
    take(page, 1)
    show(page, "")
    marked = page.locator("[data-slot=ahead-list] li:has(.begun)")
    assert [row.split("\n")[0] for row in marked.all_inner_texts()] == [begun.split("番")[0]]
    assert marked.locator("button").count() == 0
    assert page.locator(BEGUN).count() == 0


def test_the_day_is_not_over_while_a_house_that_was_found_waits_for_its_answer(page: Page) -> None:
    taking(page)
    find_a_house(page)
    show(page, "")
    open_house(page)
    while page.locator("[data-answer=occupied]").count():
        answer(page, "occupied")
        page.wait_for_timeout(100)
    page.locator(BEGUN).wait_for()
    press(page, f"{BEGUN} button")
    press(page, f"{BEGUN} button")
    page.get_by_text("今日は おわりです").wait_for()
