"""The search field offers what may be meant, by keyboard and by ear, and is in nobody's way."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Request, Route, expect

pytestmark = pytest.mark.browser
SignIn = Callable[..., Page]
LookAt = Callable[[Page, str], None]


def field(page: Page) -> Locator:
    return page.locator("#search")


def options(page: Page) -> Locator:
    return page.locator(".search [role=option]")


def asked(page: Page) -> list[str]:
    """What the page asks for from now on."""
    found: list[str] = []

    def note(request: Request) -> None:
        if "/houses/suggest/" in request.url:
            found.append(request.url)

    page.on("request", note)
    return found


def test_typing_offers_houses_that_arrows_and_enter_open(sign_in: SignIn, look_at: LookAt) -> None:
    page = sign_in("staff")
    field(page).press_sequentially("000005")
    expect(options(page)).to_have_count(1)
    expect(page.get_by_role("combobox", name="さがす")).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".search [role=status]")).to_have_text("1件 見つかりました。矢印キーで えらべます。")
    page.keyboard.press("ArrowDown")
    expect(options(page).first).to_have_attribute("aria-selected", "true")
    assert field(page).get_attribute("aria-activedescendant") == options(page).first.get_attribute("id")
    look_at(page, "suggestions")
    page.keyboard.press("Enter")
    page.wait_for_url("**/houses/*/")
    expect(page.locator("main")).to_contain_text("000005")


def test_enter_alone_searches_as_it_always_did(sign_in: SignIn) -> None:
    page = sign_in("staff")
    field(page).press_sequentially("自治会")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/houses/?q=*")


def test_escape_closes_the_list_first_and_empties_the_field_after_it(sign_in: SignIn) -> None:
    page = sign_in("staff")
    field(page).press_sequentially("自治会")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("Escape")
    expect(options(page)).to_have_count(0)
    expect(field(page)).to_have_value("自治会")
    page.keyboard.press("Escape")
    expect(field(page)).to_have_value("")


def test_where_nothing_is_found_it_says_so(sign_in: SignIn, look_at: LookAt) -> None:
    page = sign_in("staff")
    field(page).press_sequentially("どこにもない町")
    expect(page.get_by_text("見つかりません", exact=True)).to_be_visible()
    expect(field(page)).to_have_attribute("aria-expanded", "false")
    look_at(page, "suggestions_none")


def test_nothing_is_asked_while_kana_are_being_turned_into_kanji(sign_in: SignIn) -> None:
    page = sign_in("staff")
    questions = asked(page)
    typist = page.context.new_cdp_session(page)
    field(page).focus()
    for kana in ("じ", "じち", "じちか", "じちかい"):
        typist.send("Input.imeSetComposition", {"text": kana, "selectionStart": len(kana), "selectionEnd": len(kana)})
        page.wait_for_timeout(300)
    assert field(page).input_value() == "じちかい"
    assert questions == []
    typist.send("Input.insertText", {"text": "自治会"})
    expect(options(page).first).to_be_visible()
    assert len(questions) == 1


def test_a_later_question_gives_the_earlier_one_up(sign_in: SignIn) -> None:
    page = sign_in("staff")
    given_up: list[str] = []
    page.on("requestfailed", lambda request: given_up.append(request.url))
    held: list[Route] = []
    page.route("**/houses/suggest/?q=000001", lambda route: held.append(route))
    field(page).press_sequentially("000001")
    page.wait_for_timeout(400)
    field(page).fill("000002")
    expect(options(page)).to_have_count(1)
    expect(options(page)).to_contain_text("000002")
    assert len(held) == 1
    assert [url.rpartition("q=")[2] for url in given_up] == ["000001"]


def test_on_the_map_a_house_opens_beside_it_and_the_day_stays(sign_in: SignIn) -> None:
    page = sign_in("staff")
    page.goto("/map/?on=2024-04-01")
    field(page).press_sequentially("000005")
    options(page).first.click()
    expect(page.locator("#card")).to_contain_text("000005")
    assert "/map/?on=2024-04-01" in page.url
    assert "house=" in page.url


def test_on_a_telephone_the_list_lies_inside_the_screen(sign_in: SignIn, look_at: LookAt) -> None:
    page = sign_in("staff", "phone")
    field(page).press_sequentially("自治会")
    expect(options(page).first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    box = page.locator(".search [role=listbox]").bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 360
    look_at(page, "suggestions")


def test_without_scripts_the_field_is_a_form(open_context: Callable[..., BrowserContext], sign_in: SignIn) -> None:
    cookies = sign_in("staff").context.storage_state()
    page = open_context(java_script_enabled=False, storage_state=cookies).new_page()
    page.goto("/")
    assert field(page).get_attribute("role") is None
    field(page).fill("000005")
    page.keyboard.press("Enter")
    page.wait_for_url("**/houses/?q=000005")
    expect(page.locator(".house-table tbody tr")).to_have_count(1)


def test_where_a_kind_has_many_areas_letters_of_the_name_narrow_them_by_the_rule_of_every_search(
    sign_in: SignIn,
) -> None:
    page = sign_in("staff")
    page.route("**/maps/areas*.js", few_are_many)
    page.goto("/houses/")
    areas, letters = page.locator("#area"), page.locator("#area-letters")
    names = areas.locator("option").all_inner_texts()[1:]
    letters.fill(f"みほん市　{names[-1]}".replace("自", "\u200b自"))
    expect(areas.locator("option")).to_have_count(1 + sum(names[-1] in name for name in names))
    areas.select_option(label=names[-1])
    letters.fill("どこにもない")
    expect(areas.locator("option")).to_have_count(2)
    assert areas.locator("option").all_inner_texts()[1:] == [names[-1]], "what is chosen stays on offer"
    letters.fill("")
    expect(areas.locator("option")).to_have_count(1 + len(names))


def few_are_many(route: Route) -> None:
    """The town of the tests is small: two areas of a kind are many here."""
    answer = route.fetch()
    text = answer.text().replace("const MANY = 8;", "const MANY = 1;")
    assert "MANY = 1" in text
    route.fulfill(response=answer, body=text)
