"""The office's pages about people and about taking out, as they look; and a new head, from appointment to paper."""

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SIZES, OpenContext
from tests.server import Server

pytestmark = pytest.mark.browser
SignIn = Callable[..., Page]
LookAt = Callable[[Page, str], None]


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, page.url


@pytest.mark.parametrize("size", SIZES)
def test_the_pages_about_people_look_right_and_bar_nobody(sign_in: SignIn, look_at: LookAt, size: str) -> None:
    page = sign_in("admin", size)
    for name, address in {
        "people": "/people/",
        "people_none": "/people/?q=どこにもない自治会",
        "contact_point": "/people/contact-point/",
        "office_people": "/people/office/",
        "reset_closed": "/accounts/reset/not-a-token",
    }.items():
        page.goto(address)
        look_at(page, name)
        fits(page)
    page.goto("/people/")
    page.locator("tbody a").nth(list(SIZES).index(size)).click()
    look_at(page, "association")
    fits(page)
    association = page.url
    page.locator("form[action$='/paper/'] button").first.click()
    expect(page.locator("article.sheet .square")).to_be_visible()
    look_at(page, "sheet")
    fits(page)
    link = page.locator("article.sheet .link.small").inner_text()
    page.reload()
    expect(page.locator("article.sheet .link.small")).to_have_text(link)
    page.goto(association)
    page.locator("form[action$='/paper/'] button").first.click()
    look_at(page, "sheet_again")
    fits(page)
    page.get_by_role("link", name="その紙を もう一度 見る").click()
    expect(page.locator("article.sheet .link.small")).to_have_text(link)


@pytest.mark.parametrize("size", SIZES)
def test_taking_out_looks_right_and_bars_nobody(sign_in: SignIn, look_at: LookAt, size: str) -> None:
    page = sign_in("staff", size)
    page.goto("/export/")
    look_at(page, "export")
    fits(page)
    page.locator("main form.stack[method=post]").evaluate("form => { form.noValidate = true }")
    page.get_by_role("button", name="書き出す", exact=True).click()
    expect(page.locator(".errors").first).to_be_visible()
    look_at(page, "export_errors")
    page.get_by_label("書き出す理由").fill("議会の答弁のため")
    page.get_by_role("button", name="書き出す", exact=True).click()
    expect(page.locator("a[href*='/files/']").first).to_be_visible(timeout=60_000)
    look_at(page, "export_done")
    fits(page)


@pytest.mark.parametrize("size", SIZES)
def test_the_doors_look_right_and_bar_nobody(open_context: OpenContext, look_at: LookAt, size: str) -> None:
    page = open_context(size).new_page()
    for name, address in {
        "enrol_number": "/field/enrol/",
        "enrol_closed": "/field/enrol/not-a-token",
        "nothing_here": "/nothing/here/",
        "field_closed": "/field/",
    }.items():
        page.goto(address)
        look_at(page, name)
        fits(page)


@pytest.mark.parametrize("size", SIZES)
def test_a_person_of_the_office_is_added_and_chooses_passwords(
    sign_in: SignIn, open_context: OpenContext, look_at: LookAt, size: str
) -> None:
    page = sign_in("admin", size)
    page.goto("/people/office/")
    login = f"new-{size}"
    page.get_by_label("名前").fill(f"新木 {size}")
    page.get_by_label("利用者番号").fill(login)
    page.get_by_role("button", name="加える", exact=True).click()
    first = page.locator(".password").inner_text()
    look_at(page, "newcomer")
    fits(page)
    page.reload()
    expect(page.locator(".password")).to_have_text(first)

    theirs = open_context(size).new_page()
    theirs.goto("/accounts/login/")
    theirs.locator("input[name=login]").fill(login)
    theirs.locator("input[name=password]").fill(first)
    theirs.locator("form:has(input[name=password]) button[type=submit]").click()
    theirs.wait_for_url("**/accounts/password/change/", timeout=60_000)
    look_at(theirs, "first_password")
    fits(theirs)

    page.goto("/people/office/")
    page.get_by_role("link", name=f"新木 {size}").click()
    page.get_by_text("決め直す紙をつくる").click()
    look_at(page, "person")
    fits(page)
    page.get_by_role("button", name="パスワードを止めて 紙をつくる").click()
    link = page.locator("article.sheet .link.small").inner_text()
    look_at(page, "reset_sheet")
    fits(page)
    theirs.goto("/people/")
    theirs.wait_for_url("**/accounts/login/**")
    theirs.goto(link)
    expect(theirs.get_by_role("heading", name="新しいパスワードを決める")).to_be_visible()
    look_at(theirs, "reset")
    fits(theirs)


def test_a_new_head_is_appointed_and_the_old_one_ends(sign_in: SignIn) -> None:
    page = sign_in("staff")
    page.goto("/people/")
    page.locator("tbody a").last.click()
    page.get_by_label("名前").fill("秋葉 とめ")
    page.locator("input[name=starts_on]").fill(dt.date.today().isoformat())
    page.get_by_role("button", name="この人を 会長にする").click()
    current = page.locator("section.card", has_text="いまの会長").first
    expect(current.locator("h2")).to_have_text("秋葉 とめ")
    expect(page.locator("section[aria-labelledby=earlier] li").first).to_be_visible()
    current.locator("form[action$='/paper/'] button").click()
    expect(page.locator("article.sheet")).to_contain_text("秋葉 とめ 様")


@pytest.mark.parametrize("address", ["/deeds/", "/export/?on=2026-11-20"])
def test_beside_a_date_stands_its_day_in_the_japanese_calendar_for_who_reads_japanese(
    sign_in: SignIn, address: str
) -> None:
    page = sign_in("admin")
    page.goto(address)
    beside = page.locator("[data-era-of]").first
    page.locator("input[type=date]").first.fill("2026-11-20")
    expect(beside).to_have_text("令和8年11月20日")
    page.get_by_role("button", name="English").click()
    page.locator("input[type=date]").first.fill("2026-11-19")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(beside).to_have_text("")


AN_EXPORT = """
from akiya.access import acting_as
from akiya.models import Municipality, Person
from maps.exports import jobs
from maps.exports.order import Order
from maps.formats import Format
with acting_as(Person.objects.get(login="staff")) as staff:
    print(jobs.ask(Order(Format.CSV), Municipality.objects.get(pk=staff.sees[0]), "確かめるため", staff).pk)
"""


def test_what_an_export_counts_is_said_every_second_as_at_first(sign_in: SignIn, server: Server) -> None:
    job = server.manage("shell", "-v0", "-c", AN_EXPORT).split()[-1]
    page = sign_in("staff")
    now = {"phase": "working", "words": "書き出しています", "rows": 1234, "total": 2500, "over": False}
    page.route("**/status/", lambda route: route.fulfill(json=now))
    page.route("**/status", lambda route: route.fulfill(json=now))
    page.goto(f"/export/{job}/")
    expect(page.locator("[data-numbers]")).to_have_text("1,234 / 2,500棟")
