"""Serve the demo town in the foreground, and stop what was started."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bootstrap import cluster
from bootstrap.machine import ROOT, VAR, give_up, say
from bootstrap.machine import run as run_command
from bootstrap.packages import PYTHON, VENV
from bootstrap.system import uses_other_database

PIDS = VAR / "run.pid"
SECRET = VAR / "secret-key"
DEMO_PASSWORD = VAR / "demo-password"
HOUSES = 2_500
SEED = 1


def run() -> None:
    """Migrate, make the demo town once, and serve until interrupted."""
    port = int(os.environ.get("PORT", "8000"))
    _refuse_taken(port)
    started_cluster = False
    if not uses_other_database():
        started_cluster = cluster.start()
    env = environment(port)
    try:
        manage(env, "make_ready", quiet=False)
        manage(env, "demo_town", f"--houses={HOUSES}", f"--seed={SEED}", f"--base=http://127.0.0.1:{port}", quiet=False)
        _serve(env, port)
    finally:
        PIDS.unlink(missing_ok=True)
        if started_cluster:
            cluster.stop()


def environment(port: int) -> dict[str, str]:
    """What the demo needs of the environment, unless it is set already."""
    wanted = {
        "AKIYA_DEMO": "1",
        "AKIYA_PLAIN_HTTP": "1",
        "AKIYA_POOL": "8",
        "AKIYA_SECRET_KEY": _kept(SECRET, 50),
        "AKIYA_DEMO_PASSWORD": _kept(DEMO_PASSWORD, 9),
        "AKIYA_ORIGINS": f"http://127.0.0.1:{port},http://localhost:{port}",
    }
    return {name: os.environ.get(name, value) for name, value in wanted.items()}


def manage(env: dict[str, str], *arguments: str, quiet: bool = True) -> None:
    """Run one of the register's own commands."""
    run_command([PYTHON, ROOT / "manage.py", *arguments], env, quiet)


def _kept(path: Path, length: int) -> str:
    """A secret of this machine: made once, readable by its owner alone."""
    if not path.exists():
        VAR.mkdir(exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(length))
    return path.read_text()


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            give_up(f"Port {port} is taken: stop what uses it, or choose another with PORT={port + 1} make run.")


def _serve(env: dict[str, str], port: int) -> None:
    everything = {**os.environ, **env}
    web = [
        VENV / "bin" / "gunicorn", "akiya.wsgi", f"--bind=127.0.0.1:{port}",
        "--worker-class=gthread", "--workers=2", "--threads=4", "--max-requests=5000", "--max-requests-jitter=500",
        "--log-level=warning",
    ]  # fmt: skip
    worker = [PYTHON, ROOT / "manage.py", "db_worker", "--no-startup-delay", "--interval=0.2"]
    children = [
        subprocess.Popen([str(part) for part in command], cwd=ROOT, env=everything) for command in (web, worker)
    ]
    PIDS.write_text(str(os.getpid()))

    def end(*_: object) -> None:
        for child in children:
            child.terminate()

    signal.signal(signal.SIGINT, end)
    signal.signal(signal.SIGTERM, end)
    code = children[0].wait()
    end()
    for child in children:
        child.wait()
    if code not in {0, -signal.SIGTERM, -signal.SIGINT}:
        give_up(f"The web server ended with code {code}.")
    say("stopped")


def stop() -> None:
    """Stop the server of this folder, and the private cluster; nothing else on the machine."""
    if PIDS.exists():
        _end(int(PIDS.read_text()))
    if not uses_other_database():
        cluster.stop()


def _end(pid: int) -> None:
    """End the process that wrote the note, after checking that it is still ours."""
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return
    if b"bootstrap" not in command:
        return
    os.kill(pid, signal.SIGTERM)
    _wait_until(lambda: not Path(f"/proc/{pid}").exists())


def _wait_until(done: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not done():
        if time.monotonic() > deadline:
            print("still running after 20 s", file=sys.stderr)
            return
        time.sleep(0.1)
