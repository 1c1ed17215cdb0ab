"""An old hand on the glass: it slides, it trembles, it presses twice; and some press with keys."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, FloatRect, Page, expect

from tests.browser.field import GUARD, open_house, press, show, stored, taking

pytestmark = pytest.mark.browser
OpenContext = Callable[..., BrowserContext]


@pytest.fixture
def page(page: Page) -> Page:
    """The question about a house, on a telephone whose answers go nowhere."""
    taking(page)
    open_house(page)
    page.wait_for_timeout(GUARD)
    return page


def box(page: Page, selector: str) -> FloatRect:
    found = page.locator(selector).bounding_box()
    assert found
    return found


def answers(page: Page) -> list[str]:
    """What was answered, sent or not."""
    page.wait_for_timeout(400)
    entries = stored(page, "outbox") + stored(page, "receipts")
    return [entry["body"]["answer"] for entry in entries]


def slide(page: Page, selector: str, aside: float, down: float) -> None:
    """Put a finger on a button and lift it elsewhere. The button keeps hold of a finger, not of a mouse."""
    at = box(page, selector)
    x, y = at["x"] + at["width"] / 2, at["y"] + at["height"] / 2
    glass = page.context.new_cdp_session(page)
    path = [(x + aside * step / 4, y + down * step / 4) for step in range(5)]
    for kind, points in [
        ("touchStart", path[:1]),
        *(("touchMove", [at]) for at in path[1:]),
        ("touchEnd", []),
    ]:
        glass.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]})


def test_a_finger_that_slides_within_the_button_answers(page: Page) -> None:
    slide(page, "[data-answer=occupied]", 60, 18)
    assert answers(page) == ["occupied"]


def test_a_finger_that_leaves_the_button_answers_nothing(page: Page) -> None:
    slide(page, "[data-answer=occupied]", 0, 75)
    assert answers(page) == []


def test_what_a_slow_finger_is_on_is_not_drawn_anew_under_it(page: Page) -> None:
    """News may redraw a list at any moment; a press that began before it counts."""
    show(page, "no-change")
    press(page, "[data-slot=yes]")
    page.wait_for_timeout(GUARD)
    page.locator("[data-slot=undo]").hover()
    page.mouse.down()
    page.evaluate("dispatchEvent(new Event('offline'))")
    page.wait_for_timeout(1200)
    page.mouse.up()
    page.locator(".strip.good", has_text="取り消しました").wait_for()


def test_a_double_tap_is_one_answer(page: Page) -> None:
    at = box(page, "[data-answer=occupied]")
    page.mouse.dblclick(at["x"] + 50, at["y"] + 30, delay=20)
    assert answers(page) == ["occupied"]


def test_a_double_tap_on_a_row_of_the_list_does_not_answer(page: Page) -> None:
    show(page, "all")
    page.wait_for_timeout(GUARD)
    row = page.locator(".row").nth(1)
    row.scroll_into_view_if_needed()
    at = row.bounding_box()
    assert at
    page.mouse.dblclick(at["x"] + 100, at["y"] + at["height"] / 2, delay=20)
    page.locator("#asked").wait_for()
    assert answers(page) == []


def test_two_boxes_within_a_moment_are_both_chosen(page: Page) -> None:
    press(page, "[data-answer=vacant]")
    page.locator(".concerns").wait_for()
    page.wait_for_timeout(GUARD)
    plants, rubbish = (box(page, f"[data-concern={concern}]") for concern in ("plants", "rubbish"))
    for at in (plants, rubbish):
        page.mouse.click(at["x"] + 40, at["y"] + 20, delay=20)
    chosen = page.locator("[aria-pressed=true]").evaluate_all("all => all.map(one => one.dataset.concern)")
    assert chosen == ["plants", "rubbish"]
    page.wait_for_timeout(GUARD)
    page.mouse.dblclick(plants["x"] + 40, plants["y"] + 20, delay=20)
    assert page.locator("[aria-pressed=true]").count() == 1, "pressed twice at once it changes once"


CONTROLS = "a, button, label:has(input)"
WORDS = "h1, h2, .sheet p b, .records b, .points li, #note, .credit"
MENU = "one => !one.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true }))"


def test_a_finger_that_rests_on_a_control_marks_nothing_and_calls_no_menu(page: Page) -> None:
    house = page.url.split("#")[1]
    for address in ("all", house.removeprefix("/"), "map", "look", "no-change", "sent", f"memo/{house.split('/')[-1]}"):
        show(page, address)
        selects = "all => all.map(one => getComputedStyle(one).userSelect)"
        assert set(page.locator(CONTROLS).evaluate_all(selects)) == {"none"}, address
        assert all(page.locator(CONTROLS).evaluate_all(f"all => all.map({MENU})")), address
        words = page.locator(f"#app :is({WORDS}):not(:is({CONTROLS}) *)")
        assert set(words.evaluate_all(selects)) <= {"auto", "text"}, address
        assert not any(words.evaluate_all(f"all => all.map({MENU})")), address


def test_two_presses_apart_are_two(page: Page) -> None:
    press(page, "[data-answer=occupied]")
    press(page, "[data-answer=gone]")
    assert sorted(answers(page)) == ["gone", "occupied"]


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_key_answers(page: Page, key: str) -> None:
    page.locator("[data-answer=gone]").focus()
    page.keyboard.press(key)
    assert answers(page) == ["gone"]


def test_the_keyboard_reaches_every_answer_from_the_heading_in_order(page: Page) -> None:
    page.locator("h1").focus()
    reached = []
    while "memo" not in reached and len(reached) < 20:
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.dataset.answer ?? document.activeElement.dataset.slot"))
    offered = page.locator("[data-answer]").evaluate_all("buttons => buttons.map(button => button.dataset.answer)")
    assert set(offered) - {"same"} == {"occupied", "occasional", "vacant", "gone", "unsure"}
    assert reached[-len(offered) - 2 :] == [*offered, "photo", "memo"]


def test_an_answer_is_said_to_a_screen_reader(page: Page) -> None:
    press(page, "[data-answer=gone]")
    page.locator("#said", has_text="保存しました").wait_for()
    assert page.locator("#said").get_attribute("role") == "status"
    expect(page.locator("h1")).to_be_focused()
