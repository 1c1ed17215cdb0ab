"""Everything that must hold before a change lands: style, types, import directions, tests."""

import os
import subprocess
import time
from pathlib import Path

from bootstrap import cluster
from bootstrap.machine import ROOT, give_up, say
from bootstrap.packages import PYTHON, VENV, node
from bootstrap.system import uses_other_database


def run() -> None:
    """Run every check and every test. Ends with the first kind that fails."""
    started = cluster.start() if not uses_other_database() else False
    tool = VENV / "bin"
    try:
        _check("words in English", [PYTHON, "manage.py", "compilemessages", "--ignore=.venv", "--ignore=node_modules"])
        _check("style", [tool / "ruff", "check", "."])
        _check("layout", [tool / "ruff", "format", "--check", "."])
        _check("import directions", [tool / "lint-imports"])
        _check("types", [tool / "mypy"])
        _check("types of the browser code", [*node(), ROOT / "node_modules/typescript/bin/tsc", "--noEmit"])
        _check("browser modules", [*node(), "--test", *sorted(ROOT.glob("tests/*/js/*.test.js"))])
        _check("migrations", [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"])
        # Shared out by tests/processes.py. Three where there are two cores: what drives a browser waits half its time.
        in_three = ["-n3", "--dist=loadscope", "--no-loadscope-reorder"]
        _check("tests", [PYTHON, "-m", "pytest", *in_three, *os.environ.get("PYTEST_ARGS", "").split()])
    finally:
        if started:
            cluster.stop()


def bench() -> None:
    """Measure what quality.md names, side by side in one run."""
    started = cluster.start() if not uses_other_database() else False
    try:
        _check("bench", [PYTHON, "-m", "tests.bench"])
    finally:
        if started:
            cluster.stop()


def _check(what: str, command: list[str | Path]) -> None:
    say(what)
    began = time.monotonic()
    environment = {"AKIYA_SECRET_KEY": "of the checks only, never of a server that anyone reaches", **os.environ}
    done = subprocess.run([str(part) for part in command], cwd=ROOT, env=environment, check=False)
    if done.returncode:
        give_up(f"{what}: failed after {time.monotonic() - began:.0f} s")
    print(f"  {what}: {time.monotonic() - began:.0f} s", flush=True)
