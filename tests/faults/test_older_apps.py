"""What an earlier app left on a tablet is sent by today's, or handed over as a file, and nothing of it is lost.

tests/faults/recorded holds the databases that earlier apps wrote; ``python -m tests.faults.record`` made them. The
newest is that of the version before, and holds half an emoji.
"""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.browser.chromium import whole
from tests.browser.conftest import CHROMIUM_FLAGS
from tests.browser.field import WRITES, stored
from tests.browser.walk import enter
from tests.faults.between import Between
from tests.faults.record import RECORDED
from tests.faults.tablet import Tablet

pytestmark = pytest.mark.browser
EVERY = pytest.mark.parametrize("path", sorted(RECORDED.glob("*.json")), ids=lambda path: path.stem)
UUID = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-([0-9a-f]{12})\b")
RESTORE = """async (text) => {
  const { version, stores } = JSON.parse(text);  // which alone carries half an emoji to a page as it is
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("another page has it open"));
  });
  await done(indexedDB.deleteDatabase("akiya-field"));
  const opening = indexedDB.open("akiya-field", version);
  opening.onupgradeneeded = () => {
    for (const [name, { keyPath }] of Object.entries(stores)) {
      opening.result.createObjectStore(name, keyPath === null ? undefined : { keyPath });
    }
  };
  const database = await done(opening);
  const writing = database.transaction(Object.keys(stores), "readwrite");
  const file = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)).buffer;
  const back = (value) => (value.bytes ? file(value.bytes) : value);
  for (const [name, { keyPath, rows }] of Object.entries(stores)) {
    for (const [key, value] of rows) writing.objectStore(name).put(back(value), ...(keyPath === null ? [key] : []));
  }
  await new Promise((resolve, reject) => {
    writing.oncomplete = resolve;
    writing.onabort = () => reject(writing.error);
  });
  database.close();
}"""


def rows_of(recorded: dict[str, Any], store: str) -> list[Any]:
    return [value for _, value in recorded["stores"][store]["rows"]]


def on_houses_of(recorded: dict[str, Any], tablet: Tablet) -> dict[str, Any]:
    """The recorded database as if it had been kept at houses of this town, by who holds the tablet here."""
    here = {there: house["id"] for there, house in zip(recorded["houses"], tablet.houses, strict=False)}
    for entry in rows_of(recorded, "outbox"):
        if entry["kind"] == "observation" and entry["body"]["house"] is not None:
            entry["body"]["house"] = here[entry["body"]["house"]]
    for row in recorded["stores"]["drafts"]["rows"]:
        row[0] = row[1]["house"] = here.get(row[1]["house"], row[1]["house"])
    kept = recorded["stores"]["kept"]
    kept["rows"] = [row for row in kept["rows"] if row[0] not in {"holder", "epoch"}]
    return recorded


def restore(tablet: Tablet, between: Between, recorded: dict[str, Any]) -> None:
    """Give the tablet the database that the older app wrote."""
    tablet.page.goto(f"{between.url}/accounts/login/")  # of the same origin, and not the app
    tablet.page.evaluate(RESTORE, json.dumps(recorded))


def sent_by_todays(tablet: Tablet, between: Between, path: Path) -> dict[str, Any]:
    """What was recorded, once today's app has found it on this tablet and sent it."""
    recorded = on_houses_of(json.loads(path.read_text()), tablet)
    restore(tablet, between, recorded)
    tablet.reload()
    tablet.wait_sent()
    return recorded


def legible(note: str) -> str:
    """A memo as the register can keep it: half a letter shows that it was one."""
    return note.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def assert_the_register_has(entries: dict[str, dict[str, Any]], between: Between) -> None:
    """Every entry is there under its id, as it was said."""
    kinds = {entry["kind"] for entry in entries.values()}
    assert kinds == {"observation", "photo", "no-change"}, "or the recording is not one of everything"
    with psycopg.connect(between.mortal.server.env["DATABASE_OWNER_URL"]) as database:

        def there(what: str, table: str) -> dict[str, Any]:
            found = database.execute(f"SELECT id::text, {what} FROM {table} WHERE id = ANY(%s)", [list(entries)])
            return dict(found.fetchall())

        observations = there("jsonb_build_array(answer, concerns, note, withdraws, device_seq)", "akiya_observation")
        houses = there("house_id", "akiya_observation")
        seen = there("seen_at", "akiya_observation")
        photos = there("encode(original_sha256, 'hex')", "akiya_photo")
        no_changes = there("said_at", "surveys_nochange")
    said = {name: entry["body"] for name, entry in entries.items() if entry["kind"] == "observation"}
    assert observations == {
        name: [body["answer"] or "", body["concerns"], legible(body["note"]), body["withdraws"], body["device_seq"]]
        for name, body in said.items()
    }
    assert seen == {name: dt.datetime.fromisoformat(body["seen_at"]) for name, body in said.items()}
    known = {name: body["house"] for name, body in said.items() if body["house"] is not None}
    assert {name: houses[name] for name in known} == known
    assert photos == {name: entry["sha256"] for name, entry in entries.items() if entry["kind"] == "photo"}
    assert len(no_changes) == 1


@EVERY
def test_what_an_older_app_kept_is_sent_by_todays(tablet: Tablet, between: Between, path: Path) -> None:
    recorded = sent_by_todays(tablet, between, path)
    entries = {entry["id"]: entry for entry in rows_of(recorded, "outbox")}
    assert {receipt["id"] for receipt in tablet.receipts()} == set(entries)
    assert_the_register_has(entries, between)


def test_the_version_before_has_left_half_an_emoji() -> None:
    notes = [
        entry["body"]["note"]
        for path in RECORDED.glob("*.json")
        for entry in rows_of(json.loads(path.read_text()), "outbox")
        if entry["kind"] == "observation"
    ]
    assert [note for note in notes if legible(note) != note] == ["草が のびている\ud83d"]


@pytest.fixture
def office(playwright: Playwright, between: Between) -> Iterator[Page]:
    """Staff at their own machine."""
    browser = playwright.chromium.launch(executable_path=whole(), args=CHROMIUM_FLAGS)
    page = browser.new_page(base_url=between.mortal.server.url, locale="ja-JP")
    enter(page, "staff")
    yield page
    browser.close()


CATCH = """() => {
  const real = URL.createObjectURL;
  URL.createObjectURL = (file) => { globalThis.handed = file; return real.call(URL, file); };
}"""


@EVERY
def test_what_an_older_app_kept_is_taken_in_from_the_file_of_the_way_out(
    tablet: Tablet, between: Between, office: Page, path: Path
) -> None:
    anew = UUID.sub(  # under ids of its own, for the town has taken in those of the recording
        lambda found: found[0].replace(found[1], hashlib.sha256(found[0].encode()).hexdigest()[:12]), path.read_text()
    )
    recorded = on_houses_of(json.loads(anew), tablet)
    restore(tablet, between, recorded)
    tablet.page.route(WRITES, lambda route: route.abort())
    tablet.reload()
    tablet.wait_for(lambda one: any("town" in kept for kept in stored(one.page, "kept") if isinstance(kept, dict)))
    tablet.page.goto(f"{between.url}/field/rescue/")
    tablet.page.evaluate(CATCH)
    tablet.page.locator("#give").click()
    tablet.page.locator("#given").wait_for()
    file = tablet.page.evaluate("handed.text()")
    office.goto("/inbox/handover/")
    office.locator("input[type=file]").set_input_files(
        {"name": "わたす.json", "mimeType": "application/json", "buffer": file.encode()}
    )
    office.get_by_role("button", name="受け取る").click()
    expect(office.locator("main")).to_contain_text("受け取りました")
    assert_the_register_has({entry["id"]: entry for entry in rows_of(recorded, "outbox")}, between)
    assert tablet.outbox(), "nothing leaves the tablet by being handed over"


@EVERY
def test_what_an_older_app_was_preparing_is_still_prepared(tablet: Tablet, between: Between, path: Path) -> None:
    recorded = sent_by_todays(tablet, between, path)
    drafts = rows_of(recorded, "drafts")
    assert len(drafts) == 1
    assert stored(tablet.page, "drafts") == drafts
    tablet.save("古いアプリのあと", 7)
    everything = [*rows_of(recorded, "outbox"), *drafts[0]["photos"]]
    [entry] = [entry for entry in tablet.outbox() if entry["label"]]
    assert entry["id"] > max(each["id"] for each in everything), "numbers go on where the older app stopped"
