"""Every screen of the field app as it looks: at both sizes, in three sizes of letters, on both grounds."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, StorageState

from tests.browser.conftest import SCREENS
from tests.browser.field import PHONE, answer, heading, open_house, press, repackaged, screens_with_words, show, taking
from tests.server import Server

pytestmark = pytest.mark.browser
OpenContext = Callable[..., BrowserContext]
LookAt = Callable[[Page, str], None]
SIZES = ["tablet", "phone"]
LETTERS = ["1", "2", "3"]
SMALLEST_TARGET = 56
SMALLEST_LETTERS = 16
SMALLEST_CREDIT = 14  # of the map

TARGETS = """() => [...document.querySelectorAll('#app :is(a, button, label:has(input), textarea)')]
  .filter(one => one.checkVisibility())
  .map(one => ({ what: one.outerHTML.slice(0, 90), ...one.getBoundingClientRect().toJSON() }))"""
LETTERS_SEEN = """() => [...document.querySelectorAll('#app *')]
  .filter(one => one.checkVisibility() && [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
  .map(one => [parseFloat(getComputedStyle(one).fontSize), one.className, one.textContent.slice(0, 20)])"""
WIDER = "Math.max(...[...document.querySelectorAll('main')].map(m => m.scrollWidth - m.clientWidth))"


@pytest.fixture
def open_app(open_context: OpenContext, server: Server, tablet: StorageState) -> Callable[..., Page]:
    """The list on a device of a size, whose answers go nowhere, in a size of letters and on a ground."""

    def open_(size: str, letters: str = "1", ground: str = "light") -> Page:
        chosen = [{"name": "akiya-letters", "value": letters}, {"name": "akiya-ground", "value": ground}]
        state = {**tablet, "origins": [{"origin": server.url, "localStorage": chosen}]}
        page = open_context(size, storage_state=state, has_touch=True).new_page()
        taking(page)
        page.goto("/field/")
        page.locator("[data-slot=next]").wait_for()
        return page

    return open_


def answered_before(page: Page) -> int:
    """A house that the association answered before."""
    package = page.evaluate("fetch('api/package').then(response => response.json())")
    return int(next(house["id"] for house in package["houses"] if house["before"]))


def every_screen(page: Page) -> list[str]:
    """The addresses of all screens that stand still, in the order of a day."""
    return ["", *screens_with_words(answered_before(page)), "look"]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("letters", LETTERS)
def test_every_screen_fits_can_be_read_and_met_and_is_open_to_everybody(
    open_app: Callable[..., Page], look_at: LookAt, size: str, letters: str
) -> None:
    page = open_app(size, letters)

    def judge(screen: str) -> None:
        assert too_small(page) == [], screen
        assert page.evaluate(WIDER) <= 0, screen
        look_at(page, f"field_{screen}_{letters}")

    for address in every_screen(page):
        show(page, address)
        judge(address.split("/")[0] or "list")
    show(page, "")
    open_house(page)
    answer(page, "vacant")
    press(page, "[data-concern=plants]")
    judge("concerns")
    press(page, "[data-slot=none]")
    page.locator("#asked").wait_for()
    judge("saved")
    while page.locator("[data-answer=occupied]").count():
        answer(page, "occupied")
        page.wait_for_timeout(100)
    judge("end")
    show(page, "all")
    judge("all_done")


def too_small(page: Page) -> list[str]:
    """What a finger of an old hand does not meet, and what an old eye does not read."""
    targets = [target["what"] for target in page.evaluate(TARGETS) if target["height"] < SMALLEST_TARGET - 0.5]
    return targets + [
        f"{words} ({letters} px)"
        for letters, name, words in page.evaluate(LETTERS_SEEN)
        if letters < (SMALLEST_CREDIT if name == "credit" else SMALLEST_LETTERS)
    ]


@pytest.mark.parametrize("size", SIZES)
def test_light_on_dark_is_open_to_everybody(open_app: Callable[..., Page], look_at: LookAt, size: str) -> None:
    page = open_app(size, "1", "dark")
    for address in every_screen(page):
        show(page, address)
        look_at(page, f"field_{address.split('/')[0] or 'list'}_dark")


@pytest.mark.parametrize(
    ("size", "count", "least"), [("tablet", 5, 70), ("tablet", 6, 70), ("phone", 5, 70), ("phone", 6, 62)]
)
def test_all_answers_stand_on_one_screen(open_app: Callable[..., Page], size: str, count: int, least: int) -> None:
    page = open_app(size)
    if count == 5:
        repackaged(page, forget_answers)
    open_house(page)
    at = page.locator("[data-answer]").evaluate_all("all => all.map(one => one.getBoundingClientRect().toJSON())")
    assert len(at) == count
    assert min(box["height"] for box in at) >= least - 0.5
    assert max(box["bottom"] for box in at) <= page.viewport_size["height"]  # type: ignore[index]
    assert min(low["top"] - high["bottom"] for high, low in pairwise(at)) >= 8 - 0.5


def forget_answers(package: dict[str, Any]) -> None:
    for house in package["houses"]:
        house["before"] = None


def with_long_names(package: dict[str, Any]) -> None:
    for house in package["houses"]:
        house.update(label="みほん市字千刈三百二十五番地の十二", landmark="上野町第二公民館の むかい")


def test_all_answers_stand_on_one_screen_under_what_was_saved(open_app: Callable[..., Page]) -> None:
    page = open_app("phone")
    repackaged(page, with_long_names)
    open_house(page)
    answer(page, "vacant")
    press(page, "[data-slot=none]")
    page.locator("#asked").wait_for()
    assert page.locator(".strip.good").is_visible()
    last = page.locator("[data-slot=memo]").bounding_box()
    assert last
    assert last["y"] + last["height"] <= PHONE[1]
    page.screenshot(path=SCREENS / "field_long_names_phone.png")


def test_no_answer_is_suggested_by_its_colour(open_app: Callable[..., Page]) -> None:
    page = open_app("tablet")
    open_house(page)
    colour = "all => [...new Set(all.map(one => getComputedStyle(one).backgroundColor + getComputedStyle(one).color))]"
    assert len(page.locator("[data-answer]:not(.same) svg").evaluate_all(colour)) == 1
    assert len(page.locator("[data-answer]:not(.same)").evaluate_all(colour)) == 1


def test_the_choice_of_letters_and_ground_is_kept(open_context: OpenContext, tablet: StorageState) -> None:
    page = open_context("phone", storage_state=tablet).new_page()
    page.goto("/field/#/look")
    press(page, "label:has([value='3'])")
    press(page, "label:has([value=dark])")
    page.goto("/field/")
    page.reload()
    page.locator("[data-slot=next]").wait_for()
    assert page.evaluate("({ ...document.documentElement.dataset })") == {"letters": "3", "ground": "dark"}


def test_a_long_address_and_a_long_landmark_stay_whole(open_app: Callable[..., Page]) -> None:
    page = open_app("phone", "3")
    label, landmark = "字上荻野戸内山田乙甲 1234-5678", "むかし床屋だった赤いトタン屋根の二階建ての家のとなり"

    def rename(package: dict[str, Any]) -> None:
        for house in package["houses"]:
            house.update(label=label, landmark=landmark)

    repackaged(page, rename)
    page.get_by_text(landmark).first.wait_for()
    open_house(page)
    assert page.locator(".house [data-slot=label]").inner_text().replace("\n", "") == label
    assert page.locator(".house").evaluate("house => house.scrollWidth <= house.clientWidth")


def test_an_association_that_is_asked_nothing_can_still_report(open_app: Callable[..., Page], look_at: LookAt) -> None:
    page = open_app("phone")
    repackaged(page, lambda package: package.update(requests=[]))
    page.locator("[data-slot=nothing]").wait_for()
    assert page.get_by_text("気になる家を").first.is_visible()
    look_at(page, "field_nothing_asked")


def test_an_association_without_houses_has_a_map_too(open_app: Callable[..., Page]) -> None:
    page = open_app("phone")
    repackaged(page, lambda package: package.update(requests=[], houses=[]))
    page.locator("[data-slot=nothing]").wait_for()
    show(page, "map")
    assert heading(page) == "地図"


def test_every_answer_stands_on_a_tablet_that_lies_on_its_side(page: Page) -> None:
    page.set_viewport_size({"width": 1180, "height": 820})
    open_house(page)
    boxes = [button.bounding_box() for button in page.locator(".answers button").all()]
    assert len(boxes) >= 5
    assert all(box and box["y"] + box["height"] <= 820 for box in boxes), boxes
    assert page.locator("main").evaluate("main => main.scrollHeight - main.clientHeight") == 0
