"""A form that is pressed twice while the line is slow leaves once, and what it shows once is seen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

pytestmark = pytest.mark.browser
SignIn = Callable[..., Page]
PRESSED_TWICE = """async button => {
  button.click();
  await new Promise(go => setTimeout(go, 200));
  BETWEEN;
  button.click();
}"""
# A browser may keep a page as it was left, and show it again.
SHOWN_AGAIN = "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"


def add(page: Page, login: str, between: str = "") -> int:
    """Add a person to the office on a slow line with two presses; how often the form left."""
    page.goto("/people/office/")
    sent = 0

    def slowly(route: Route) -> None:
        nonlocal sent
        if route.request.method == "POST":
            sent += 1
            page.wait_for_timeout(800)
        route.continue_()

    page.route("**/people/office/", slowly)
    page.get_by_label("名前").fill("二度 押す")
    page.get_by_label("利用者番号").fill(login)
    page.get_by_role("button", name="加える", exact=True).evaluate(PRESSED_TWICE.replace("BETWEEN", between))
    expect(page.get_by_text(login)).to_be_visible()
    return sent


def test_the_first_password_of_a_new_person_is_seen(sign_in: SignIn) -> None:
    page = sign_in("admin")
    assert add(page, "twice") == 1
    expect(page.locator(".password")).to_be_visible()


def test_who_comes_back_to_the_page_may_press_again(sign_in: SignIn) -> None:
    assert add(sign_in("admin"), "again", SHOWN_AGAIN) == 2
