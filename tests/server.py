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

import psycopg

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
    from django.conf import settings

    owner = settings.DATABASES["owner"]
    port = free_port()
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "akiya.settings",
        "DATABASE_URL": f"postgres://{settings.WEB_ROLE}@/{name}?host={owner['HOST']}",
        "DATABASE_OWNER_URL": f"postgres://{owner['USER']}@/{name}?host={owner['HOST']}",
        "AKIYA_DEBUG": "0",
        "AKIYA_DEMO": "1",
        "AKIYA_PLAIN_HTTP": "1",
        "AKIYA_POOL": "6",
        "AKIYA_SECRET_KEY": "a secret of the tests only, and of no other place",
        "AKIYA_MEDIA": str(media),
        "AKIYA_ORIGINS": f"http://127.0.0.1:{port}",
        "AKIYA_HOSTS": "127.0.0.1,localhost",
    }
    with psycopg.connect(host=owner["HOST"], user=owner["USER"], dbname="postgres", autocommit=True) as postgres:
        postgres.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        postgres.execute(f'CREATE DATABASE "{name}"')
        before = Server(f"http://127.0.0.1:{port}", env)
        before.manage("make_ready")
        before.manage("generate_city", f"--houses={houses}", f"--seed={seed}", f"--password={PASSWORD}")
        with (ROOT / "var" / f"{name}.log").open("w") as log:
            commands = (
                [
                    str(Path(sys.executable).with_name("gunicorn")), "akiya.wsgi", f"--bind=127.0.0.1:{port}",
                    "--worker-class=gthread", f"--workers={web_workers}", "--threads=4",
                ],
                [sys.executable, str(ROOT / "manage.py"), "db_worker", "--no-startup-delay", "--interval=0.2"],
            )  # fmt: skip
            processes = tuple(
                subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=subprocess.STDOUT)
                for command in commands
            )
            try:
                wait_for(before.url + "/accounts/login/")
                yield Server(before.url, env, processes)
            finally:
                for process in processes:
                    process.terminate()
                for process in processes:
                    process.wait(timeout=30)
        postgres.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


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
