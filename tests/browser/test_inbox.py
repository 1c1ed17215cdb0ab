"""受信箱 in a browser: by keyboard as by mouse, at three sizes, with an undo after each settlement."""

import uuid
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SIZES
from tests.server import Server

pytestmark = pytest.mark.browser
SignIn = Callable[..., Page]
LookAt = Callable[[Page, str], None]

ODDITIES = "from fixtures.oddities import add_oddities; add_oddities('069990')"


@pytest.fixture(scope="module", autouse=True)
def something_waits(server: Server) -> None:
    server.manage("shell", "-v0", "-c", ODDITIES)


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, page.url


@pytest.mark.parametrize("size", SIZES)
def test_every_kind_looks_right_and_bars_nobody(sign_in: SignIn, look_at: LookAt, size: str) -> None:
    page = sign_in("staff", size)
    for kind in ("", "differing", "held", "nowhere", "merge", "odd", "silent", "conflict", "reused"):
        page.goto(f"/inbox/?kind={kind}")
        look_at(page, f"inbox_{kind or 'all'}")
        fits(page)
    page.goto("/inbox/")
    page.locator("[data-row] input").nth(5).check()
    look_at(page, "inbox_bulk")
    fits(page)
    page.goto("/inbox/?kind=differing")
    page.locator("[data-row] input").first.check()
    look_at(page, "inbox_bulk_differing")
    fits(page)
    for name, address in {
        "inbox_settled": "/inbox/settled/",
        "inbox_handover": "/inbox/handover/",
        "requests": "/requests/",
    }.items():
        page.goto(address)
        look_at(page, name)
        fits(page)


def test_a_contradiction_is_settled_and_undone_by_keyboard(sign_in: SignIn) -> None:
    page = sign_in("staff")
    page.goto("/inbox/?kind=differing")
    first = page.locator("h2#opened").inner_text()
    page.keyboard.press("j")
    expect(page.locator("h2#opened")).not_to_have_text(first)
    page.keyboard.press("x")
    expect(page.locator("[data-count]")).to_contain_text("1件")
    expect(page.locator(".bulk button[name=resolution]:visible")).to_have_text(["まとめてもう一度見てもらう"])
    page.keyboard.press("x")
    expect(page.locator(".bulk")).to_be_hidden()
    page.keyboard.press("k")
    expect(page.locator("h2#opened")).to_have_text(first)
    before = int(page.locator(".badge").inner_text().removesuffix("件"))
    page.keyboard.press("a")
    expect(page.locator("input#reason")).to_be_focused()
    page.keyboard.type("現地で確かめた")
    page.keyboard.press("Enter")
    expect(page.locator("[data-undo]")).to_be_visible()
    expect(page.locator(".badge")).to_have_text(f"{before - 1}件")
    page.keyboard.press("z")
    expect(page.locator(".badge")).to_have_text(f"{before}件")
    expect(page.locator("h2#opened")).to_have_text(first)


def test_what_must_be_looked_at_alone_is_not_settled_with_others(sign_in: SignIn) -> None:
    page = sign_in("staff")
    page.goto("/inbox/?kind=merge")
    page.locator("[data-row] input").first.check()
    expect(page.locator("[data-one-by-one]")).to_be_visible()
    expect(page.locator(".bulk button[name=resolution]:visible")).to_have_count(0)


def test_held_answers_are_accepted_together_and_all_taken_back_at_once(sign_in: SignIn, look_at: LookAt) -> None:
    page = sign_in("staff")
    page.goto("/inbox/?kind=held")
    before = page.locator("[data-row]").count()
    for box in page.locator("[data-row] input").all()[:2]:
        box.check()
    page.locator("#many-reason").fill("前の会長に確かめた")
    page.get_by_role("button", name="まとめて受け入れる").click()
    expect(page.locator("[data-undo]")).to_contain_text("2件：受け入れる")
    look_at(page, "inbox_undo_many")
    page.get_by_role("button", name="2件とも 取り消す").click()
    expect(page.locator(".messages")).to_contain_text("2件 取り消しました")
    expect(page.locator("[data-row]")).to_have_count(before)


def test_an_empty_reason_keeps_what_is_ticked_and_the_bar_stays_in_sight(sign_in: SignIn, look_at: LookAt) -> None:
    page = sign_in("staff")
    page.goto("/inbox/?kind=held")
    for box in page.locator("[data-row] input").all():
        box.check()
    ticked = page.locator("[data-row] input:checked").count()
    page.get_by_role("button", name="まとめて受け入れる").click()
    expect(page.locator("#many-refused")).to_contain_text("理由を書いてください")
    expect(page.locator("[data-row] input:checked")).to_have_count(ticked)
    look_at(page, "inbox_bulk_refused")
    page.goto("/inbox/")
    page.set_viewport_size({"width": 1440, "height": 500})
    page.locator("[data-row]").last.scroll_into_view_if_needed()
    expect(page.locator(".bulk")).to_be_in_viewport(ratio=1)
    page.get_by_role("button", name="選択を外す").click()
    expect(page.locator(".bulk")).to_be_hidden()


def test_what_was_typed_and_ticked_outlives_every_other_step(sign_in: SignIn) -> None:
    page = sign_in("staff")
    page.goto("/inbox/")
    page.locator("[data-row] input").nth(4).check()
    page.locator("#many-reason").fill("前の会長に")
    page.locator("input#reason").fill("電話で聞いた")
    page.locator("[data-row] a[data-open]").nth(1).click()
    expect(page.locator("input#reason")).to_have_value("")
    page.locator("[data-row] a[data-open]").first.click()
    expect(page.locator("input#reason")).to_have_value("電話で聞いた")
    page.get_by_role("button", name="別の状態にする").click()
    expect(page.locator("form.decide textarea[name=reason]")).to_have_value("電話で聞いた")
    page.get_by_role("link", name="受信箱へ もどる").click()
    expect(page.locator("input#reason")).to_have_value("電話で聞いた")
    expect(page.locator("[data-row] input").nth(4)).to_be_checked()
    expect(page.locator("#many-reason")).to_have_value("前の会長に")
    page.get_by_role("button", name="選択を外す").click()


def test_a_file_that_is_none_is_refused(sign_in: SignIn) -> None:
    page = sign_in("staff")
    page.goto("/inbox/handover/")
    page.locator("input[type=file]").set_input_files(
        {"name": f"{uuid.uuid4()}.json", "mimeType": "application/json", "buffer": b"<html>"}
    )
    page.get_by_role("button", name="受け取る", exact=True).click()
    expect(page.locator(".errors").first).to_contain_text("読めません")
