"""A form that is pressed twice while the line is slow leaves once, and what it shows once is seen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.two_presses import press_twice

pytestmark = pytest.mark.browser
SignIn = Callable[..., Page]
# A browser may keep a page as it was left, and show it again.
SHOWN_AGAIN = "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"


def add(page: Page, login: str, between: str = "") -> int:
    """Add a person to the office with two presses; how often the form left."""
    page.goto("/people/office/")
    page.get_by_label("名前").fill("二度 押す")
    page.get_by_label("利用者番号").fill(login)
    button = page.get_by_role("button", name="加える", exact=True)
    sent = press_twice(page, button, "**/people/office/", between)
    expect(page.get_by_text(login)).to_be_visible()
    return len(sent)


def test_the_first_password_of_a_new_person_is_seen(sign_in: SignIn) -> None:
    page = sign_in("admin")
    assert add(page, "twice") == 1
    expect(page.locator(".password")).to_be_visible()


def test_who_comes_back_to_the_page_may_press_again(sign_in: SignIn) -> None:
    assert add(sign_in("admin"), "again", SHOWN_AGAIN) == 2
