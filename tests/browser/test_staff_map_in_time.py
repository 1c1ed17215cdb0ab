"""Staff at the map on any day: by the slider, by typing, by playing, with what was known then or since."""

import datetime as dt
import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Request, expect

from akiya.texts.days import era
from akiya.texts.eras import JAPAN
from tests.browser.staff_map import in_view, opened, query, soon, vacant

pytestmark = pytest.mark.browser
SignIn = Callable[..., Page]
LookAt = Callable[[Page, str], None]

# Goes a month back at each look, as a hand on the slider does.
SOME_DAY_LEAVES_IT_OPEN = """() => {
  if (!document.querySelector("[data-between]").hidden) return true;
  const slider = document.querySelector("[data-slider]");
  slider.stepDown();
  slider.dispatchEvent(new Event("input"));
}"""

RUSH = """slider => {
  for (let months = 0; months < 100; months++) {
    slider.stepDown();
    slider.dispatchEvent(new Event("input"));
  }
}"""


@pytest.fixture
def page(sign_in: SignIn) -> Page:
    return opened(sign_in("staff"))


def test_the_slider_moves_by_month_year_and_to_its_ends(page: Page) -> None:
    slider = page.locator("[data-slider]")
    slider.focus()
    page.keyboard.press("ArrowLeft")
    last_month = query(page)["on"][0]
    assert query(page)["known"] == ["on"]
    page.keyboard.press("PageDown")
    assert int(last_month[:4]) - int(query(page)["on"][0][:4]) == 1
    assert query(page)["on"][0][5:7] == last_month[5:7]
    page.keyboard.press("PageUp")
    assert query(page)["on"] == [last_month]
    page.keyboard.press("Home")
    expect(slider).to_have_value("0")
    expect(page.locator("[data-said]")).to_contain_text("平成28年")
    expect(slider).to_have_attribute("aria-valuetext", re.compile(r"平成28年.+空き家 [\d,]+棟"))
    page.keyboard.press("End")
    assert "on" not in query(page)


def test_an_earlier_day_shows_what_stood_then(page: Page) -> None:
    now = vacant(page)
    then = f"on={dt.date.today().year - 5}-"
    page.locator("[data-slider]").focus()
    with page.expect_response(lambda answer: "/counts/" in answer.url and then in answer.url):
        for _ in range(5):
            page.keyboard.press("PageDown")
    assert soon(page, lambda: vacant(page) != now)
    slider = page.locator("[data-slider]")
    assert soon(page, lambda: f"空き家 {vacant(page):,}棟" in (slider.get_attribute("aria-valuetext") or ""))
    expect(page.locator("[data-as-of]")).to_contain_text("同じ日までの記録による")


def today() -> dt.date:
    """The city's day, whatever the machine's."""
    return dt.datetime.now(JAPAN).date()


def test_any_day_can_be_typed_and_is_said_as_the_months_ends_are(page: Page) -> None:
    day = today() - dt.timedelta(days=700)
    field = page.get_by_label("いつの地図か（年月日）")
    field.focus()
    field.fill(day.isoformat())
    assert query(page)["on"] == [day.isoformat()]
    assert query(page)["known"] == ["on"]
    expect(page.locator("[data-said]")).to_have_text(era(day))
    expect(page.locator("[data-as-of]")).to_have_text(f"{era(day)}の状態、同じ日までの記録による。")
    slider = page.locator("[data-slider]")
    assert slider.input_value() != slider.get_attribute("max")
    opened(page, f"?{urlsplit(page.url).query}")
    expect(page.locator("[data-said]")).to_have_text(era(day))
    expect(field).to_have_value(day.isoformat())
    field.fill(today().isoformat())
    assert soon(page, lambda: "on" not in query(page))


def test_a_day_that_is_to_come_is_not_taken(page: Page) -> None:
    before = query(page)
    field = page.get_by_label("いつの地図か（年月日）")
    field.fill((today() + dt.timedelta(days=3)).isoformat())
    field.blur()
    assert query(page) == before
    expect(field).to_have_value(today().isoformat())


def test_a_hand_that_rushes_over_the_years_asks_for_where_it_stops(page: Page) -> None:
    days: set[str] = set()

    def note(sent: Request) -> None:
        if "/tiles/houses/" in sent.url:
            days.update(parse_qs(urlsplit(sent.url).query)["on"])

    page.on("request", note)
    before = in_view(page)
    page.locator("[data-slider]").evaluate(RUSH)
    assert soon(page, lambda: len(days) > 0 and in_view(page) != before)
    (stopped,) = query(page)["on"]
    assert stopped in days and len(days) <= 2, sorted(days)


def test_the_switch_lets_later_knowledge_count(page: Page) -> None:
    page.locator("[data-slider]").focus()
    for _ in range(4):
        page.keyboard.press("PageDown")
    switch = page.locator("[data-known]")
    expect(switch).to_have_attribute("aria-checked", "true")
    switch.click()
    expect(switch).to_have_attribute("aria-checked", "false")
    assert "known" not in query(page)
    expect(page.locator("[data-as-of]")).to_contain_text("いままでのすべての記録による")


def test_a_day_on_which_some_may_stand_either_way_says_between_which_numbers(page: Page) -> None:
    between = page.locator("[data-between]")
    expect(between).to_be_hidden()
    with page.expect_response("**/map/curve/**"):
        page.locator("[data-known]").click()
    page.wait_for_function(SOME_DAY_LEAVES_IT_OPEN)
    expect(between).to_have_text(re.compile(r"[\d,]+〜[\d,]+棟の どこか"))
    least, most = (int(each.replace(",", "")) for each in re.findall(r"[\d,]+", between.inner_text()))
    said = page.locator("[data-slider]").get_attribute("aria-valuetext") or ""
    assert f"とりうる数 {least:,}〜{most:,}棟" in said
    assert soon(page, lambda: least <= vacant(page) <= most)
    band, line = (page.locator(f".curve-{part}").get_attribute("d") for part in ("band", "line"))
    assert band
    assert line
    assert len(band) > 1.5 * len(line), "there and back"


def test_playing_moves_through_the_months_and_any_key_stops_it(page: Page) -> None:
    page.locator("[data-slider]").focus()
    page.keyboard.press("PageDown")
    play = page.locator("[data-play]")
    play.click()
    expect(play).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-slider]")).to_have_value(re.compile(r"^11\d$"))
    page.keyboard.press("a")
    expect(play).to_have_attribute("aria-pressed", "false")
    stopped = page.locator("[data-slider]").input_value()
    page.wait_for_timeout(700)
    assert page.locator("[data-slider]").input_value() == stopped
    assert int(stopped) < 120
