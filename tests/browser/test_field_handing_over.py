"""職員に わたす, a tablet that passes from hand to hand, and a register that was restored."""

import base64
import hashlib
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, Route, expect

from surveys.handover.reading import read
from tests.browser.field import WRITES, answer, open_house, press, repackaged, show, stored, taking, wait_sent
from tests.browser.holders import another_head, enrol_anew, two_holders_answer
from tests.server import Server

pytestmark = pytest.mark.browser
MANY_RECEIPTS = """count => new Promise(resolve => {
  const opening = indexedDB.open("akiya-field");
  opening.onsuccess = () => {
    const writing = opening.result.transaction("receipts", "readwrite");
    const at = new Date().toISOString();
    for (let seq = 1; seq <= count; seq++) {
      const id = crypto.randomUUID();
      const body = { house: null, found: null, answer: "gone", photos: [] };
      writing.objectStore("receipts").put({ kind: "observation", id, seq, label: "", at, recorded_at: at, body });
    }
    writing.oncomplete = () => { opening.result.close(); resolve(); };
  };
})"""
UNREADABLE = "indexedDB.databases = () => Promise.reject(new Error('unreadable'))"
REGRETTED = """navigator.canShare = () => true;
  navigator.share = () => Promise.reject(new DOMException('', 'AbortError'))"""
OpenContext = Callable[..., BrowserContext]
LookAt = Callable[[Page, str], None]


def photo() -> bytes:
    file = io.BytesIO()
    Image.radial_gradient("L").save(file, "JPEG")
    return file.getvalue()


def take(page: Page, count: int) -> None:
    press(page, "[data-slot=photo]")
    for taken in range(1, count + 1):
        page.locator("input[type=file]").set_input_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo()})
        page.locator(".picture").nth(taken - 1).wait_for()
    press(page, "[data-slot=done]")
    page.locator("#asked").wait_for()


def handed_over(page: Page) -> dict[str, Any]:
    with page.expect_download() as download:
        press(page, "[data-slot=give]")
    written = Path(download.value.path()).read_bytes()
    said: dict[str, Any] = json.loads(written)
    assert isinstance(said["association"], int), "the tablet knows whose it is"
    assert read(io.BytesIO(written), io.BytesIO()).association == said["association"], (
        "the office reads what the tablet writes"
    )
    assert download.value.suggested_filename.startswith(f"akiya-{said['device'][:8]}-")
    return said


def test_everything_unsent_goes_into_one_file_with_its_photos_and_stays(page: Page, look_at: LookAt) -> None:
    page.route(WRITES, lambda route: route.abort())
    open_house(page)
    take(page, 2)
    answer(page, "gone")
    answer(page, "occupied")
    show(page, "sent")
    said = handed_over(page)
    assert (said["format"], said["version"]) == ("akiya-field-handover", 1)
    assert [entry["body"]["answer"] for entry in said["entries"]] == ["gone", "occupied"]
    assert {entry["holder"] for entry in said["entries"]} == {said["holders"][0]["id"]}
    assert len(said["photos"]) == 2
    for each in said["photos"]:
        assert hashlib.sha256(base64.b64decode(each["base64"])).hexdigest() == each["sha256"]
        assert each["observation"] == said["entries"][0]["id"]
    page.locator("[data-slot=given]", has_text="2件を ファイルに しました").wait_for()
    assert len(stored(page, "outbox")) == 4, "nothing leaves the tablet by being handed over"
    look_at(page, "field_sent_waiting")


def test_what_was_said_of_the_file_stays_while_the_tablet_goes_on_trying_to_send(page: Page) -> None:
    tries: list[str] = []
    page.route(WRITES, lambda route: (tries.append(route.request.url), route.abort())[1])
    open_house(page)
    answer(page, "gone")
    show(page, "sent")
    handed_over(page)
    before = len(tries)
    for _miss in range(2):
        page.evaluate("dispatchEvent(new Event('focus'))")
        page.wait_for_timeout(1000)
    assert len(tries) > before, "or it does not try"
    page.locator("main").evaluate("(drawn) => { drawn.dataset.before = '' }")
    page.evaluate("dispatchEvent(new Event('offline'))")
    page.locator("main:not([data-before])").wait_for()
    expect(page.locator("[data-slot=given]")).to_contain_text("1件を ファイルに しました")


@pytest.mark.parametrize(
    ("trouble", "said"),
    [(UNREADABLE, "^保存できませんでした"), (REGRETTED, "^$")],
    ids=["what cannot be read", "a change of mind"],
)
def test_only_a_failure_to_give_the_file_out_is_said(page: Page, trouble: str, said: str) -> None:
    page.route(WRITES, lambda route: route.abort())
    open_house(page)
    answer(page, "gone")
    show(page, "sent")
    page.evaluate(f"() => {{ {trouble} }}")
    page.locator("[data-slot=given]").evaluate("(given) => { given.textContent = 'まえの ことば' }")
    press(page, "[data-slot=give]")
    given = page.locator("[data-slot=given]")
    expect(given).to_have_text(re.compile(said))
    assert len(stored(page, "outbox")) == 1


def test_the_next_holder_sees_and_sends_nothing_of_the_one_before(
    open_context: OpenContext, server: Server, look_at: LookAt
) -> None:
    page = open_context("phone", has_touch=True).new_page()
    enrol_anew(page, "head", server)
    sent: list[str] = []
    page.route(WRITES, lambda route: (sent.append(route.request.url), route.abort())[1])
    first = page.locator("[data-slot=next-house]").inner_text()
    open_house(page)
    answer(page, "gone")
    show(page, "")
    enrol_anew(page, another_head(server), server)
    page.wait_for_timeout(1500)
    assert page.locator("[data-slot=next-house]").inner_text() != first
    sent.clear()
    page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_timeout(1000)
    assert sent == []
    show(page, "sent")
    assert page.locator(".record").count() == 0
    page.locator("[data-slot=earlier]").wait_for()
    look_at(page, "field_sent_of_another")
    page.goto("/field/rescue/")
    page.locator("#count", has_text="1").wait_for()
    enrol_anew(page, "head", server)
    page.wait_for_timeout(1000)
    assert len(sent) >= 1, "when the first holds it again, theirs is sent"


def test_the_file_for_staff_holds_nothing_of_an_earlier_holder(open_context: OpenContext, server: Server) -> None:
    page = open_context("phone", has_touch=True).new_page()
    page.route(WRITES, lambda route: route.abort())
    two_holders_answer(page, server)
    show(page, "sent")
    file = handed_over(page)
    assert [entry["body"]["answer"] for entry in file["entries"]] == ["occupied"]
    assert len(file["holders"]) == 1


def test_a_tab_that_was_open_before_the_tablet_passed_on_sends_nothing_as_another(
    open_context: OpenContext, server: Server
) -> None:
    context = open_context("phone", has_touch=True)
    page = context.new_page()
    enrol_anew(page, "head", server)
    statuses: list[int] = []
    page.on("response", lambda got: statuses.append(got.status) if WRITES.search(got.url) else None)
    open_house(page)
    link = next(word for word in server.manage("enrol", another_head(server)).split() if word.startswith("http"))
    other = context.new_page()
    other.goto(link[link.index("/field/") :])
    other.locator("form button[type=submit]").click()
    other.wait_for_url("**/field/")
    press(page, "[data-answer=gone]")
    page.wait_for_timeout(2500)
    assert 200 not in statuses
    other.goto("/field/rescue/")
    other.locator("#count", has_text="1").wait_for()


def test_after_a_restore_the_tablet_sends_again_what_the_register_lost(page: Page) -> None:
    taken = taking(page)
    open_house(page)
    answer(page, "gone")
    answer(page, "occupied")
    wait_sent(page)
    lost, kept = taken.bodies
    asked: list[list[str]] = []

    def restored(route: Any) -> None:
        headers = {name: value for name, value in route.request.headers.items() if name != "if-none-match"}
        package = route.fetch(headers=headers).json()
        route.fulfill(json={**package, "epoch": "another"})

    def lacking(route: Any) -> None:
        asked.append(route.request.post_data_json["ids"])
        route.fulfill(json={"missing": [lost["id"]], "epoch": "another"})

    page.route("**/field/api/package", restored)
    page.route("**/field/api/offer", lacking)
    page.reload()
    page.locator("[data-slot=label]").first.wait_for()
    page.wait_for_timeout(1500)
    assert [set(ids) for ids in asked] == [{lost["id"], kept["id"]}]
    assert [body["id"] for body in taken.bodies] == [lost["id"], kept["id"], lost["id"]]
    assert taken.bodies[2] == lost, "the same words under the same id"
    page.reload()
    page.wait_for_timeout(1500)
    assert len(asked) == 1, "one restore is offered to once"


def test_after_a_restore_more_is_offered_than_the_register_takes_at_once(page: Page) -> None:
    page.evaluate(MANY_RECEIPTS, 5_003)
    asked: list[list[str]] = []

    def restored(route: Any) -> None:
        headers = {name: value for name, value in route.request.headers.items() if name != "if-none-match"}
        route.fulfill(json={**route.fetch(headers=headers).json(), "epoch": "another"})

    def lacking(route: Any) -> None:
        asked.append(route.request.post_data_json["ids"])
        route.fulfill(json={"missing": [], "epoch": "another"})

    page.route("**/field/api/package", restored)
    page.route("**/field/api/offer", lacking)
    page.reload()
    page.locator("[data-slot=label]").first.wait_for()
    page.wait_for_timeout(3000)
    assert [len(ids) for ids in asked] == [5_000, 3]
    assert len({id_ for ids in asked for id_ in ids}) == 5_003


def test_a_restored_register_that_did_not_hear_the_offer_is_told_again(page: Page) -> None:
    taken = taking(page)
    open_house(page)
    answer(page, "gone")
    wait_sent(page)
    asked: list[list[str]] = []

    def lacking(route: Route) -> None:
        asked.append(route.request.post_data_json["ids"])
        if len(asked) == 1:
            route.fulfill(status=429, body="")
        else:
            route.fulfill(json={"missing": asked[-1], "epoch": "another"})

    page.route("**/field/api/offer", lacking)
    for _opening in range(2):
        repackaged(page, lambda package: package.update(epoch="another"))
    page.wait_for_timeout(1500)
    assert len(asked) > 1
    assert [body["id"] for body in taken.bodies] == [taken.bodies[0]["id"]] * 2


def test_after_the_term_a_restored_register_still_gets_back_what_it_lost(page: Page) -> None:
    taken = taking(page)
    open_house(page)
    answer(page, "gone")
    wait_sent(page)
    lost = taken.bodies[0]["id"]
    closed = {"code": "term_ended", "message": ""}
    page.route("**/field/api/package", lambda route: route.fulfill(status=403, json=closed))
    page.route(
        "**/field/api/hello", lambda route: route.fulfill(json={"in_force": False, "epoch": "another", **closed})
    )
    page.route("**/field/api/offer", lambda route: route.fulfill(json={"missing": [lost], "epoch": "another"}))
    page.reload()
    page.locator("[data-slot=sentence]", has_text="任期が おわりました").wait_for()
    page.wait_for_timeout(1000)
    assert [body["id"] for body in taken.bodies] == [lost, lost]


FORGET = """() => new Promise((resolve) => {
  const opening = indexedDB.open("akiya-field");
  opening.onsuccess = () => {
    const writing = opening.result.transaction("kept", "readwrite");
    writing.objectStore("kept").delete("epoch");
    writing.oncomplete = () => { opening.result.close(); resolve(); };
  };
})"""


def test_an_app_that_noted_no_epoch_knows_it_from_its_package(page: Page) -> None:
    taking(page)
    open_house(page)
    answer(page, "gone")
    wait_sent(page)
    page.evaluate(FORGET)
    with page.expect_request("**/field/api/offer"):
        repackaged(page, lambda package: package.update(epoch="another"))


def test_after_the_term_nothing_is_readable_and_what_waits_still_goes(page: Page, look_at: LookAt) -> None:
    closed = {"code": "term_ended", "message": ""}
    page.route(WRITES, lambda route: route.abort())
    open_house(page)
    answer(page, "gone")
    page.route("**/field/api/package", lambda route: route.fulfill(status=403, json=closed))
    page.reload()
    page.locator("[data-slot=sentence]", has_text="任期が おわりました").wait_for()
    page.locator("[data-slot=rescue]", has_text="まだ 送っていない 1件").wait_for()
    look_at(page, "field_term_ended")
    assert page.locator(".row, .record, [data-slot=next]").count() == 0
    assert not any("houses" in str(kept) for kept in stored(page, "kept"))
    page.unroute(WRITES)
    taken = taking(page)
    page.evaluate("dispatchEvent(new Event('online'))")
    wait_sent(page)
    assert [body["answer"] for body in taken.bodies] == ["gone"]
