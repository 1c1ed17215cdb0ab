"""Record what the app of a commit keeps on a tablet, so that later apps can be shown to send it.

``python -m tests.faults.record COMMIT NAME`` lets the modules of that commit keep one of everything without a signal,
and writes the database of the tablet to tests/faults/recorded/NAME.json: its version, its stores with their key
paths, and their rows, the bytes of photos as {"bytes": base64}. One memo ends with half an emoji.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import django

from tests.faults.modules import FIELD, packed_with
from tests.server import ROOT, prepared

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
RECORDED = Path(__file__).parent / "recorded"

SAY_ONE_OF_EVERYTHING = """async (houses) => {
  const { outbox, drafts, picture } = await import("/static/surveys/field/hand.js");
  const [lng, lat] = houses[0].point;
  const here = { lng, lat, point: [lng, lat], accuracy: 12 };  // as the app of one day or another is told of it
  const given = (answer, more) => ({ answer, same: false, open: false, here: null, ...more });
  const shot = async (colour) => {
    const canvas = new OffscreenCanvas(64, 48);
    const paint = canvas.getContext("2d");
    paint.fillStyle = colour;
    paint.fillRect(0, 0, 64, 48);
    return picture.ready(await canvas.convertToBlob());
  };
  await drafts.keepNote(houses[0].id, "ポストに チラシ");
  await drafts.keepPhoto(houses[0].id, await shot("green"));
  const first = await outbox.keepAnswer(houses[0], given("occasional", { here }));
  await drafts.keepNote(houses[1].id, "草が のびている😀".slice(0, -1));  // an emoji that a thousand letters cut in two
  const vacant = await outbox.keepAnswer(houses[1], given("vacant", { open: true }));
  await outbox.complete(vacant, ["plants", "roof_wall"]);
  await outbox.takeBack(first);
  await outbox.keepAnswer({ ...houses[2], basis: first.id }, given("gone", { same: true }));
  const found = await drafts.begin([houses[3].point[0] + 0.0002, houses[3].point[1]]);
  await outbox.keepAnswer({ id: found, label: "見つけた家", basis: null }, given("vacant"));
  await outbox.keepNoChange({ from: "2026-11-01", to: "2026-11-20" }, "みほん自治会");
  await drafts.keepNote(houses[4].id, "まだ 答えていない");
  await drafts.keepPhoto(houses[4].id, await shot("blue"));
  await outbox.keepAnswer(houses[5], given("vacant", { open: true }));  // and the battery is empty
}"""
DUMP = """async () => {
  const database = await new Promise((resolve) => {
    const opening = indexedDB.open("akiya-field");
    opening.onsuccess = () => resolve(opening.result);
  });
  const got = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
  const bytes = (value) => value instanceof ArrayBuffer
    ? { bytes: btoa(String.fromCharCode(...new Uint8Array(value))) } : value;
  const stores = {};
  for (const name of database.objectStoreNames) {
    const store = database.transaction(name).objectStore(name);
    const [keys, values] = [await got(store.getAllKeys()), await got(store.getAll())];
    stores[name] = { keyPath: store.keyPath, rows: keys.map((key, nth) => [key, bytes(values[nth])]) };
  }
  return JSON.stringify({ version: database.version, stores });
}"""


def modules_of(commit: str) -> dict[str, str]:
    """The text of every module of the field app at a commit, by its name."""

    def git(*arguments: str) -> str:
        return subprocess.run(["git", *arguments], cwd=ROOT, check=True, capture_output=True, text=True).stdout

    paths = git("ls-tree", "--name-only", commit, f"{FIELD}/").split()
    return {Path(path).stem: git("show", f"{commit}:{path}") for path in paths if path.endswith(".js")}


def recorded(commit: str) -> dict[str, Any]:
    """What the app of a commit keeps, and the houses it was said of in the order of the package."""
    from playwright.sync_api import sync_playwright

    from tests.faults.between import Between
    from tests.faults.fault import Fault
    from tests.faults.mortal import Mortal
    from tests.faults.tablet import Tablet

    with (
        tempfile.TemporaryDirectory() as folder,
        prepared("recording", 300, 11, Path(folder) / "media") as server,
        sync_playwright() as playwright,
        Mortal(server) as mortal,
        Between(mortal, lambda: Fault.BROKEN) as between,
    ):
        between.files = {entry: packed_with(modules_of(commit), entry) for entry in ("app", "hand")}
        tablet = Tablet(playwright, Path(folder) / "profile", between.url)
        try:
            tablet.enrol("head", server)
            tablet.page.evaluate(SAY_ONE_OF_EVERYTHING, tablet.houses)
            dump: dict[str, Any] = json.loads(tablet.page.evaluate(DUMP))
        finally:
            tablet.kill()
        # The package is of this town alone, and every tablet fetches its own.
        kept = dump["stores"]["kept"]
        kept["rows"] = [row for row in kept["rows"] if row[0] != "town"]
        return {"commit": commit, "houses": [house["id"] for house in tablet.houses[:6]], **dump}


def main() -> None:
    commit, name = sys.argv[1:]
    django.setup()
    RECORDED.mkdir(exist_ok=True)
    written = json.dumps(recorded(commit), ensure_ascii=False, indent=1)
    # Half an emoji is no letter that a file could hold; it is written as JSON would write it.
    (RECORDED / f"{name}.json").write_bytes(f"{written}\n".encode(errors="backslashreplace"))


if __name__ == "__main__":
    main()
