"""Put entries straight into a tablet's database, as an app that is not ours, or an older one, would leave them."""

import base64
import hashlib
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from playwright.sync_api import Page

PUT = """async ({outbox, bytes}) => {
  const database = await new Promise((resolve, reject) => {
    const opening = indexedDB.open("akiya-field");
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => resolve(opening.result);
  });
  const writing = database.transaction(["outbox", "bytes"], "readwrite", { durability: "strict" });
  for (const entry of outbox) writing.objectStore("outbox").put(entry);
  for (const { id, base64, length } of bytes) {
    const whole = new Uint8Array(length);
    whole.set(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)));
    writing.objectStore("bytes").put(whole.buffer, id);
  }
  await new Promise((resolve, reject) => {
    writing.oncomplete = resolve;
    writing.onabort = () => reject(writing.error);
  });
  database.close();
}"""


def id_of(seq: int) -> str:
    """An id made at the beginning of 2026, the next after that of ``seq - 1``. The last part tells runs apart."""
    return str(uuid.UUID(f"019b7600-{seq:04x}-7000-8000-{uuid.uuid4().hex[:12]}"))


def observation(seq: int, house: int, memo: str, more: Mapping[str, Any]) -> dict[str, Any]:
    """An answer as it waits in the outbox; ``more`` changes what it says, and with ``...`` leaves a field out."""
    body: dict[str, Any] = {
        "schema": 1,
        "app": "1",
        "house": house,
        "found": None,
        "answer": "occupied",
        "concerns": [],
        "note": memo,
        "photos": [],
        "seen_at": "2026-11-20T01:00:00.000Z",
        "device_seq": seq,
        "basis": None,
        "withdraws": None,
        "place": None,
    }
    said = {name: value for name, value in {**body, **more}.items() if value is not ... and name != "id"}
    name = more.get("id", id_of(seq))
    return {"kind": "observation", "id": name, "seq": seq, "label": memo, "at": body["seen_at"], "body": said}


def photo(seq: int, of: Mapping[str, Any], content: bytes) -> dict[str, Any]:
    """A photo as it waits in the outbox."""
    sha256 = hashlib.sha256(content).hexdigest()
    about = {"label": of["label"], "at": of["at"], "observation": of["id"]}
    return {"kind": "photo", "id": id_of(seq), "seq": seq, "type": "image/jpeg", "sha256": sha256, **about}


def put_into(page: Page, entries: Iterable[dict[str, Any]], files: Mapping[int, bytes] | None = None) -> None:
    """Put entries into the outbox, and the bytes of photos by the number of their entry. Trailing zeros are not
    carried over, so that a large file is small on its way."""
    entries = list(entries)
    ids = {entry["seq"]: entry["id"] for entry in entries}
    bytes_ = [
        {"id": ids[seq], "base64": base64.b64encode(content.rstrip(b"\0")).decode(), "length": len(content)}
        for seq, content in (files or {}).items()
    ]
    page.evaluate(PUT, {"outbox": entries, "bytes": bytes_})
