"""On the narrowest screen, and on paper, every page of the office says all that it says, and nothing twice."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.walk import walk
from tests.server import Server

pytestmark = pytest.mark.browser
SignIn = Callable[..., Page]
IS_HIDDEN = """(each) => {
  for (let at = each; at; at = at.parentElement) if (getComputedStyle(at).clipPath !== "none") return true;
  return false;
}"""
RUNS_OUT = """
() => {
  const faults = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) faults.push(`the page: ${root.scrollWidth} > ${root.clientWidth}`);
  for (const each of document.body.querySelectorAll("*")) {
    if (each.closest("svg, #map, .newest-in-view") || !each.getClientRects().length) continue;
    if (getComputedStyle(each).display === "inline" || each.scrollWidth <= each.clientWidth + 1) continue;
    if (isHidden(each)) continue;
    const words = each.textContent.trim().replace(/\\s+/g, " ").slice(0, 40);
    faults.push(`${each.localName}.${each.className}: ${each.scrollWidth} > ${each.clientWidth}: ${words}`);
  }
  return faults;
}
"""
"""What is wider than its place. The drawing of a house's history may be: it opens at its newest end."""

SQUEEZED = """
() => {
  const faults = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const around = document.createRange();
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const words = node.data.trim();
    if (words.length < 2 || node.parentElement.closest("svg, #map") || isHidden(node.parentElement)) continue;
    around.selectNodeContents(node);
    const { width, height } = around.getBoundingClientRect();
    const letter = parseFloat(getComputedStyle(node.parentElement).fontSize);
    const isLong = words.length > 3 && height > 4 * letter && width < 3 * letter;
    const isSqueezed = isLong || (height > 2.2 * letter && width < 1.5 * letter);
    if (isSqueezed) faults.push(`a letter a line: ${words.slice(0, 40)}`);
  }
  return faults;
}
"""
"""Words in so narrow a place that they stand under each other, one letter or two a line."""

CONTROLS = "input:visible, select:visible, textarea:visible, button:visible, nav:visible, .button:visible"
SAID_TWICE = re.compile("））|（（|。。|、、|・・|（0日）|（、")
GLUED = re.compile(r"自治会(?:今日|昨日|きのう|[0-9]+(?:日|か月|年)前)|棟[0-9]")
"""Two things that were said apart, and run together where a table folds."""


def told(page: Page, faults: str) -> list[str]:
    """What a script finds on the page, with ``isHidden`` at its hand."""
    found: list[str] = page.evaluate(f"() => {{ const isHidden = {IS_HIDDEN}; return ({faults})(); }}")
    return found


def faults_of(page: Page) -> list[str]:
    shown = page.locator("body").inner_text()
    return [
        *told(page, RUNS_OUT),
        *told(page, SQUEEZED),
        *(f"said twice: {line}" for line in shown.splitlines() if SAID_TWICE.search(line)),
        *(f"glued: {line}" for line in shown.splitlines() if GLUED.search(line)),
    ]


def faults_on_paper(page: Page) -> list[str]:
    page.emulate_media(media="print")
    faults = page.locator(CONTROLS).evaluate_all("all => all.map(one => `on paper: ${one.outerHTML.slice(0, 120)}`)")
    if not page.locator(".printed").is_visible():
        faults.append("on paper: no day")
    page.emulate_media(media="screen")
    return faults


@pytest.mark.parametrize("language", ["ja", "en"])
def test_nothing_is_cut_off_said_twice_or_printed_that_can_only_be_pressed(sign_in: SignIn, language: str) -> None:
    page = sign_in("admin", "phone")
    in_language(page, language)
    faults = set()
    for route in walk(page):
        faults |= {f"{route}: {each}" for each in [*faults_of(page), *faults_on_paper(page)]}
    assert sorted(faults) == []


def in_language(page: Page, language: str) -> None:
    if language == "en":
        page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", language)


LISTS = ("/houses/", "/houses/areas/", "/inbox/", "/inbox/settled/", "/requests/", "/changes/", "/waiting/reported/")
OF_MANY_COLUMNS = (*LISTS, "/people/", "/deeds/", "/map/", "/export/")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_list_of_many_columns_stands_on_a_tablet_without_a_scroll_bar(sign_in: SignIn, language: str) -> None:
    page = sign_in("admin", "tablet")
    in_language(page, language)
    faults = []
    for address in OF_MANY_COLUMNS:
        page.goto(address)
        page.wait_for_load_state("networkidle")
        faults += [f"{address}: {each}" for each in [*told(page, RUNS_OUT), *told(page, SQUEEZED)]]
    assert faults == []


def test_the_history_of_a_house_opens_at_its_newest_end(sign_in: SignIn) -> None:
    page = sign_in("staff", "phone")
    page.goto("/waiting/reported/")
    page.locator("table tbody a").first.click()
    today = page.locator(".timeline .today-text").bounding_box()
    frame = page.locator(".newest-in-view").bounding_box()
    assert today and frame and frame["x"] <= today["x"] <= frame["x"] + frame["width"]


def test_the_map_shows_the_house_that_was_asked_for_and_what_is_known_of_it(sign_in: SignIn) -> None:
    page = sign_in("staff", "phone")
    page.goto("/waiting/reported/")
    page.locator("table tbody a").first.click()
    page.get_by_role("link", name="地図で見る").first.click()
    standing = page.locator("#card .standing b")
    expect(standing).to_be_in_viewport()
    clock = page.locator(".clock").bounding_box()
    words = standing.bounding_box()
    assert clock and words and words["y"] + words["height"] <= clock["y"], "the day at the foot hides the house"


@pytest.mark.parametrize(
    ("address", "what"), [("/houses/areas/", "table"), ("/houses/", "table.house-table"), ("/map/", "#map")]
)
def test_on_paper_the_page_has_the_whole_width(sign_in: SignIn, address: str, what: str) -> None:
    page = sign_in("staff")
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.emulate_media(media="print")
    box = page.locator(f"main {what}").last.bounding_box()
    assert box and box["width"] > 1300 and box["height"] > 300, box


@pytest.mark.parametrize("address", ["/inbox/", "/requests/"])
def test_what_chooses_the_order_stands_beside_its_words(sign_in: SignIn, address: str) -> None:
    page = sign_in("admin", "phone")
    page.goto(address)
    for pair in page.locator(".pair").all():
        words, box = pair.locator("label").bounding_box(), pair.locator("input, select").bounding_box()
        assert words and box
        assert words["y"] < box["y"] + box["height"] and box["y"] < words["y"] + words["height"], pair.inner_text()
        assert words["x"] + words["width"] <= box["x"], pair.inner_text()


TOUCHES = """(each) => {
  const around = document.createRange();
  around.selectNodeContents(each);
  const words = around.getBoundingClientRect(), box = each.getBoundingClientRect();
  return Math.min(words.left - box.left, box.right - words.right, words.top - box.top, box.bottom - words.bottom);
}"""
"""How far the words of an element stand from its border."""


WITHOUT_A_HEAD = """
from akiya.access import CONSOLE, as_register
from akiya.models import Term
from akiya.people.terms import end_term
from tests.world import yesterday
with as_register():
    last = Term.objects.in_force().filter(role="head").exclude(person__login="head").order_by("area__code").last()
    end_term(last, yesterday(), CONSOLE)
    print(last.area_id)
"""


def test_that_nobody_heads_an_association_stands_clear_of_its_border(sign_in: SignIn, server: Server) -> None:
    area = server.manage("shell", "-v0", "-c", WITHOUT_A_HEAD).split()[-1]
    page = sign_in("admin", "phone")
    page.goto("/people/")
    tag = page.locator(".tag", has_text="会長がいません")
    assert tag.last.evaluate(TOUCHES) >= 1
    page.goto(f"/people/associations/{area}/")
    words = page.locator(".card", has=page.locator(".empty", has_text="いま 会長がいません")).first
    assert words.evaluate(TOUCHES) >= 8
    assert faults_of(page) == []


def test_what_is_done_with_the_ticked_requests_stays_in_sight_and_hides_no_row(sign_in: SignIn) -> None:
    page = sign_in("admin")
    page.goto("/requests/")
    page.locator("tbody input[type=checkbox]").last.check()
    page.locator("tbody tr").last.scroll_into_view_if_needed()
    bar, row = page.locator(".bulk.always"), page.locator("tbody tr").last
    expect(bar.get_by_role("button")).to_be_in_viewport()
    above, below = bar.bounding_box(), row.bounding_box()
    assert above and below and above["y"] + above["height"] <= below["y"]
