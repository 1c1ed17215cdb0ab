"""A real server that can die at any moment, and comes back at the same address."""

import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Self, TextIO

from tests.server import ROOT, Server, wait_for, web


class Mortal:
    """gunicorn in a process group of its own, so that one signal ends the master and its workers at once."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.port = int(server.url.rpartition(":")[2])
        self.deaths = 0
        self._log: TextIO = (ROOT / "var" / f"{Path(server.env['AKIYA_MEDIA']).name}.mortal.log").open("a")
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        self.wait()
        return self

    def __exit__(self, *_exception: object) -> None:
        self.stop()

    @property
    def pid(self) -> int:
        """The number of the process whose children are the web workers."""
        assert self._process is not None
        return self._process.pid

    def start(self) -> None:
        """Begin to serve. Returns before the server answers."""
        self._process = subprocess.Popen(
            web(self.server),
            cwd=ROOT,
            env=self.server.env,
            stdout=self._log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def wait(self) -> None:
        """Return once the server answers."""
        wait_for(self.server.url + "/accounts/login/")

    def kill(self) -> None:
        """SIGKILL: nothing is finished, nothing is said."""
        if self._process is None:
            return
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process = None
        self.deaths += 1

    def stop(self) -> None:
        """End for good, at the end of a test."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(timeout=30)
        self._log.close()

    def come_back(self, seconds: float = 0.2) -> None:
        """Die, stay dead for a moment, and serve again."""
        self.kill()
        time.sleep(seconds)
        self.start()
        self.wait()
