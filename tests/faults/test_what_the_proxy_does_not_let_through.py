"""The proxy refuses a body that is too large in the words that a tablet understands, and lets the rest come through."""

import os
import subprocess
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from bootstrap.system import caddy
from tests.faults.mortal import Mortal
from tests.faults.sender import FORM, JSON, Sender, bytes_of
from tests.server import ROOT, free_port, wait_for

pytestmark = pytest.mark.browser


@pytest.fixture
def proxy(mortal: Mortal, tmp_path: Path) -> Iterator[Sender]:
    """Somebody who speaks to the server through the proxy of production, without its TLS."""
    program = caddy()
    if program is None:
        pytest.skip("caddy is not on this machine; the proxy is another container in production")
    port = free_port()
    config = tmp_path / "Caddyfile"
    written = (ROOT / "deploy/Caddyfile").read_text().replace("web:8000", mortal.server.url.removeprefix("http://"))
    config.write_text("{\n\tadmin off\n}\n" + written)
    env = {**os.environ, "AKIYA_HOST": f"http://127.0.0.1:{port}", "HOME": str(tmp_path), "XDG_CONFIG_HOME": ""}
    command = [str(program), "run", "--adapter", "caddyfile", "--config", str(config)]
    running = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}/accounts/login/")
        yield Sender(f"http://127.0.0.1:{port}", listens_on=True)
    finally:
        running.terminate()
        running.wait(timeout=30)


@pytest.mark.parametrize("is_told", [True, False], ids=["with its length", "in chunks"])
def test_a_tablet_hears_that_a_record_will_never_be_taken(proxy: Sender, is_told: bool) -> None:
    for path, most in (
        (f"/field/api/observations/{uuid.uuid4()}", settings.BODY_BYTES_ELSEWHERE),
        (f"/field/api/photos/{uuid.uuid4()}?observation={uuid.uuid4()}", settings.PHOTO_BYTES),
    ):
        body = bytes_of(JSON, most + 100_000)
        answer = proxy.send("PUT", path, body, JSON, most + 100_000 if is_told else None)
        assert (answer.status, answer.type) == (413, "application/json")
        assert answer.json["code"] == "too_large"


def test_a_person_is_told_in_words(proxy: Sender) -> None:
    answer = proxy.send("POST", "/accounts/login/", bytes_of(FORM, 22_000_000), FORM, 22_000_000)
    assert answer.status == 413 and "大きすぎます" in answer.body.decode()


def test_what_an_address_takes_comes_through(proxy: Sender) -> None:
    body = bytes_of(JSON, settings.PHOTO_BYTES)
    path = f"/field/api/photos/{uuid.uuid4()}?observation={uuid.uuid4()}"
    assert proxy.send("PUT", path, body, JSON, settings.PHOTO_BYTES).json["code"] == "not_enrolled"
