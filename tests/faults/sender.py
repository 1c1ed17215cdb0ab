"""Somebody with a connection of their own: sends any bytes in any form, and weighs the processes that read them."""

import contextlib
import json
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any

from tests.faults.mortal import Mortal
from tests.faults.tablet import Key
from tests.process import status
from tests.server import PASSWORD

PIECE = 64 * 1024
MARK = "c" * 32
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=cut"
JSON = "application/json"
A_LITTLE = 24  # megabytes that a worker may grow by: pieces in flight, and what Python does not give back


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status: int
    type: str
    body: bytes
    retry_after: int | None = None

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Sender:
    """A browser as far as the server can tell, with the cookies of somebody or of nobody."""

    url: str
    cookies: dict[str, str] = field(default_factory=lambda: {"csrftoken": MARK})
    # As a browser does, hear what a server had said before it hung up.
    listens_on: bool = False

    def send(
        self,
        method: str,
        path: str,
        body: Iterator[bytes] | bytes,
        type_: str,
        length: int | None,
        sha256: str = "",
    ) -> Answer:
        """Send a body; one without a ``length`` goes in chunks."""
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "X-CSRFToken": self.cookies["csrftoken"],
            "Origin": self.url,
            "Content-Type": type_,
            "Content-SHA256": sha256,
        }
        if length is not None:
            headers["Content-Length"] = str(length)
        connection = HTTPConnection(self.url.removeprefix("http://"), timeout=60)
        try:
            with contextlib.suppress(*[BrokenPipeError, ConnectionResetError] if self.listens_on else []):
                connection.request(method, path, body, headers, encode_chunked=length is None)
            response = connection.getresponse()
            self._remember(response)
            later = response.headers.get("Retry-After")
            type_ = response.headers.get_content_type()
            return Answer(response.status, type_, response.read(), None if later is None else int(later))
        finally:
            connection.close()

    def sign_in(self, login: str) -> "Sender":
        """Sign in as somebody of the office, with a password."""
        form = urllib.parse.urlencode({"login": login, "password": PASSWORD, "csrfmiddlewaretoken": MARK}).encode()
        assert self.send("POST", "/accounts/login/", form, FORM, len(form)).status == 302
        assert "sessionid" in self.cookies
        return self

    def carry(self, key: Key) -> "Sender":
        """Become the tablet whose key it is."""
        self.cookies |= {str(cookie["name"]): str(cookie["value"]) for cookie in key}
        return self

    def _remember(self, response: HTTPResponse) -> None:
        for cookie in response.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value


def bytes_of(kind: str, length: int) -> Iterator[bytes]:
    """A body of ``length`` bytes, in pieces, that begins as one of its kind does and costs most where it is parsed."""
    start, filling = {
        FORM: (b"credential=", b"%5B"),
        MULTIPART: (b'--cut\r\nContent-Disposition: form-data; name="credential"\r\n\r\n', b"["),
        JSON: (b"[", b"["),
    }[kind]
    yield start
    left = length - len(start)
    piece = (filling * PIECE)[:PIECE]
    while left > 0:
        yield piece[:left]
        left -= PIECE


def weighed(mortal: Mortal) -> int:
    """The most memory, in megabytes, that any web worker held since it was last ``forgotten``."""
    return max(status(worker, "VmHWM") for worker in workers(mortal)) // 1024


def forgotten(mortal: Mortal) -> int:
    """Let the workers' peaks begin anew. Gives what the largest of them holds now, in megabytes."""
    for worker in workers(mortal):
        (worker / "clear_refs").write_text("5")
    return max(status(worker, "VmRSS") for worker in workers(mortal)) // 1024


def workers(mortal: Mortal) -> list[Path]:
    """The web workers, by their folders under /proc."""
    return [process for process in Path("/proc").glob("[0-9]*") if status(process, "PPid") == mortal.pid]
