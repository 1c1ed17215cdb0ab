"""ことば: the app speaks the language that was chosen on the tablet, with a signal and without."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Error as PageError
from playwright.sync_api import Page, expect

from tests.browser.field import WRITES, answer, no_signal, open_house, press, show, taking
from tests.browser.test_field_without_a_server import KEPT

pytestmark = pytest.mark.browser
LookAt = Callable[[Page, str], None]
JAPANESE = r"[\u3040-\u30ff]"


def chosen(page: Page, language: str) -> None:
    show(page, "look")
    press(page, f"label:has([value={language}])")
    page.wait_for_function("language => document.documentElement.lang === language", arg=language)
    page.locator("fieldset").first.wait_for()


def test_the_language_is_chosen_without_a_signal_and_kept(page: Page, look_at: LookAt) -> None:
    taking(page)
    page.evaluate(KEPT)
    with no_signal(page):
        chosen(page, "en")
        look_at(page, "field_look_english")
        page.goto("/field/#/all")
        page.reload()
        page.get_by_text("See the next house").wait_for()
        assert page.title() == "Looking at houses"
        look_at(page, "field_list_english")
        open_house(page)
        first = page.locator("[data-answer=occupied]").inner_text()
        assert first.startswith("Lived in")
        chosen(page, "ja")
        show(page, "")
        page.get_by_text("つぎの家を 見る").wait_for()
    open_house(page)
    answer(page, "occupied")


def headed(page: Page, address: str) -> list[str | None]:
    """What a screen says of itself and on its buttons. The app of the other language comes and opens anew, once."""
    fixed = page.locator("#app :is(h1, h2, button, .ghost, .main-button > span, .hint, legend)")
    named = "[data-slot=next-house], [data-slot=label], [data-slot=asked], .pin, [href='#/look'], .question"
    words = f"all => all.filter(one => !one.closest(`{named}`)).map(one => one.firstChild?.textContent)"
    show(page, address)
    try:
        said: list[str | None] = fixed.evaluate_all(words)
    except PageError:
        page.locator("#app h1").wait_for()
        said = fixed.evaluate_all(words)
    return said


def test_every_screen_is_in_the_chosen_language(page: Page) -> None:
    house = page.locator("[data-slot=next]").get_attribute("href")
    assert house
    chosen(page, "en")
    number = house.split("/")[-1]
    for address in (
        "",
        "all",
        f"question/{number}",
        f"photo/{number}",
        f"memo/{number}",
        "map",
        "found",
        "no-change",
        "sent",
    ):
        said = headed(page, address)
        assert said, address
        assert [each for each in said if re.search(JAPANESE, each or "")] == [], address


def test_the_pages_that_the_server_makes_follow(page: Page) -> None:
    chosen(page, "en")
    page.goto("/field/enrol/")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_the_way_out_speaks_the_chosen_language_without_a_signal(page: Page, look_at: LookAt) -> None:
    page.route(WRITES, lambda route: route.abort())
    page.evaluate(KEPT)
    with no_signal(page):
        open_house(page)
        answer(page, "occupied")
        chosen(page, "en")
        page.goto("/field/rescue/")
        expect(page.locator("html")).to_have_attribute("lang", "en")
        expect(page.locator("#count")).to_have_text("1")
        said = page.locator("#app").inner_text()
        assert said.startswith("Take records out")
        assert re.findall(JAPANESE, said) == []
        assert page.title() == "Take records out"
        look_at(page, "field_rescue_english")
