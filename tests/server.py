"""A real server process on a database of its own, with a generated town in it, as `make run` starts one."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests import ready

ROOT = Path(__file__).resolve().parents[1]
PASSWORD = "みほんの長いことば-2026"


@dataclass(frozen=True)
class Server:
    """Where the server answers, its processes, and how its commands are run."""

    url: str
    env: dict[str, str]
    processes: tuple[subprocess.Popen[bytes], ...] = ()

    def manage(self, *arguments: str) -> str:
        """Run a command of the register and give what it printed. Fails the test where the command fails."""
        command = [sys.executable, str(ROOT / "manage.py"), *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.env, capture_output=True, text=True, check=False, timeout=3600
        )
        assert done.returncode == 0, f"{' '.join(arguments)}\n{done.stdout}\n{done.stderr}"
        return done.stdout


@contextmanager
def town(name: str, houses: int, seed: int, media: Path, web_workers: int = 1) -> Iterator[Server]:
    """Serve a generated town from a fresh database called ``name``; the database goes with the server."""
    with prepared(name, houses, seed, media) as before, (ROOT / "var" / f"{name}.log").open("w") as log:
        processes = (
            subprocess.Popen(web(before, web_workers), cwd=ROOT, env=before.env, stdout=log, stderr=subprocess.STDOUT),
            subprocess.Popen(worker(), cwd=ROOT, env=before.env, stdout=log, stderr=subprocess.STDOUT),
        )
        try:
            wait_for(before.url + "/accounts/login/")
            yield Server(before.url, before.env, processes)
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait(timeout=30)


@contextmanager
def prepared(name: str, houses: int, seed: int, media: Path, host: str = "") -> Iterator[Server]:
    """A generated town in a fresh database, and all that a server of it needs, but nothing that serves it yet.

    ``host`` is the folder of the cluster's socket, where it is not the one that all tests share.
    """
    from django.conf import settings

    owner = settings.DATABASES["owner"]
    host = host or owner["HOST"]
    server = at(name, media, host)
    ready.copied(name, host)
    server.manage("make_ready")
    server.manage("generate_city", f"--houses={houses}", f"--seed={seed}", f"--password={PASSWORD}")
    yield server
    ready.dropped(name, host)


def at(name: str, media: Path, host: str) -> Server:
    """A server of the database ``name``: its address, and the environment it is started in."""

    port = free_port()
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "akiya.settings",
        "DATABASE_URL": ready.address(name, "web", host),
        "DATABASE_OWNER_URL": ready.address(name, "owner", host),
        "AKIYA_DEBUG": "0",
        "AKIYA_DEMO": "1",
        "AKIYA_PLAIN_HTTP": "1",
        "AKIYA_POOL": "6",
        "AKIYA_SECRET_KEY": "a secret of the tests only, and of no other place",
        "AKIYA_MEDIA": str(media),
        "AKIYA_ORIGINS": f"http://127.0.0.1:{port}",
        "AKIYA_HOSTS": "127.0.0.1,localhost",
    }
    return Server(f"http://127.0.0.1:{port}", env)


def web(server: Server, workers: int = 1) -> list[str]:
    """The command that serves the pages at the server's address."""
    return [
        str(Path(sys.executable).with_name("gunicorn")), "akiya.wsgi", f"--bind={server.url.removeprefix('http://')}",
        "--worker-class=gthread", f"--workers={workers}", "--threads=4",
    ]  # fmt: skip


def worker() -> list[str]:
    """The command that does what the pages leave for later."""
    return [sys.executable, str(ROOT / "manage.py"), "db_worker", "--no-startup-delay", "--interval=0.2"]


def free_port() -> int:
    """A port that nothing listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str, seconds: float = 30) -> None:
    """Return once the address answers; raise what it last raised when it does not."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
