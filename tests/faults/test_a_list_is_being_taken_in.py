"""While a complete list is taken in nobody waits for its end: a tablet is told to come again, staff in a sentence.

A real list holds its turn in a connection of its own, and a real server with four threads serves everybody else.
"""

import json
import subprocess
import sys
import time
import urllib.parse
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.utils import timezone

from akiya.web.request import PATIENCE
from tests.faults.account import Account, account_of, kept_by
from tests.faults.between import Between
from tests.faults.mortal import Mortal
from tests.faults.sender import FORM, JSON, Answer, Sender
from tests.faults.tablet import Key, Tablet
from tests.server import ROOT, Server

pytestmark = pytest.mark.browser
THREADS = 4
SLACK = 4  # s, for a machine that does other things, too
TYPED = "近所の人に 聞いた"


@contextmanager
def taken_in(server: Server) -> Iterator[None]:
    """A list is being taken in all the while."""
    command = [sys.executable, str(ROOT / "manage.py"), "shell", "-v0", "-c"]
    importing = subprocess.Popen(
        [*command, "from tests.faults.importing import main; main()"],
        cwd=ROOT, env=server.env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert importing.stdin
    assert importing.stdout
    try:
        assert importing.stdout.readline() == "held\n"
        yield
    finally:
        importing.communicate("go on\n", timeout=60)
    assert importing.returncode == 0


def timed(send: Sender, method: str, path: str, body: bytes, kind: str) -> tuple[Answer, float]:
    began = time.monotonic()
    return send.send(method, path, body, kind, len(body)), time.monotonic() - began


def test_a_tablet_is_told_when_to_come_again_and_no_worker_is_kept(mortal: Mortal, key: Key) -> None:
    """Twice as many at once as there are threads: those that wait for a thread wait for one that gave up, too."""
    tablet = Sender(mortal.server.url).carry(key)
    house = json.loads(tablet.send("GET", "/field/api/package", b"", JSON, 0).body)["houses"][0]["id"]
    observation = {"house": house, "answer": "occupied", "seen_at": timezone.now().isoformat(), "schema": 1}
    body = json.dumps(observation).encode()
    paths = [f"/field/api/observations/{uuid.uuid4()}" for _ in range(2 * THREADS)]

    def put(path: str) -> tuple[Answer, float]:
        return timed(tablet, "PUT", path, body, JSON)

    with ThreadPoolExecutor(len(paths)) as pool:
        with taken_in(mortal.server):
            for answer, seconds in pool.map(put, paths):
                assert (answer.status, answer.json["code"]) == (503, "busy")
                assert answer.retry_after is not None
                assert 1 <= answer.retry_after <= 60
                assert seconds < 2 * PATIENCE.seconds + SLACK
            _page, seconds = timed(Sender(mortal.server.url), "GET", "/accounts/login/", b"", FORM)
            assert seconds < SLACK
        assert [answer.status for answer, _seconds in pool.map(put, paths)] == [200] * len(paths)


def forms_of(house: str) -> dict[str, dict[str, str]]:
    """What staff send about a house, by the address; each with the words that they typed."""
    today = timezone.localdate().isoformat()
    observation = {
        "id": str(uuid.uuid4()),
        "channel": "phone",
        "seen_on": today,
        "seen_at": "00:00",
        "answer": "vacant",
    }
    return {
        f"/houses/{house}/decide/": {
            "state": "vacant", "since": today, "basis": "visit", "reason": TYPED, "knowing": "on"
        },
        f"/houses/{house}/observations/add/": observation | {"note": TYPED},
        f"/houses/{house}/edit/": {"landmark": TYPED},
    }  # fmt: skip


def test_staff_are_told_in_a_sentence_and_what_they_wrote_stays(mortal: Mortal) -> None:
    staff = Sender(mortal.server.url).sign_in("staff")
    house = mortal.server.manage("shell", "-v0", "-c", FIRST_HOUSE).split()[-1]
    mark = {"csrfmiddlewaretoken": staff.cookies["csrftoken"]}
    sent = {path: urllib.parse.urlencode(fields | mark).encode() for path, fields in forms_of(house).items()}
    with taken_in(mortal.server):
        for path, form in sent.items():
            told, seconds = timed(staff, "POST", path, form, FORM)
            page = told.body.decode()
            assert (told.status, path) == (400, path)
            assert "まだ 保存していません" in page, path
            assert TYPED in page, path
            assert seconds < PATIENCE.seconds + SLACK
        looked, _seconds = timed(staff, "GET", f"/houses/{house}/", b"", FORM)
        assert looked.status == 200
    for path, form in sent.items():
        assert (timed(staff, "POST", path, form, FORM)[0].status, path) == (302, path)


def test_the_app_keeps_what_was_not_taken_and_sends_it_again(tablet: Tablet, between: Between, mortal: Mortal) -> None:
    with taken_in(mortal.server):
        tablet.save("取りこみ中", 0, hue=50)
        tablet.wait_for(lambda _tablet: any(each.status == 503 for each in between.passages))
        assert {entry["kind"] for entry in tablet.outbox()} == {"observation", "photo"}
    tablet.wait_sent()
    assert account_of(tablet.said, kept_by(mortal.server, "取りこみ中")) == Account()


FIRST_HOUSE = """
from akiya.access import as_register
from akiya.models import House
with as_register():
    print(House.objects.filter(merged_into=None).order_by("pk").values_list("pk", flat=True).first())
"""
