"""The line between a tablet and the server, which a test can cut and mend."""

import re
import socket
import threading
from collections.abc import Callable
from urllib.parse import urlsplit

from tests.server import free_port

CHUNK = 65_536


class Relay:
    """Hands every byte on. After ``die`` nobody answers at its address; after ``live`` the server does again.

    ``change`` rewrites what the service worker's address answers, to make it another version of the app.
    """

    def __init__(self, server: str) -> None:
        parts = urlsplit(server)
        self.server = (parts.hostname or "", parts.port or 80)
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.change: Callable[[bytes], bytes] = bytes
        self.listening: socket.socket | None = None
        self.lines: list[socket.socket] = []

    def __enter__(self) -> "Relay":
        self.live()
        return self

    def __exit__(self, *_: object) -> None:
        self.die()

    def live(self) -> None:
        """Answer again."""
        self.listening = socket.create_server(("127.0.0.1", self.port), reuse_port=True)
        threading.Thread(target=self._accept, args=[self.listening], daemon=True).start()

    def die(self) -> None:
        """Refuse whoever comes, and cut whoever is talking."""
        if self.listening:
            self.listening.shutdown(socket.SHUT_RDWR)
            self.listening.close()
            self.listening = None
        while self.lines:
            _cut(self.lines.pop())

    def _accept(self, listening: socket.socket) -> None:
        while True:
            try:
                tablet, _ = listening.accept()
            except OSError:
                return
            server = socket.create_connection(self.server)
            self.lines += [tablet, server]
            asked: list[bytes] = []
            threading.Thread(target=self._hand_on, args=[tablet, server, asked, False], daemon=True).start()
            threading.Thread(target=self._hand_on, args=[server, tablet, asked, True], daemon=True).start()

    def _hand_on(self, source: socket.socket, target: socket.socket, asked: list[bytes], answers: bool) -> None:
        held = b""
        try:
            while piece := source.recv(CHUNK):
                if not answers:
                    asked[:] = [piece]
                elif asked and asked[0].startswith(b"GET /field/worker.js "):
                    held += piece
                    piece = self._changed(held)
                    held = b"" if piece else held
                target.sendall(piece)
        except OSError:
            pass
        _cut(source)
        _cut(target)

    def _changed(self, answer: bytes) -> bytes:
        """The whole answer with another body, or nothing as long as it is not whole."""
        head, between, body = answer.partition(b"\r\n\r\n")
        said = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
        if not said or len(body) < int(said[1]):
            return b""
        changed = self.change(body)
        return head.replace(said[0], b"Content-Length: %d" % len(changed)) + between + changed


def _cut(line: socket.socket) -> None:
    try:
        line.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
    line.close()
