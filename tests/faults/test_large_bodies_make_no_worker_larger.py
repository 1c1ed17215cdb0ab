"""What is taken may be large, and is never held: no photo, no picture once decoded, no season of photos."""

import base64
import hashlib
import json
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from django.conf import settings

from tests.akiya.pictures import drawn, encoded, png_of
from tests.faults.mortal import Mortal
from tests.faults.sender import A_LITTLE, MULTIPART, Sender, forgotten, weighed
from tests.faults.tablet import Key

pytestmark = pytest.mark.browser
MEGABYTE = 1024 * 1024
MOST_OF_A_WORKER = 250  # megabytes


def form_of(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """A form of one file."""
    head = 'Content-Disposition: form-data; name="file"; filename="a.json"\r\nContent-Type: application/json'
    yield f"--cut\r\n{head}\r\n\r\n".encode()
    yield from pieces
    yield b"\r\n--cut--\r\n"


def handed_over(association: int, photos: int) -> Iterator[bytes]:
    """The file of a tablet that kept photos of ten megabytes each."""
    said = {"format": "akiya-field-handover", "version": 1, "made_at": "2026-11-20T10:00:00+09:00"}
    yield json.dumps(said | {"association": association, "entries": []}).encode()[:-1] + b', "photos": ['
    for nth in range(photos):
        data = encoded(drawn(200, 150 + nth)) + bytes(9 * MEGABYTE)
        one = {"id": str(uuid.uuid4()), "observation": str(uuid.uuid4()), "sha256": hashlib.sha256(data).hexdigest()}
        yield (b", " if nth else b"") + json.dumps(one | {"base64": base64.b64encode(data).decode()}).encode()
    yield b"]}"


def association_of(mortal: Mortal, login: str) -> int:
    with psycopg.connect(mortal.server.env["DATABASE_OWNER_URL"]) as database:
        found = database.execute(
            "SELECT area_id FROM akiya_term t JOIN akiya_person p ON p.id = t.person_id WHERE p.login = %s", [login]
        )
        return int(found.fetchone()[0])  # type: ignore[index]


def test_a_file_of_a_season_is_taken_in(mortal: Mortal) -> None:
    staff = Sender(mortal.server.url).sign_in("staff")
    body = b"".join(form_of(handed_over(association_of(mortal, "head"), photos=8)))
    assert 0.9 * settings.HANDOVER_BYTES < len(body) <= settings.HANDOVER_BYTES
    before = forgotten(mortal)
    answer = staff.send("POST", "/inbox/handover/", body, MULTIPART, len(body))
    assert answer.status == 200, answer.body.decode()
    assert answer.body.decode().count("受け取りました</td>") == 8
    assert weighed(mortal) - before <= A_LITTLE


@pytest.mark.parametrize("login", ["", "viewer"])
def test_nothing_of_such_a_file_is_looked_at_where_it_is_not_staffs(mortal: Mortal, login: str) -> None:
    sender = Sender(mortal.server.url)
    if login:
        sender.sign_in(login)
    before = forgotten(mortal)
    body = b"--cut\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n" * 1_000_000
    assert sender.send("POST", "/inbox/handover/", body, MULTIPART, len(body)).status == (403 if login else 302)
    assert weighed(mortal) - before <= A_LITTLE


def test_photos_as_heavy_as_are_taken_are_developed_elsewhere(mortal: Mortal, key: Key) -> None:
    head = Sender(mortal.server.url).carry(key)
    before = forgotten(mortal)

    def sent(data: bytes) -> int:
        path = f"/field/api/photos/{uuid.uuid4()}?observation={uuid.uuid4()}"
        return head.send("PUT", path, data, "image/jpeg", len(data), hashlib.sha256(data).hexdigest()).status

    square = png_of(6_300, 6_300, rows=6_300)
    padded = encoded(drawn()) + bytes(settings.PHOTO_BYTES - MEGABYTE)
    with ThreadPoolExecutor(4) as senders:
        assert set(senders.map(sent, [square, padded, square, padded])) == {200}
    assert weighed(mortal) - before <= A_LITTLE
    assert weighed(mortal) <= MOST_OF_A_WORKER


def test_a_body_that_does_not_say_how_long_it_is_is_read_all_the_same(mortal: Mortal, key: Key) -> None:
    head, data = Sender(mortal.server.url).carry(key), encoded(drawn())
    path = f"/field/api/photos/{uuid.uuid4()}?observation={uuid.uuid4()}"
    answer = head.send(
        "PUT", path, iter([data[:1000], data[1000:]]), "image/jpeg", None, hashlib.sha256(data).hexdigest()
    )
    assert answer.status == 200


def test_who_is_refused_before_all_was_read_hears_why(mortal: Mortal) -> None:
    stranger, data = Sender(mortal.server.url), bytes(settings.PHOTO_BYTES)
    path = f"/field/api/photos/{uuid.uuid4()}?observation={uuid.uuid4()}"
    assert stranger.send("PUT", path, data, "image/jpeg", len(data)).json["code"] == "not_enrolled"
