"""What was said stays on the tablet until the register has repeated it."""

import datetime as dt
import hashlib
import io
from collections.abc import Callable

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.field import (
    WRITES,
    answer,
    no_signal,
    open_house,
    press,
    repackaged,
    show,
    stored,
    taking,
    wait_sent,
)

pytestmark = pytest.mark.browser
OpenContext = Callable[..., BrowserContext]
CAMERA = 0x010F  # the EXIF tag of the maker


def photo(width: int = 3000, height: int = 2000) -> bytes:
    """A photo as a camera makes it, with what a camera writes into it."""
    image = Image.radial_gradient("L").resize((width, height)).convert("RGB")
    exif = Image.Exif()
    exif[CAMERA] = "カナリア"
    file = io.BytesIO()
    image.save(file, "JPEG", exif=exif)
    return file.getvalue()


def take(page: Page, content: bytes, name: str = "IMG_0001.JPG", kind: str = "image/jpeg") -> None:
    """Take a photo of the house on show, and go back to its question."""
    press(page, "[data-slot=photo]")
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": kind, "buffer": content})
    page.locator(".picture").wait_for()
    press(page, "[data-slot=done]")
    page.locator("[data-slot=photo-word]", has_text="写真1まい").wait_for()


def test_the_usual_step_after_a_photo_is_coloured(page: Page, look_at: Callable[[Page, str], None]) -> None:
    open_house(page)
    press(page, "[data-slot=photo]")
    assert page.locator(".main-button").all_inner_texts() == ["カメラを ひらく"]
    file = {"name": "IMG_0001.JPG", "mimeType": "image/jpeg", "buffer": photo()}
    page.locator("input[type=file]").set_input_files(file)
    page.locator(".picture").wait_for()
    assert page.locator(".main-button").all_inner_texts() == ["これで よい"]
    assert page.locator("[data-slot=take]").inner_text() == "もう1まい とる"
    look_at(page, "field_photo_taken")


def test_without_a_signal_answers_are_saved_and_wait(page: Page) -> None:
    open_house(page)
    with no_signal(page):
        answer(page, "occupied")
        answer(page, "gone")
        show(page, "sent")
        assert page.locator("[data-slot=waiting-count]").inner_text() == "2件"
        assert page.locator(".record").count() == 2


def test_what_waits_goes_by_itself_when_the_signal_is_back(page: Page) -> None:
    taken = taking(page)
    open_house(page)
    with no_signal(page):
        answer(page, "occupied")
        answer(page, "gone")
        page.wait_for_timeout(500)
        assert len(stored(page, "outbox")) == 2
    wait_sent(page)
    assert [body["answer"] for body in taken.bodies] == ["occupied", "gone"]


def test_what_waits_outlives_the_page(page: Page) -> None:
    page.route(WRITES, lambda route: route.abort())
    open_house(page)
    answer(page, "occupied")
    page.reload()
    page.locator("#asked").wait_for()
    show(page, "")
    page.locator(".row.done").first.wait_for()
    assert [entry["body"]["answer"] for entry in stored(page, "outbox")] == ["occupied"]


def test_saved_is_not_said_where_nothing_was_saved(page: Page) -> None:
    open_house(page)
    page.evaluate("() => { IDBObjectStore.prototype.add = () => { throw new DOMException('', 'QuotaExceededError') } }")
    press(page, "[data-answer=occupied]")
    page.locator(".strip", has_text="保存できませんでした").wait_for()
    assert page.locator("text=保存しました").count() == 0
    assert stored(page, "outbox") == []


def test_saved_is_not_said_before_the_disk_has_it(page: Page) -> None:
    open_house(page)
    page.evaluate("""() => {
        const ends = Object.getOwnPropertyDescriptor(IDBTransaction.prototype, 'oncomplete');
        Object.defineProperty(IDBTransaction.prototype, 'oncomplete', { set(act) {
            ends.set.call(this, (event) => setTimeout(() => act.call(this, event), 700));
        } });
    }""")
    press(page, "[data-answer=occupied]")
    page.wait_for_timeout(400)
    assert page.locator("text=保存しました").count() == 0
    page.locator("text=保存しました").first.wait_for()


def test_saved_is_asked_to_be_on_the_disk_itself(page: Page) -> None:
    page.evaluate("""() => {
        const { transaction } = IDBDatabase.prototype;
        window.asked = [];
        IDBDatabase.prototype.transaction = function (stores, mode, options) {
            if (mode === "readwrite") window.asked.push(options?.durability);
            return transaction.call(this, stores, mode, options);
        };
    }""")
    open_house(page)
    answer(page, "occupied")
    assert set(page.evaluate("window.asked")) == {"strict"}, "or a power cut may take back what was said to be saved"


def test_a_busy_server_is_asked_again_and_nobody_has_to_press(page: Page) -> None:
    taken = taking(page)
    page.route(WRITES, lambda route: route.fulfill(status=429, json={"code": "busy", "message": ""}), times=1)
    open_house(page)
    answer(page, "occupied")
    wait_sent(page)
    assert [body["answer"] for body in taken.bodies] == ["occupied"]


def test_what_waits_goes_when_somebody_looks_at_the_tablet_again(page: Page) -> None:
    page.route(WRITES, lambda route: route.fulfill(status=401, json={"code": "not_enrolled", "message": ""}), times=1)
    open_house(page)
    answer(page, "occupied")
    page.wait_for_timeout(800)
    assert len(stored(page, "outbox")) == 1
    taking(page)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    wait_sent(page)


def test_receipts_are_forgotten_after_thirty_days(page: Page) -> None:
    ages = iter([31, 29])

    def long_ago(route: Route) -> None:
        recorded = dt.datetime.now(dt.UTC) - dt.timedelta(days=next(ages))
        name = route.request.url.split("/")[-1]
        route.fulfill(json={"id": name, "recorded_at": recorded.isoformat()})

    page.route(WRITES, long_ago)
    open_house(page)
    answer(page, "occupied")
    answer(page, "gone")
    wait_sent(page)
    assert len(stored(page, "receipts")) == 2
    page.reload()
    page.locator("h1").wait_for()
    assert [receipt["body"]["answer"] for receipt in stored(page, "receipts")] == ["gone"]


def test_a_list_whose_days_are_over_is_not_shown_until_the_server_is_met(page: Page) -> None:
    repackaged(page, lambda package: package.update(until="2026-01-01"))
    page.locator("[data-slot=next]").wait_for()
    page.route("**/field/api/package", lambda route: route.abort())
    page.reload()
    page.locator("[data-slot=sentence]", has_text="この一覧は 古くなりました").wait_for()
    assert page.locator(".row, [data-slot=next]").count() == 0


def test_a_page_that_is_not_the_registers_acknowledges_nothing(page: Page) -> None:
    page.route(WRITES, lambda route: route.fulfill(status=200, content_type="text/html", body="<h1>Welcome</h1>"))
    open_house(page)
    answer(page, "occupied")
    page.wait_for_timeout(800)
    assert len(stored(page, "outbox")) == 1
    page.unroute(WRITES)
    taking(page)
    page.evaluate("dispatchEvent(new Event('online'))")
    wait_sent(page)
    assert len(stored(page, "receipts")) == 1


def test_an_acknowledgement_of_something_else_acknowledges_nothing(page: Page) -> None:
    page.route(WRITES, lambda route: route.fulfill(json={"id": "00000000-0000-7000-8000-000000000000"}))
    open_house(page)
    answer(page, "occupied")
    page.wait_for_timeout(800)
    assert len(stored(page, "outbox")) == 1


def test_a_refused_entry_is_kept_and_stops_no_other(page: Page) -> None:
    def refuse_occupied(route: Route) -> None:
        if "occupied" in (route.request.post_data or ""):
            route.fulfill(status=409, json={"code": "conflict", "message": ""})
        else:
            route.fallback()

    taken = taking(page)
    page.route(WRITES, refuse_occupied)
    open_house(page)
    with no_signal(page):
        answer(page, "occupied")
        answer(page, "gone")
    page.wait_for_timeout(1500)
    assert [body["answer"] for body in taken.bodies] == ["gone"]
    assert [entry["body"]["answer"] for entry in stored(page, "outbox")] == ["occupied"]


def test_a_device_that_is_no_longer_known_keeps_what_it_has_and_says_so(page: Page) -> None:
    page.route(WRITES, lambda route: route.fulfill(status=401, json={"code": "not_enrolled", "message": ""}))
    open_house(page)
    answer(page, "occupied")
    page.wait_for_timeout(500)
    show(page, "all")
    page.locator(".strip", has_text="この タブレットは もう一度 設定が いります。").wait_for()
    assert len(stored(page, "outbox")) == 1


def test_a_photo_leaves_small_and_bare_after_its_answer(page: Page) -> None:
    taken = taking(page)
    open_house(page)
    take(page, photo())
    answer(page, "occupied")
    wait_sent(page)
    image = Image.open(io.BytesIO(taken.files[0]))
    assert taken.kinds == ["observations", "photos"]
    assert (image.format, image.size, dict(image.getexif())) == ("JPEG", (1600, 1067), {})
    assert taken.headers[1]["content-sha256"] == hashlib.sha256(taken.files[0]).hexdigest()
    assert len(taken.bodies[0]["photos"]) == 1
    assert stored(page, "bytes") == []


def test_a_photo_that_the_browser_cannot_read_leaves_as_it_is(page: Page) -> None:
    taken = taking(page)
    open_house(page)
    content = b"\0\0\0\x18ftypheic" + bytes(range(256)) * 8
    take(page, content, "IMG_0002.HEIC", "image/heic")
    answer(page, "occupied")
    wait_sent(page)
    assert taken.files == [content]
    assert taken.headers[1]["content-type"] == "image/heic"


def test_a_photo_is_thrown_away_by_one_press(page: Page) -> None:
    open_house(page)
    take(page, photo())
    press(page, "[data-slot=photo]")
    press(page, "[data-slot=drop]")
    page.locator("text=カメラを ひらく").wait_for()
    assert stored(page, "bytes") == []


def test_a_photo_taken_again_takes_the_place_of_the_first(page: Page) -> None:
    open_house(page)
    take(page, photo())
    press(page, "[data-slot=photo]")
    with page.expect_file_chooser() as chooser:
        press(page, "[data-slot=again]")
    chooser.value.set_files({"name": "b.jpg", "mimeType": "image/jpeg", "buffer": photo(400, 300)})
    expect(page.locator(".picture img")).to_have_js_property("naturalWidth", 400)
    assert len(stored(page, "bytes")) == 1


def test_the_register_itself_takes_a_photo(page: Page) -> None:
    open_house(page)
    take(page, photo())
    answer(page, "occupied")
    wait_sent(page)
    press(page, "[data-slot=undo]")
    page.locator(".strip.good", has_text="取り消しました").wait_for()
    wait_sent(page)
    assert sorted(receipt["kind"] for receipt in stored(page, "receipts")) == [
        "observation",
        "observation",
        "photo",
    ]
