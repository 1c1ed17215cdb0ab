"""What stands between the tablet and the register: a proxy that passes everything on, except when a fault is due."""

import contextlib
import http.client
import json
import re
import socket
import struct
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from threading import Lock, Thread
from typing import Any, ClassVar, Self

from tests.faults.fault import Fault
from tests.faults.modules import hand
from tests.faults.mortal import Mortal
from tests.server import free_port

WRITE = re.compile(r"/field/api/(observations|photos|no-change)/([^/?]+)")
FILE = re.compile(r"/surveys/field/([\w.-]+?)(?:\.[0-9a-f]{12})?\.js$")
HOP = frozenset({"connection", "keep-alive", "transfer-encoding", "content-length", "date", "server"})
SLOW = 0.4  # s
RETRY_AFTER = 1  # s
PATIENCE = 30  # s

Deal = Callable[[], Fault | None]
Answer = tuple[int, list[tuple[str, str]], bytes]


@dataclass(frozen=True)
class Passage:
    """One sending that came by: what it was, what befell it, and what the register answered, if it was heard."""

    kind: str
    id: str
    fault: Fault | None
    status: int | None
    bytes: int


class Between:
    """Listens at an address of its own. ``deal`` says what befalls the next sending; pages always pass.

    ``files`` are what it gives itself instead of the register, by their names: the hand of the tests, and an app that
    is another one, if it is set before a tablet first opens the app, which keeps what it has. ``forgetful`` makes the
    register one that does not know an id when it sees it again: each sending reaches it under a fresh one, and the
    tablet is told its own.
    """

    def __init__(self, mortal: Mortal, deal: Deal = lambda: None) -> None:
        self.mortal, self.deal = mortal, deal
        self.files = {"hand": hand()}
        self.forgetful = False
        self.passages: list[Passage] = []
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.dead = Lock()  # held while the server is dead
        self._deaf_until = 0.0
        self._open = True
        self._thread = Thread(target=self._listen, daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def close(self) -> None:
        self._open = False
        self._thread.join()

    def befell(self, fault: Fault) -> int:
        """How many sendings met this fault."""
        return sum(passage.fault is fault for passage in self.passages)

    def refuse(self, seconds: float) -> None:
        """Let nobody listen for a while: the tablet's system itself says that the connection is refused."""
        self._deaf_until = time.monotonic() + seconds

    def _listen(self) -> None:
        while self._open:
            time.sleep(max(0.0, self._deaf_until - time.monotonic()))
            with socket.create_server(("127.0.0.1", self.port), backlog=64) as listener:
                listener.settimeout(0.05)
                while self._open and time.monotonic() >= self._deaf_until:
                    with contextlib.suppress(TimeoutError):
                        connection, address = listener.accept()
                        connection.settimeout(PATIENCE)
                        Thread(target=self._serve, args=(connection, address), daemon=True).start()

    def _serve(self, connection: socket.socket, address: Any) -> None:
        handler = type("Bound", (Handler,), {"between": self})
        with contextlib.suppress(OSError), connection:
            handler(connection, address, None)  # type: ignore[arg-type]


class Handler(BaseHTTPRequestHandler):
    """One connection of a tablet."""

    between: ClassVar[Between]
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        file = FILE.search(self.path)
        if file and file[1] in self.between.files:
            self._say(200, [("Content-Type", "text/javascript")], self.between.files[file[1]].encode())
        else:
            self._pass_on(b"")

    def do_POST(self) -> None:
        self._pass_on(self._body())

    def do_PUT(self) -> None:
        write = WRITE.search(self.path)
        if write is None or self.between.dead.locked():
            return self._pass_on(self._body())
        fault = self.between.deal()
        body = self._body()
        status = None
        try:
            status = BEFALL[fault](self, body) if fault else self._pass_on(body)
        except OSError:  # the tablet died before it could be told
            self.close_connection = True
        self.between.passages.append(Passage(write[1], write[2], fault, status, len(body)))
        return None

    def _body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def _pass_on(self, body: bytes) -> int | None:
        """Ask the register and repeat its answer. A page waits for a server that is dead; a sending is cut off."""
        if self.command != "PUT":
            with self.between.dead:
                pass
        try:
            answer = self._ask(body)
        except (OSError, http.client.HTTPException):
            self._break_off()
            return None
        self._say(*answer)
        return answer[0]

    def _ask(self, body: bytes, left_out: frozenset[str] = frozenset()) -> Answer:
        headers = {name: value for name, value in self.headers.items() if name.lower() not in HOP | left_out}
        path, own, fresh = self.path, b"", b""
        if self.between.forgetful and (write := WRITE.search(path)):
            own, fresh = write[2].encode(), str(uuid.uuid4()).encode()
            path = path.replace(write[2], fresh.decode(), 1)
        connection = http.client.HTTPConnection("127.0.0.1", self.between.mortal.port, timeout=PATIENCE)
        try:
            connection.request(self.command, path, body or None, headers)
            response = connection.getresponse()
            said = response.read()
        finally:
            connection.close()
        if fresh:
            said = said.replace(fresh, own)
        return response.status, response.getheaders(), said

    def _say(self, status: int, headers: list[tuple[str, str]], body: bytes, until: int | None = None) -> None:
        """Answer the tablet; ``until`` breaks off after so many bytes of the body."""
        self.send_response_only(status)
        for name, value in headers:
            if name.lower() not in HOP:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[:until])
        self.wfile.flush()
        if until is not None:
            time.sleep(0.02)  # what was written leaves before the line breaks
            self._break_off()

    def _break_off(self) -> None:
        """Break the line without a goodbye: the tablet is told by a reset."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.rfile.close()  # as long as a file leads to it, closing a connection only notes the wish
            self.connection.close()

    def refused(self, body: bytes) -> None:
        self.between.refuse(0.3)
        self._break_off()

    def unknown(self, body: bytes) -> int:
        answer = self._ask(body, left_out=frozenset({"cookie"}))
        self._say(*answer)
        return answer[0]

    def broken(self, body: bytes) -> None:
        self._say(500, [("Content-Type", "text/html")], b"<h1>Internal Server Error</h1>")

    def busy(self, body: bytes) -> None:
        time.sleep(SLOW)
        said = json.dumps({"code": "busy", "message": ""}).encode()
        self._say(503, [("Content-Type", "application/json"), ("Retry-After", str(RETRY_AFTER))], said)

    def cut(self, body: bytes) -> None:
        """Half of the body reaches the register; then both lines break."""
        with socket.create_connection(("127.0.0.1", self.between.mortal.port), timeout=PATIENCE) as register:
            head = f"{self.requestline}\r\n{self.headers}".replace("\n", "\r\n").replace("\r\r\n", "\r\n")
            register.sendall(head.encode("latin-1") + body[: len(body) // 2])
            time.sleep(0.05)
        self._break_off()

    def deaf(self, body: bytes) -> int:
        status, headers, said = self._ask(body)
        self._say(status, headers, said, until=len(said) // 2)
        return status

    def portal(self, body: bytes) -> None:
        self._say(200, [("Content-Type", "text/html")], "<h1>ようこそ　ホテルの Wi-Fi</h1>".encode())

    def killed(self, body: bytes) -> None:
        with self.between.dead:
            asking = Thread(target=self._ask_in_vain, args=(body,))
            asking.start()
            time.sleep(len(body) % 40 / 1_000)  # another moment of the work each time, the same in each run
            self.between.mortal.kill()
            self._break_off()
            asking.join()
            self.between.mortal.come_back()

    def committed_then_killed(self, body: bytes) -> int:
        with self.between.dead:
            status = self._ask(body)[0]
            self.between.mortal.kill()
            self._break_off()
            self.between.mortal.come_back()
        return status

    def _ask_in_vain(self, body: bytes) -> None:
        with contextlib.suppress(OSError, http.client.HTTPException):
            self._ask(body)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Say nothing: the passages tell what came by."""


BEFALL: dict[Fault, Callable[[Handler, bytes], int | None]] = {
    Fault.REFUSED: Handler.refused,
    Fault.UNKNOWN: Handler.unknown,
    Fault.BROKEN: Handler.broken,
    Fault.BUSY: Handler.busy,
    Fault.CUT: Handler.cut,
    Fault.DEAF: Handler.deaf,
    Fault.PORTAL: Handler.portal,
    Fault.KILLED: Handler.killed,
    Fault.COMMITTED_THEN_KILLED: Handler.committed_then_killed,
}
