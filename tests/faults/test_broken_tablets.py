"""What a broken or an old tablet sends: taken where it is well-formed, kept where not, and the rest goes on."""

import hashlib
import io
import time
import uuid
from typing import Any

import pytest
from PIL import Image

from tests.faults.account import kept_by, set_aside_of
from tests.faults.between import Between
from tests.faults.queueing import observation, photo, put_into
from tests.faults.tablet import Tablet

pytestmark = pytest.mark.browser
MEGABYTE = 1024 * 1024


@pytest.fixture
def house(tablet: Tablet) -> int:
    return int(tablet.houses[0]["id"])


def observations(between: Between, since: str) -> set[str]:
    return {observation.memo for observation in kept_by(between.mortal.server, since).observations}


def send_all(tablet: Tablet, between: Between, entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Let the tablet send what is put into it, each once. Returns what stays."""
    tablet.wake()
    deadline = time.monotonic() + 60
    while True:
        statuses = {passage.id: passage.status for passage in between.passages}
        left = tablet.outbox()
        if len(statuses) == len(entries) and len(left) == sum(status != 200 for status in statuses.values()):
            return left
        assert time.monotonic() < deadline, statuses
        tablet.page.wait_for_timeout(100)


WELL_FORMED: dict[str, dict[str, Any]] = {
    "an id of chance": {"id": str(uuid.UUID("7d1f8c1e-52c5-4b9a-9d2f-0c6f1f1f5a01"))},
    "an id of zeros": {"id": str(uuid.UUID(int=1))},
    "seen in 1980": {"seen_at": "1980-01-06T00:00:00Z"},
    "seen in 2090": {"seen_at": "2090-12-31T23:59:59Z"},
    "seen by a clock without a zone": {"seen_at": "2026-11-20T10:00:00"},
    "fields of another version": {"colour": "blue", "inner": {"deep": [1, 2, {"x": None}]}, "schema": 99, "app": "99"},
    "fields that are missing": {"concerns": ..., "photos": ..., "basis": ..., "place": ..., "schema": ..., "app": ...},
    "an unknown house": {"house": 2**40},
    "a place in the sea": {"place": {"lng": 0, "lat": 0, "accuracy": None}},
}
MALFORMED: dict[str, dict[str, Any]] = {
    "no such answer": {"answer": "haunted"},
    "no such day": {"seen_at": "2026-02-31T00:00:00Z"},
    "a house by its name": {"house": "みほん町1番"},
    "nothing said": {"answer": None},
}


def test_the_well_formed_are_taken_the_others_stay_and_none_stops_the_next(
    tablet: Tablet, between: Between, house: int
) -> None:
    odd = {**WELL_FORMED, **MALFORMED}
    entries = [observation(nth, house, f"壊れ {name}", more) for nth, (name, more) in enumerate(odd.items())]
    entries.insert(0, entries.pop())  # a malformed one goes first
    entries.append(observation(99, house, "壊れ the last", {}))
    put_into(tablet.page, entries)
    left = send_all(tablet, between, entries)
    assert {entry["label"] for entry in left} == {f"壊れ {name}" for name in MALFORMED}
    waiting = set_aside_of(between.mortal.server, [entry["id"] for entry in entries])
    assert set(waiting) == {entry["id"] for entry in left}, "what stays waits for staff, too"
    assert observations(between, "壊れ") == {f"壊れ {name}" for name in [*WELL_FORMED, "the last"]}


def test_html_in_the_place_of_a_photo_stays_and_stops_no_other_photo(
    tablet: Tablet, between: Between, house: int
) -> None:
    answer = observation(1, house, "写真のかわり", {})
    page, picture = b"<!doctype html><h1>502</h1>", jpeg()
    entries = [answer, photo(2, answer, page), photo(3, answer, picture)]
    put_into(tablet.page, entries, {2: page, 3: picture})
    assert [entry["sha256"] for entry in send_all(tablet, between, entries)] == [hashlib.sha256(page).hexdigest()]
    assert hashlib.sha256(picture).hexdigest() in kept_by(between.mortal.server).photos


def jpeg(length: int = 0) -> bytes:
    """A small picture, and nothing after its end up to a length: readers stop at the end."""
    file = io.BytesIO()
    Image.radial_gradient("L").save(file, "JPEG")
    return file.getvalue().ljust(length, b"\0")


def test_a_photo_of_14_megabytes_is_taken_and_one_of_16_stays(tablet: Tablet, between: Between, house: int) -> None:
    answer = observation(1, house, "大きい", {})
    large, larger = jpeg(14 * MEGABYTE), jpeg(16 * MEGABYTE)
    entries = [answer, photo(2, answer, larger), photo(3, answer, large)]
    put_into(tablet.page, entries, {2: larger, 3: large})
    assert [entry["sha256"] for entry in send_all(tablet, between, entries)] == [hashlib.sha256(larger).hexdigest()]
    kept = kept_by(between.mortal.server)
    assert hashlib.sha256(large).hexdigest() in kept.photos
    assert hashlib.sha256(large).hexdigest() not in kept.missing_files


MANY = 10_000
SOME = 100
COUNT_READS = """() => {
  const { getAll } = IDBObjectStore.prototype;
  window.reads = 0;
  IDBObjectStore.prototype.getAll = function (...given) {
    window.reads += this.name === "outbox";
    return getAll.apply(this, given);
  };
}"""


def test_ten_thousand_waiting_answers_leave_one_after_the_other_and_are_not_read_again_for_each(
    tablet: Tablet, between: Between, house: int
) -> None:
    entries = [observation(nth, house, f"一万 {nth}", {}) for nth in range(MANY)]
    put_into(tablet.page, entries)
    tablet.page.context.add_init_script(f"({COUNT_READS})()")
    tablet.reload()
    while len(between.passages) < SOME:
        tablet.page.wait_for_timeout(200)
    reads, sent = tablet.page.evaluate("window.reads"), [passage.id for passage in between.passages]
    assert sent == [entry["id"] for entry in entries[: len(sent)]], "in the order in which they were said"
    assert reads < 1.5 * len(sent)
