"""What an earlier app left on a tablet is sent by today's, and nothing of it is lost or changed.

tests/faults/recorded holds the databases that earlier apps wrote; ``python -m tests.faults.record`` made them.
"""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.browser.field import stored
from tests.faults.between import Between
from tests.faults.record import RECORDED
from tests.faults.tablet import Tablet

pytestmark = pytest.mark.browser
RESTORE = """async ({ version, stores }) => {
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
    """The recorded database as if it had been kept at houses of this town."""
    here = {there: house["id"] for there, house in zip(recorded["houses"], tablet.houses, strict=False)}
    for entry in rows_of(recorded, "outbox"):
        if entry["kind"] == "observation" and entry["body"]["house"] is not None:
            entry["body"]["house"] = here[entry["body"]["house"]]
    for row in recorded["stores"]["drafts"]["rows"]:
        row[0] = row[1]["house"] = here.get(row[1]["house"], row[1]["house"])
    return recorded


@pytest.mark.parametrize("path", sorted(RECORDED.glob("*.json")), ids=lambda path: path.stem)
def test_what_an_older_app_kept_is_sent_by_todays(tablet: Tablet, between: Between, path: Path) -> None:
    recorded = on_houses_of(json.loads(path.read_text()), tablet)
    tablet.page.goto(f"{between.url}/accounts/login/")  # of the same origin, and not the app
    tablet.page.evaluate(RESTORE, recorded)
    tablet.reload()
    tablet.wait_sent()
    entries = {entry["id"]: entry for entry in rows_of(recorded, "outbox")}
    kinds = {entry["kind"] for entry in entries.values()}
    assert kinds == {"observation", "photo", "no-change"}, "or the recording is not one of everything"
    assert {receipt["id"] for receipt in tablet.receipts()} == set(entries)
    with psycopg.connect(between.mortal.server.env["DATABASE_OWNER_URL"]) as database:

        def there(what: str, table: str) -> dict[str, Any]:
            found = database.execute(f"SELECT id::text, {what} FROM {table} WHERE id = ANY(%s)", [list(entries)])
            return dict(found.fetchall())

        looks = there("jsonb_build_array(answer, concerns, note, withdraws, device_seq)", "akiya_observation")
        houses = there("house_id", "akiya_observation")
        seen = there("seen_at", "akiya_observation")
        photos = there("encode(original_sha256, 'hex')", "akiya_photo")
        no_changes = there("said_at", "surveys_nochange")
    said = {name: entry["body"] for name, entry in entries.items() if entry["kind"] == "observation"}
    of_each = ("answer", "concerns", "note", "withdraws", "device_seq")
    assert looks == {
        name: [body[field] or ("" if field == "answer" else body[field]) for field in of_each]
        for name, body in said.items()
    }
    assert seen == {name: dt.datetime.fromisoformat(body["seen_at"]) for name, body in said.items()}
    known = {name: body["house"] for name, body in said.items() if body["house"] is not None}
    assert {name: houses[name] for name in known} == known
    assert photos == {name: entry["sha256"] for name, entry in entries.items() if entry["kind"] == "photo"}
    assert len(no_changes) == 1


@pytest.mark.parametrize("path", sorted(RECORDED.glob("*.json")), ids=lambda path: path.stem)
def test_what_an_older_app_was_preparing_is_still_prepared(tablet: Tablet, between: Between, path: Path) -> None:
    recorded = on_houses_of(json.loads(path.read_text()), tablet)
    tablet.page.goto(f"{between.url}/accounts/login/")
    tablet.page.evaluate(RESTORE, recorded)
    tablet.reload()
    tablet.wait_sent()
    drafts = rows_of(recorded, "drafts")
    assert len(drafts) == 1
    assert stored(tablet.page, "drafts") == drafts
    tablet.save("古いアプリのあと", 7)
    everything = [*rows_of(recorded, "outbox"), *drafts[0]["photos"]]
    [entry] = [entry for entry in tablet.outbox() if entry["label"]]
    assert entry["id"] > max(each["id"] for each in everything), "numbers go on where the older app stopped"
