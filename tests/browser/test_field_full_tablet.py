"""A tablet without room: the answer is saved all the same, without its photo, and one sentence says so."""

import io
from collections.abc import Callable

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page

from tests.browser.field import open_house, press, stored, taking, wait_sent

pytestmark = pytest.mark.browser
OpenContext = Callable[..., BrowserContext]


# A browser says so of a request or of the whole transaction; what it grants is not ours to set.
FULL = """kind => {
  const method = kind === "bytes" ? "put" : "add";
  const real = IDBObjectStore.prototype[method];
  IDBObjectStore.prototype[method] = function (entry, key) {
    const refused = kind === "bytes" ? this.name === "bytes" : entry.kind === kind;
    if (refused) throw new DOMException("", "QuotaExceededError");
    return real.call(this, entry, ...(key === undefined ? [] : [key]));
  };
}"""


def choose(page: Page, kind: str = "image/jpeg", name: str = "a.jpg", content: bytes | None = None) -> None:
    if content is None:
        file = io.BytesIO()
        Image.effect_noise((1600, 1200), 90).convert("RGB").save(file, "JPEG", quality=95)
        content = file.getvalue()
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": kind, "buffer": content})


def test_a_photo_without_room_is_given_up_and_the_answer_saved(page: Page) -> None:
    taken = taking(page)
    open_house(page)
    press(page, "[data-slot=photo]")
    page.evaluate(FULL, "bytes")
    choose(page)
    page.locator("[data-slot=trouble]", has_text="写真なしで 答えられます。").wait_for()
    assert stored(page, "bytes") == []
    press(page, "[data-slot=back]")
    press(page, "[data-answer=occupied]")
    page.locator(".strip.good", has_text="保存しました").wait_for()
    wait_sent(page)
    assert (taken.kinds, taken.bodies[0]["photos"]) == (["observations"], [])


def test_where_the_answer_has_no_room_beside_its_photo_the_photo_goes(page: Page) -> None:
    taken = taking(page)
    open_house(page)
    press(page, "[data-slot=photo]")
    choose(page)
    page.locator(".picture").wait_for()
    press(page, "[data-slot=done]")
    page.evaluate(FULL, "photo")
    press(page, "[data-answer=gone]")
    page.locator(".strip.good", has_text="写真なしで 保存しました").wait_for()
    wait_sent(page)
    assert (taken.kinds, taken.bodies[0]["answer"], taken.bodies[0]["photos"]) == (["observations"], "gone", [])
    assert stored(page, "bytes") == []


def test_a_house_may_have_several_photos(page: Page) -> None:
    taken = taking(page)
    open_house(page)
    press(page, "[data-slot=photo]")
    for number in range(1, 4):
        choose(page)
        page.locator(".picture").nth(number - 1).wait_for()
    choose(page, "image/heic", "b.heic", b"\0\0\0\x18ftypheic" + bytes(2000))
    page.locator(".blind").nth(3).wait_for(state="attached")
    press(page, "[data-slot=done]")
    page.locator("[data-slot=photo-word]", has_text="写真4まい").wait_for()
    press(page, "[data-answer=occupied]")
    wait_sent(page)
    assert taken.kinds == ["observations", *["photos"] * 4]
    assert len(taken.bodies[0]["photos"]) == 4
    assert len(set(taken.bodies[0]["photos"])) == 4
