"""The field app without a finger: Tab goes over every screen as one reads it, and keys do what a finger does."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import BrowserContext, Page, StorageState

from tests.browser.field import GUARD, answer, no_signal, open_house, press, show, taking, wait_sent

pytestmark = pytest.mark.browser
OpenContext = Callable[..., BrowserContext]
SIZES = ["tablet", "phone"]
SCREENS = ["", "question/{}", "photo/{}", "memo/{}", "map", "found", "no-change", "look"]
CALM = 800  # ms: a list that hears news is drawn anew half a second later
RING = 10  # px around an element within which its ring is drawn
SEEN = 90  # of 3 × 255 by which a pixel must change to be seen

# What can be reached is what can be seen; of the choices of one name the chosen one stands for all.
STOPS = """() => {
  const chosen = (one) => one.type !== "radio" || one.checked;
  const seen = ({ width, height }) => width > 2 && height > 2;
  window.stops = [...document.querySelectorAll("a[href], button, input, textarea, [tabindex='0']")].filter(
    (one) => one.checkVisibility({ visibilityProperty: true }) && seen(one.getBoundingClientRect()) && chosen(one));
  document.body.tabIndex = -1;
  document.body.focus();
  return window.stops.map((one) => ({
    what: one.outerHTML.slice(0, 120),
    box: one.getBoundingClientRect().toJSON(),
    bar: Boolean(one.closest(".foot")),
    plan: one.closest(".plan")?.getBoundingClientRect().toJSON() ?? null,
  }));
}"""
FOCUSED = """async () => {
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  const one = document.activeElement;
  const { left, top, width, height } = one.getBoundingClientRect();
  const there = document.elementFromPoint(left + width / 2, top + height / 2);
  return { nth: window.stops.indexOf(one), what: one.outerHTML.slice(0, 120), left, top, width, height,
    seen: one.contains(there) || one.parentElement.querySelector(":scope > .plan") === one };
}"""
BLUR = "() => { window.held = document.activeElement; window.held.blur(); }"
REFOCUS = "() => window.held.focus({ preventScroll: true })"
AT = "document.activeElement.tagName"


@pytest.fixture
def open_app(open_context: OpenContext, tablet: StorageState) -> Callable[[str], Page]:
    """The list on a device of a size, whose answers go nowhere."""

    def open_(size: str) -> Page:
        page = open_context(size, storage_state=tablet).new_page()
        taking(page)
        page.goto("/field/")
        page.locator("[data-slot=next]").wait_for()
        return page

    return open_


@dataclass(frozen=True)
class Box:
    """Where something stands: ``bar`` in the bar at the bottom, ``plan`` on a map that stands there."""

    left: float
    top: float
    right: float
    bottom: float
    bar: bool = False
    plan: "Box | None" = None

    def comes_before(self, other: "Box") -> bool:
        """Whether one reads this first: the bar last, a map as one thing with its pins from the top, rows by rows."""
        if self.bar != other.bar:
            return other.bar
        if self.plan and self.plan == other.plan:
            return (not self.is_plan, self.top, self.left) < (not other.is_plan, other.top, other.left)
        one, two = self.plan or self, other.plan or other
        if one.holds(two) or two.holds(one):
            return one.holds(two)
        in_a_row = (
            one.top < (two.top + two.bottom) / 2 < one.bottom or two.top < (one.top + one.bottom) / 2 < two.bottom
        )
        return one.left < two.left if in_a_row else one.top < two.top

    @property
    def is_plan(self) -> bool:
        """Whether this is the map itself."""
        return self.plan is not None and self.holds(self.plan)

    def holds(self, other: "Box") -> bool:
        return (
            self.left <= other.left
            and self.top <= other.top
            and self.right >= other.right
            and self.bottom >= other.bottom
        )


def box_of(stop: dict[str, Any]) -> Box:
    def sides(box: dict[str, float]) -> list[float]:
        return [box[side] for side in ("left", "top", "right", "bottom")]

    plan = Box(*sides(stop["plan"])) if stop["plan"] else None
    return Box(*sides(stop["box"]), bar=stop["bar"], plan=plan)


def picture(page: Page, around: dict[str, float]) -> Image.Image:
    """What is seen of an element and its surroundings."""
    width, height = page.viewport_size["width"], page.viewport_size["height"]  # type: ignore[index]
    left, top = max(around["left"] - RING, 0), max(around["top"] - RING, 0)
    right = min(around["left"] + around["width"] + RING, width)
    bottom = min(around["top"] + around["height"] + RING, height)
    clip = {"x": left, "y": top, "width": right - left, "height": bottom - top}
    return Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("RGB")  # type: ignore[arg-type]


def ring(page: Page, around: dict[str, float]) -> int:
    """How many pixels tell that the element has the focus."""
    with_ring = picture(page, around)
    page.evaluate(BLUR)
    without = picture(page, around)
    page.evaluate(REFOCUS)
    red, green, blue = ImageChops.difference(with_ring, without).split()
    changed = ImageChops.add(ImageChops.add(red, green), blue)
    return sum(changed.histogram()[SEEN:])


def walk(page: Page, name: str) -> None:
    """Press Tab from the top to the end, and look at each step."""
    page.wait_for_timeout(CALM)
    stops = page.evaluate(STOPS)
    reached = []
    for _stop in stops:
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        assert at["nth"] >= 0, f"{name}: the focus is at what is not to be seen: {at['what']}"
        assert at["seen"], f"{name}: the focus is out of sight: {at['what']}"
        assert ring(page, at) >= 2 * (at["width"] + at["height"]), f"{name}: no ring around {at['what']}"
        reached.append(at["nth"])
    whats = [stops[nth]["what"] for nth in reached]
    assert sorted(reached) == list(range(len(stops))), f"{name}: not each once: {whats}"
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED)["nth"] in (-1, reached[0]), f"{name}: there is more after the last"
    for earlier, later in combinations(reached, 2):
        one, other = stops[earlier], stops[later]
        assert not box_of(other).comes_before(box_of(one)), f"{name}: {one['what']} is reached before {other['what']}"


def a_house(page: Page) -> int:
    """A house that is asked about."""
    return int((page.locator("[data-slot=next]").get_attribute("href") or "").split("/")[-1])


@pytest.mark.parametrize("size", SIZES)
def test_tab_goes_over_every_screen_as_one_reads_it(open_app: Callable[[str], Page], size: str) -> None:
    page = open_app(size)
    house = a_house(page)
    for address in SCREENS:
        show(page, address.format(house))
        walk(page, address or "list")


def test_so_it_does_where_something_was_said(open_app: Callable[[str], Page]) -> None:
    page = open_app("phone")
    open_house(page)
    answer(page, "vacant")
    walk(page, "concerns")
    press(page, "[data-slot=none]")
    page.locator("#asked").wait_for()
    walk(page, "question after an answer")
    for address in ("", "sent"):
        show(page, address)
        walk(page, address or "list after an answer")


def test_so_it_does_where_something_waits_and_where_nothing_is_left(open_app: Callable[[str], Page]) -> None:
    page = open_app("tablet")
    with no_signal(page):
        open_house(page)
        take(page)
        walk(page, "photo with pictures")
        press(page, "[data-slot=done]")
        while page.locator("[data-answer=occupied]").count():
            answer(page, "occupied")
            page.wait_for_timeout(100)
        walk(page, "end")
        show(page, "sent")
        walk(page, "sent with what waits")
        show(page, "map")
        walk(page, "map without a signal")


def take(page: Page) -> None:
    """Take two photos of the house on show, and stay at them."""
    file = io.BytesIO()
    Image.radial_gradient("L").save(file, "JPEG")
    photo = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}
    press(page, "[data-slot=photo]")
    for count in range(2):
        page.locator("input[type=file]").set_input_files(photo)  # type: ignore[arg-type]
        page.locator(".picture").nth(count).wait_for()


def test_each_change_of_screen_brings_the_focus_to_its_heading(open_app: Callable[[str], Page]) -> None:
    page = open_app("phone")
    house = a_house(page)
    for address in [*SCREENS, "sent", "all"]:
        page.keyboard.press("Tab")
        before = page.locator("h1").element_handle()
        show(page, address.format(house))
        page.wait_for_function("before => document.querySelector('h1') !== before", arg=before)
        assert page.evaluate(AT) == "H1", address


def test_a_list_drawn_anew_leaves_its_reader_where_they_are(open_app: Callable[[str], Page]) -> None:
    page = open_app("phone")
    page.wait_for_timeout(CALM)
    last = page.locator("a[href='?practice']")
    last.focus()
    down = page.locator("main").evaluate("main => main.scrollTop")
    assert down > 0, "or the list is too short to tell"
    before = last.element_handle()
    page.context.set_offline(True)
    page.locator(".strip", has_text="電波が なくても").wait_for()
    assert page.evaluate("before => before.isConnected", before) is False, "or it was not drawn anew"
    assert page.evaluate("document.activeElement.getAttribute('href')") == "?practice"
    assert page.locator("main").evaluate("main => main.scrollTop") == down


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is where it should be."""
    page.wait_for_timeout(GUARD)
    for _step in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"no key leads to {selector}")


def test_a_round_is_made_by_keys_alone(open_context: OpenContext, tablet: StorageState) -> None:
    page = open_context("phone", storage_state=tablet).new_page()
    taken = taking(page)
    page.goto("/field/")
    page.locator("[data-slot=next]").wait_for()
    for selector, key, then in [
        ("[data-slot=next]", "Enter", "#asked"),
        ("[data-answer=occupied]", "Space", ".strip.good"),
        ("[data-slot=undo]", "Enter", ".strip.good >> text=取り消しました"),
        ("[data-slot=memo]", "Enter", "textarea"),
        ("textarea", "x", "textarea"),
        ("[data-slot=done]", "Enter", "[data-slot=memo-word] >> text=メモを 見る"),
        ("[data-answer=vacant]", "Enter", ".concerns"),
        ("[data-concern=roof_wall]", "Space", "[data-concern=roof_wall][aria-pressed=true]"),
        ("[data-slot=go]", "Space", "#asked"),
        (".back", "Enter", "[data-slot=next]"),
        ("[href='#/no-change']", "Enter", "#unchanged"),
        ("[data-slot=yes]", "Space", "[data-slot=next]"),
        ("[href='#/look']", "Enter", "[name=letters]"),
        ("[name=letters]", "ArrowDown", "[data-letters='2']"),
        ("[href='#/']", "Enter", "[data-slot=next]"),
        (".foot [href='#/map']", "Enter", ".pin"),
        (".pin[aria-pressed=false]", "Enter", ".pin:focus[aria-pressed=true]"),
        ("[data-slot=look]", "Enter", "#asked"),
    ]:
        tab_to(page, selector)
        page.keyboard.press(key)
        page.locator(then).first.wait_for()
    wait_sent(page)
    said, back, vacant = taken.bodies[:3]
    assert (said["answer"], back["withdraws"], vacant["answer"]) == ("occupied", said["id"], "vacant")
    assert (vacant["note"], vacant["concerns"]) == ("x", ["roof_wall"])
    assert taken.kinds == ["observations", "observations", "observations", "no-change"]
