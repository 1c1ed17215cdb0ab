"""Run commands on this machine, and stop with one sentence where that is not possible."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"


def say(sentence: str) -> None:
    """Tell what is being done."""
    print(f"→ {sentence}", flush=True)


def give_up(sentence: str) -> NoReturn:
    """End with one sentence that says what to do."""
    print(f"✗ {sentence}", file=sys.stderr, flush=True)
    raise SystemExit(1)


def run(command: Sequence[str | Path], env: Mapping[str, str] | None = None, quiet: bool = True) -> None:
    """Run a command from the project's folder. Its output is shown only where it fails, unless not quiet."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.STDOUT if quiet else None,
        text=True,
        check=False,
    )
    if done.returncode:
        if quiet:
            print(done.stdout, file=sys.stderr)
        give_up(f"`{' '.join(str(part) for part in command[:6])}` failed with exit code {done.returncode}.")


def as_root(command: Sequence[str], env: Mapping[str, str] | None = None) -> None:
    """Run a command as root: directly, or through sudo."""
    if os.geteuid() == 0:
        run(command, env)
    elif shutil.which("sudo"):
        run(["sudo", *(f"{name}={value}" for name, value in (env or {}).items()), *command])
    else:
        give_up(f"Root rights are needed for `{' '.join(command[:4])}`: run as root, or install sudo.")
