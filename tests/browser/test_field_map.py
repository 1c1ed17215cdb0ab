"""The map of the field app, and the house that is found on it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, StorageState

from tests.browser.field import answer, press, show, stored, taking, wait_sent

pytestmark = pytest.mark.browser
OpenContext = Callable[..., BrowserContext]
MIDDLE = "one => (({ x, y, width, height }) => [x + width / 2, y + height / 2])(one.getBoundingClientRect())"
PACKAGE = "fetch('api/package').then(response => response.json())"
COLOURS = """canvas => {
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  const seen = new Set();
  for (let i = 0; i < data.length; i += 4) seen.add(data[i] << 16 | data[i + 1] << 8 | data[i + 2]);
  return seen.size;
}"""


@pytest.fixture
def page(open_context: OpenContext, tablet: StorageState) -> Page:
    """The list on a tablet whose answers go nowhere; it may say where it is, once it is told."""
    page = open_context("tablet", storage_state=tablet, permissions=["geolocation"]).new_page()
    page.goto("/field/")
    page.locator("[data-slot=next]").wait_for()
    return page


def drag(page: Page, aside: float, down: float) -> None:
    """Move the map by hand."""
    at = page.locator(".plan").bounding_box()
    assert at
    x, y = at["x"] + at["width"] / 3, at["y"] + at["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + aside, y + down, steps=8)
    page.wait_for_timeout(200)
    page.mouse.up()
    page.wait_for_timeout(400)


def test_every_house_on_the_map_is_in_the_list_and_the_other_way_round(page: Page) -> None:
    show(page, "all")
    listed = page.locator(".row:not(.done) .num span").all_inner_texts()
    show(page, "map")
    page.locator(".pin").first.wait_for()
    assert sorted(page.locator(".pin:not(.done) span").all_inner_texts()) == sorted(listed)


def test_a_pin_brings_its_house_and_the_sheet_opens_it(page: Page) -> None:
    show(page, "map")
    pin = page.locator(".pin:not(.done)[aria-pressed=false]").first
    number = pin.inner_text()
    pin.focus()
    page.keyboard.press("Enter")
    assert page.locator(".sheet [data-slot=label]").inner_text().startswith(f"{number}番")
    press(page, ".sheet [data-slot=look]")
    page.locator("h1", has_text=f"{number}番の家").wait_for()


def test_a_pin_stands_around_the_place_of_its_house(page: Page) -> None:
    show(page, "map")
    page.locator(".pin[aria-pressed=true]").wait_for()
    middles = [page.locator(each).evaluate(MIDDLE) for each in (".plan", ".pin[aria-pressed=true]")]
    assert middles[1] == pytest.approx(middles[0], abs=2), "the map opens with this house in its middle"


def test_the_chosen_pin_and_no_other_stands_over_the_others(page: Page) -> None:
    show(page, "map")
    pins = page.locator(".pin")
    for nth in (1, 0):
        pins.nth(nth).dispatch_event("click")
        heights = pins.evaluate_all("all => all.map((one) => Number(getComputedStyle(one.parentElement).zIndex))")
        assert heights.index(max(heights)) == nth
        assert sum(height >= 1900 for height in heights) == 1


def test_the_ground_is_drawn_from_the_package_alone(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    show(page, "map")
    page.wait_for_timeout(500)
    colours = page.locator(".plan-tile").evaluate_all(f"tiles => tiles.map({COLOURS})")
    assert max(colours) > 20
    assert [url for url in asked if not url.startswith(page.url.split("/field/")[0]) and "blob:" not in url] == []


def test_with_a_position_the_nearest_house_comes_first(page: Page) -> None:
    houses = {house["id"]: house for house in page.evaluate(PACKAGE)["houses"]}
    last = page.locator(".row:not(.done)").last
    house = houses[int((last.get_attribute("href") or "").split("/")[-1])]
    longitude, latitude = house["point"]
    page.context.set_geolocation({"longitude": longitude, "latitude": latitude})
    press(page, "[data-slot=near]")
    page.locator("h2", has_text="近い順").wait_for()
    assert page.locator(".row [data-slot=label]").first.inner_text() == house["label"]
    assert page.locator(".row [data-slot=far]").first.inner_text() == "0m"


def test_where_one_stands_is_on_the_map(page: Page) -> None:
    longitude, latitude = page.evaluate(PACKAGE)["houses"][0]["point"]
    page.context.set_geolocation({"longitude": longitude, "latitude": latitude})
    show(page, "map")
    press(page, "[data-slot=here]")
    page.locator(".here").wait_for()


def test_a_position_goes_with_the_answer(page: Page) -> None:
    taken = taking(page)
    page.context.set_geolocation({"longitude": 140.5, "latitude": 38.25, "accuracy": 12})
    press(page, "[data-slot=near]")
    page.locator("h2", has_text="近い順").wait_for()
    press(page, "[data-slot=next]")
    answer(page, "occupied")
    wait_sent(page)
    assert taken.bodies[0]["place"] == {"lng": 140.5, "lat": 38.25, "accuracy": 12}


def test_a_house_under_the_cross_hair_that_is_known_is_offered_first(page: Page) -> None:
    show(page, "found")
    page.locator(".near .row").first.wait_for()
    assert page.locator("[data-slot=add]").inner_text() == "ちがう家です。ここに 追加する"
    label = page.locator(".near [data-slot=label]").first.inner_text()
    press(page, ".near .row >> nth=0")
    assert page.locator(".house [data-slot=label]").inner_text() == label


def test_a_new_house_takes_four_presses_at_most(page: Page) -> None:
    taken = taking(page)
    press(page, ".pair .ghost >> nth=0")
    page.locator(".plan-tile").first.wait_for()
    drag(page, 0, -300)
    press(page, "[data-slot=add]")
    answer(page, "vacant")
    press(page, "[data-slot=none]")
    page.locator("h1", has_text="今日 まわる家").wait_for()
    wait_sent(page)
    (said,) = taken.bodies
    assert (said["house"], said["answer"], said["concerns"]) == (None, "vacant", ["none"])
    assert said["found"][14] == "7"
    assert said["place"]["accuracy"] is None


def test_the_place_of_a_new_house_is_under_the_cross_hair(page: Page) -> None:
    taken = taking(page)
    show(page, "found")
    page.locator(".plan-tile").first.wait_for()
    start = page.evaluate(PACKAGE)["houses"][0]["point"]
    drag(page, 0, -300)
    press(page, "[data-slot=add]")
    answer(page, "gone")
    wait_sent(page)
    place = taken.bodies[0]["place"]
    # 300 px at zoom 19 are 300 × 40,075,017 m × cos(latitude) / (256 × 2^19) of ground, about 70 m to the south.
    assert abs(place["lng"] - start[0]) < 1e-5
    assert 55 < (start[1] - place["lat"]) * 111_320 < 85


def test_a_house_that_was_found_is_among_those_that_are_done(page: Page) -> None:
    page.context.set_offline(True)
    show(page, "found")
    page.locator(".plan-tile").first.wait_for()
    press(page, "[data-slot=add]")
    answer(page, "occupied")
    show(page, "all")
    assert page.locator(".row.done", has_text="見つけた家").count() == 1
    show(page, "map")
    assert page.locator(".pin.done", has_text="＋").count() == 1
    assert [entry["label"] for entry in stored(page, "outbox")] == ["見つけた家"]


SHEETS = """globalThis.sheets = [];
const make = document.createElement.bind(document);
Document.prototype.createElement = function (name, ...more) {
  const one = make(name, ...more);
  if (one instanceof HTMLCanvasElement) sheets.push(one);
  return one;
};"""
MEGABYTES = """() => sheets.filter((one) => !one.isConnected)
  .reduce((sum, { width, height }) => sum + width * height * 4, 0) / 2 ** 20"""


def test_canvases_that_went_hold_nothing(page: Page) -> None:
    page.add_init_script(SHEETS)
    page.reload()
    show(page, "map")
    page.locator(".pin").first.wait_for()
    for turn in range(8):
        page.locator(f"[data-slot={'in' if turn % 2 else 'out'}]").click()
        page.wait_for_timeout(400)
    assert page.evaluate("sheets.length") > 40, "or nothing was drawn anew"
    assert page.evaluate(MEGABYTES) <= 8
    show(page, "")
    page.locator("[data-slot=next]").wait_for()
    assert page.evaluate(MEGABYTES) < 1
