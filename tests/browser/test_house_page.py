"""The office in a real browser: signing in, what waits, and the page of one house."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SIZES, OpenContext, with_a_finger
from tests.server import PASSWORD, Server

SignIn = Callable[..., Page]
LookAt = Callable[[Page, str], None]
SCRIPT = '"><img src=x onerror="window.ran=1"><script>window.ran=1</script>'


def open_a_house(page: Page, place: int = 0) -> None:
    """From the first page to one of the houses reported vacant."""
    page.goto("/")
    page.get_by_role("link", name=re.compile("新しい報告")).click()
    page.locator("table tbody a").nth(place).click()
    page.wait_for_url("**/houses/*/?list=*")


def address_of(page: Page) -> str:
    """The house that is open, without the way by which it was opened."""
    return page.url.partition("?")[0]


@pytest.mark.browser
@pytest.mark.parametrize("size", SIZES)
def test_every_page_is_clear_at_every_size(
    sign_in: SignIn, open_context: OpenContext, look_at: LookAt, size: str
) -> None:
    door = open_context(size).new_page()
    door.goto("/accounts/login/")
    look_at(door, "login")
    page = sign_in("staff", size)
    look_at(page, "start")
    open_a_house(page)
    look_at(page, "house")
    house = address_of(page)
    for name, address in {
        "house_edit": "edit/",
        "house_observe": "observations/add/",
        "house_signal": "signals/add/",
        "house_in_the_past": "?on=2022-04-01&known=2023-04-01",
        "house_by_recording": "?order=recorded",
    }.items():
        page.goto(house + address)
        look_at(page, name)
    for name, address in {
        "waiting": "/waiting/reported/",
        "changes": "/changes/",
        "sign_in_settings": "/accounts/2fa/",
    }.items():
        page.goto(address)
        look_at(page, name)


@pytest.mark.browser
@pytest.mark.parametrize("size", SIZES)
def test_nothing_runs_out_of_the_page(sign_in: SignIn, size: str) -> None:
    page = sign_in("staff", size)
    open_a_house(page)
    for address in (page.url, address_of(page) + "edit/", "/", "/waiting/reported/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]


@pytest.mark.browser
def test_a_decision_is_made_taken_back_and_put_back(sign_in: SignIn, look_at: LookAt) -> None:
    page = sign_in("staff")
    open_a_house(page, place=1)
    decide = page.locator("form.decide")
    decide.get_by_role("radio", name="居住中").check()
    button = decide.get_by_role("button")
    expect(button).to_have_text("居住中（確認）と決める")
    decide.get_by_label("いつから").fill("R8.9.1")
    decide.get_by_label("決め方").select_option(label="現地で確認")
    decide.get_by_label("理由").fill("所有者の家族が もどった")
    button.click()
    expect(page.locator(".standing b")).to_have_text("居住中（確認）")
    expect(page.locator(".standing")).to_contain_text("令和8年9月1日から")
    page.locator(".message").get_by_role("link", name="取り消す").click()
    look_at(page, "house_retract")
    page.get_by_label("理由").fill("別の家だった")
    page.get_by_role("button", name="この記録を 取り消す").click()
    expect(page.locator(".standing b")).to_have_text("空き家（報告）")
    expect(page.locator("tr.retracted")).to_contain_text("別の家だった")
    page.locator(".message").get_by_role("link", name="取り消す").click()
    page.get_by_label("理由").fill("やはり この家")
    page.get_by_role("button", name="この記録を もどす").click()
    expect(page.locator(".standing b")).to_have_text("居住中（確認）")


@pytest.mark.browser
def test_what_is_wrong_is_said_beside_the_form(sign_in: SignIn) -> None:
    page = sign_in("staff")
    open_a_house(page, place=2)
    decide = page.locator("form.decide")
    decide.get_by_label("いつから").fill("きのうの夜")
    decide.get_by_label("理由").fill("ためし")
    decide.get_by_role("button").click()
    expect(decide.locator(".errors").first).to_contain_text("日付として読めません")
    expect(decide.get_by_label("理由")).to_have_value("ためし")


@pytest.mark.browser
def test_a_call_written_twice_by_an_impatient_hand_is_written_once(sign_in: SignIn) -> None:
    page = sign_in("staff")
    open_a_house(page, place=3)
    house = address_of(page)
    before = page.locator("tr.record").count()
    page.get_by_role("link", name="電話・窓口の確認を書く").click()
    page.get_by_label("だれも住んでいないようだ").check()
    page.get_by_label("メモ").fill("となりの人から")
    page.get_by_role("button", name="確認を書く").dblclick()
    page.wait_for_url(house)
    expect(page.locator("tr.record")).to_have_count(before + 1)


@pytest.mark.browser
def test_text_in_the_clothes_of_a_script_does_nothing(sign_in: SignIn) -> None:
    page = sign_in("staff")
    open_a_house(page, place=4)
    house = address_of(page)
    was = called(page, house, dict.fromkeys(("住居表示", "地番", "目印"), SCRIPT))
    page.goto(house + "observations/add/")
    page.get_by_label("たまに使っている").check()
    page.get_by_label("メモ").fill(SCRIPT)
    page.get_by_role("button", name="確認を書く").click()
    for address in (house, house + "edit/", "/", "/changes/", "/waiting/reported/"):
        page.goto(address)
        assert page.evaluate("window.ran") is None
    page.goto(house)
    expect(page.locator("h1")).to_have_text(SCRIPT)
    called(page, house, was)  # other tests measure lists in which it stands


def called(page: Page, house: str, wanted: dict[str, str]) -> dict[str, str]:
    """Correct what is written of a house, by the labels of the form. Gives what was written before."""
    page.goto(house + "edit/")
    was = {label: page.get_by_label(label).input_value() for label in wanted}
    for label, text in wanted.items():
        page.get_by_label(label).fill(text)
    page.get_by_role("button", name="直す").click()
    page.wait_for_url(house)
    return was


@pytest.mark.browser
def test_the_keyboard_reaches_search_and_the_way_past_the_header(sign_in: SignIn) -> None:
    page = sign_in("staff")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("本文へ")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.type("a/b")
    expect(page.locator("#search")).to_have_value("a/b")


@pytest.mark.browser
def test_the_language_changes_and_stays_changed(sign_in: SignIn) -> None:
    page = sign_in("staff")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.goto("/changes/")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("button", name="日本語").click()
    expect(page.locator("html")).to_have_attribute("lang", "ja")


@pytest.mark.browser
def test_leaving_closes_the_office(sign_in: SignIn) -> None:
    page = sign_in("viewer")
    page.get_by_role("button", name="出る").click()
    page.wait_for_url("**/accounts/login/")
    page.goto("/")
    page.wait_for_url("**/accounts/login/**")


@pytest.mark.browser
def test_a_passkey_is_enough_to_sign_in(open_context: OpenContext, server: Server, look_at: LookAt) -> None:
    """Registered by who has a password, then used alone, with user verification.

    Passkeys belong to a name: to localhost they do, to a bare number such as 127.0.0.1 they never do. It is the
    viewer's, as whom nobody signs in afterwards: a password alone is not enough for who has a passkey.
    """
    here = server.url.replace("127.0.0.1", "localhost")
    page = open_context().new_page()
    page.goto(f"{here}/accounts/login/")
    page.get_by_label("利用者番号").fill("viewer")
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="サインイン", exact=True).click()
    page.wait_for_url(f"{here}/")
    with_a_finger(page)
    page.goto(f"{here}/accounts/2fa/webauthn/add/")
    look_at(page, "reauthenticate")
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="確かめる").click()
    look_at(page, "passkey_add")
    page.get_by_role("button", name="登録する").click()
    page.wait_for_url(lambda address: "webauthn/add" not in address)
    page.goto(f"{here}/accounts/2fa/webauthn/")
    expect(page.get_by_role("heading", name="パスキー 1")).to_be_visible()
    look_at(page, "passkeys")
    page.get_by_role("button", name="出る").click()
    page.wait_for_url("**/accounts/login/")
    page.get_by_role("button", name="パスキーで サインイン").click()
    page.wait_for_url(f"{here}/")
    expect(page.locator(".me-post")).to_have_text("閲覧")


@pytest.mark.browser
def test_a_passkey_that_does_not_work_says_so(open_context: OpenContext) -> None:
    page = open_context().new_page()
    page.goto("/accounts/login/")
    page.get_by_role("button", name="パスキーで サインイン").click()
    expect(page.get_by_role("alert")).to_contain_text("パスキーを 確かめられませんでした。")


@pytest.mark.browser
def test_what_was_typed_is_sent_again_after_a_sign_in_beside_it(sign_in: SignIn, look_at: LookAt) -> None:
    """Signing in changes the mark against forgery, so the page fetches the new one."""
    page = sign_in("staff")
    page.goto("/houses/")
    page.locator(".house-table tbody a").first.click()
    page.wait_for_url(re.compile(r"/houses/\d+/"))
    page.goto(f"{page.url.split('?')[0]}signals/add/")
    page.locator("[name=kind]").select_option("mail_returned")
    page.locator("[name=observed_on]").fill("9月30日")
    page.locator("[name=source]").fill("市民課から")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="兆候を加える").click()
    expect(page.get_by_role("heading", name="サインインが 切れています")).to_be_visible()
    look_at(page, "signed_out")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="別の窓で サインインする").click()
    beside = opened.value
    beside.get_by_label("利用者番号").fill("staff")
    beside.get_by_label("パスワード").fill(PASSWORD)
    beside.get_by_role("button", name="サインイン", exact=True).click()
    beside.wait_for_url("**/")
    page.get_by_role("button", name="もう一度 送る").click()
    page.wait_for_url(re.compile(r"/houses/\d+/$"))
    expect(page.get_by_text("市民課から").first).to_be_visible()
