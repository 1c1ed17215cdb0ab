"""Staff at the map: what they see is what is counted, and everything can be done with keys alone."""

import math
import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.staff_map import in_all, in_view, number, open_the_middle, opened, query, soon

pytestmark = pytest.mark.browser
SignIn = Callable[..., Page]
LookAt = Callable[[Page, str], None]

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8ffff3f0005fe02fea7"
    "357f240000000049454e44ae426082"
)


@pytest.fixture
def page(sign_in: SignIn) -> Page:
    return opened(sign_in("staff"))


def test_the_whole_city_shows_as_many_houses_as_are_counted(page: Page) -> None:
    page.locator("[data-map=whole]").click()
    assert soon(page, lambda: in_view(page) == in_all(page))


def test_the_numbers_of_the_range_open_as_many_houses(page: Page) -> None:
    vacant = page.locator("[data-range=vacant]")
    shown = number(vacant.locator("b"))
    assert shown > 0
    vacant.click()
    page.wait_for_url("**/houses/**")
    assert number(page.locator("#title b")) == shown
    expect(page.locator(".house-table tbody tr")).to_have_count(shown)


def test_the_grid_is_worked_with_keys_alone(page: Page) -> None:
    page.locator("#filters input[type=checkbox]").first.focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowRight"):
        page.keyboard.press(key)
    field = page.locator(":focus")
    expect(field).to_have_attribute("value", "vacant-reported")
    before, own = number(page.locator("[data-total]")), number(page.locator("[data-count=vacant-reported]"))
    page.keyboard.press("Space")
    expect(page.locator("[data-total]")).to_have_text(f"{before - own:,}")
    assert "vacant-reported" not in query(page)["cell"]
    page.keyboard.press("Space")
    expect(page.locator("[data-total]")).to_have_text(f"{before:,}")
    assert "cell" not in query(page)


def test_only_what_is_chosen_is_drawn(page: Page) -> None:
    page.locator("[data-preset=vacant]").click()
    expect(page.locator("[data-range=occupied] b")).to_have_text("0")
    assert number(page.locator("[data-range=vacant] b")) > 0
    page.locator("[data-preset=all]").click()
    expect(page.locator("[data-range=occupied] b")).not_to_have_text("0")


def test_an_area_brings_the_map_to_it_and_narrows_every_number(page: Page) -> None:
    everything = in_all(page)
    page.locator("#kind").select_option(index=1)
    page.locator("#area").select_option(index=2)
    expect(page.locator("[data-total]")).not_to_have_text(str(everything))
    page.wait_for_load_state("networkidle")
    total = number(page.locator("[data-total]"))
    assert 0 < total < everything
    assert soon(page, lambda: in_view(page) == total)
    expect(page.locator("#map svg path")).to_have_count(1)


def test_a_click_opens_the_house_and_esc_gives_the_map_back(page: Page) -> None:
    open_the_middle(page)
    name = page.locator("#card h2").inner_text()
    sheet = page.locator("#card .card-sheet")
    place = (float(sheet.get_attribute("data-longitude") or 0), float(sheet.get_attribute("data-latitude") or 0))
    house = query(page)["house"]
    page.keyboard.press("Escape")
    expect(page.locator("#card")).to_be_hidden()
    expect(page.locator("#map")).to_be_focused()
    assert "house" not in query(page)
    page.wait_for_timeout(600)
    page.mouse.click(*on_screen(page, *place))
    expect(page.locator("#card h2")).to_have_text(name)
    assert query(page)["house"] == house


def on_screen(page: Page, longitude: float, latitude: float) -> tuple[float, float]:
    """Where a place lies on the screen, from the view that the address holds."""
    zoom, middle_latitude, middle_longitude = (float(part) for part in query(page)["at"][0].split("/"))
    world = 256 * 2**zoom

    def south(degrees: float) -> float:
        return (1 - math.asinh(math.tan(math.radians(degrees))) / math.pi) / 2 * world

    box = page.locator("#map").bounding_box()
    assert box is not None
    return (
        box["x"] + box["width"] / 2 + (longitude - middle_longitude) / 360 * world,
        box["y"] + box["height"] / 2 + south(latitude) - south(middle_latitude),
    )


def test_the_card_leads_to_the_page_of_the_house(page: Page) -> None:
    open_the_middle(page)
    name = page.locator("#card h2").inner_text()
    page.locator("#card .button.primary").click()
    page.wait_for_url(re.compile(r"/houses/\d+/"))
    expect(page.locator("h1")).to_have_text(name)


def test_the_address_opens_the_same_view_again(page: Page) -> None:
    page.locator("[data-slider]").focus()
    page.keyboard.press("PageDown")
    page.locator("[data-known]").click()
    page.locator("[data-preset=vacant]").click()
    page.locator("input[name=age][value=year]").check()
    page.locator("[data-map=closer]").click()
    page.wait_for_timeout(1000)
    page.wait_for_load_state("networkidle")
    address, total, said = page.url, page.locator("[data-total]").inner_text(), page.locator("[data-said]").inner_text()
    opened(page, f"?{urlsplit(address).query}")
    assert query(page) == parse_qs(urlsplit(address).query)
    expect(page.locator("[data-total]")).to_have_text(total)
    expect(page.locator("[data-said]")).to_have_text(said)
    expect(page.locator("[data-known]")).to_have_attribute("aria-checked", "false")
    expect(page.locator("input[name=age][value=year]")).to_be_checked()
    assert page.locator("#filters input[name=cell]:checked").count() == 3


def test_a_house_that_is_asked_for_twice_at_once_stays_in_the_address(page: Page) -> None:
    open_the_middle(page)
    [house] = query(page)["house"]
    opened(page, f"?house=0{house}")  # which is written otherwise than the page itself writes it
    expect(page.locator(f"#card [data-house='{house}']")).to_be_visible()
    assert query(page)["house"] == [house]


def test_the_list_keeps_the_filters_and_gives_them_back(page: Page) -> None:
    everything = in_all(page)
    page.locator("[data-preset=vacant]").click()
    expect(page.locator("[data-total]")).not_to_have_text(str(everything))
    total = page.locator("[data-total]").inner_text()
    page.locator(".views a[data-view=list]").click()
    page.wait_for_url("**/houses/**")
    expect(page.locator("#title b")).to_have_text(total)
    page.locator(".house-table tbody a").first.click()
    page.wait_for_url(re.compile(r"/houses/\d+/"))
    page.go_back()
    page.locator(".views a").first.click()
    page.wait_for_url("**/map/**")
    assert page.locator("#filters input[name=cell]:checked").count() == 3


def test_the_list_is_filtered_without_the_map(page: Page) -> None:
    page.goto("/houses/")
    page.locator("label.state-cell:has([value=occupied-reported])").click()
    page.locator("#filters button[type=submit]").click()
    page.wait_for_url("**/houses/?**")
    assert "occupied-reported" not in query(page)["cell"]
    words = page.locator(".house-table .state").all_inner_texts()
    assert words
    assert not [word for word in words if "居住中（報告）" in word]


def test_the_search_of_the_header_opens_the_list(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("家屋 000007")
    page.keyboard.press("Enter")
    page.wait_for_url("**/houses/?q=*000007")
    expect(page.locator(".house-table tbody tr")).to_have_count(1)


def test_the_map_of_the_country_lies_under_the_houses_where_the_network_brings_it(page: Page) -> None:
    page.route("**://cyberjapandata.gsi.go.jp/**", lambda route: route.fulfill(body=PIXEL, content_type="image/png"))
    page.locator("[data-map=background]").click()
    expect(page.locator("[data-credit]")).to_contain_text("国土地理院")
    expect(page.locator("#map img.leaflet-tile-loaded").first).to_be_attached()
    page.locator("[data-map=background]").click()
    expect(page.locator("[data-credit]")).to_contain_text("みほん市")
    expect(page.locator("#map img.leaflet-tile")).to_have_count(0)


def test_our_own_ground_takes_its_place_where_it_does_not(page: Page) -> None:
    def refuse(route: Route) -> None:
        route.abort("internetdisconnected")

    page.route("**://cyberjapandata.gsi.go.jp/**", refuse)
    page.locator("[data-map=background]").click()
    expect(page.locator("[data-note]")).to_contain_text("台帳の地図に かえました")
    expect(page.locator("[data-credit]")).to_contain_text("みほん市")
    expect(page.locator("#map canvas.leaflet-tile").first).to_be_attached()


def test_a_session_that_ended_is_told_in_one_sentence(page: Page) -> None:
    page.context.clear_cookies()
    page.locator("[data-preset=vacant]").click()
    expect(page.locator("[data-note]")).to_contain_text("サインイン")


def test_far_away_houses_are_counted_on_a_grid(page: Page) -> None:
    everything = in_all(page)
    page.locator("[data-map=farther]").click()
    page.wait_for_timeout(800)
    _, latitude, longitude = query(page)["at"][0].split("/")
    opened(page, f"?at=12/{latitude}/{longitude}")
    expect(page.locator("[data-squares]")).to_be_visible()
    assert soon(page, lambda: in_view(page) == everything)


@pytest.mark.parametrize("size", ["desktop", "tablet", "phone"])
def test_the_pages_look_right_and_bar_nobody(sign_in: SignIn, look_at: LookAt, size: str) -> None:
    page = opened(sign_in("staff", size))
    look_at(page, "map")
    open_the_middle(page)
    page.wait_for_timeout(800)
    look_at(page, "map_house")
    page.keyboard.press("Escape")
    if size != "desktop":
        page.locator(".open-filters").click()
        look_at(page, "map_filters")
    page.goto("/houses/")
    look_at(page, "list")
    page.goto("/houses/areas/")
    look_at(page, "areas")
    page.goto("/houses/?q=ない町")
    look_at(page, "list_empty")


def test_a_tile_that_did_not_come_is_said_until_it_comes_and_nothing_is_counted_meanwhile(page: Page) -> None:
    note, number_in_view = page.locator("[data-note]"), page.locator("[data-range=vacant] b")
    page.route("**/tiles/houses/**", lambda route: route.abort("internetdisconnected"))
    with page.expect_response("**/map/counts/**"):
        page.locator("[data-preset=vacant]").click()
    expect(number_in_view).to_have_text("―")
    page.wait_for_load_state("networkidle")
    expect(note).to_contain_text("読みこめませんでした")
    page.unroute("**/tiles/houses/**")
    page.locator("[data-preset=all]").click()
    expect(number_in_view).to_have_text(re.compile(r"^[0-9,]+$"))
    expect(note).to_be_empty()
