"""What Debian or Ubuntu must bring: PostgreSQL with PostGIS, for the tests Chromium with what it needs."""

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from bootstrap.machine import VAR, as_root, give_up, say

POSTGRESQL_HOMES = Path("/usr/lib/postgresql")
NO_CLUSTER = Path("/etc/postgresql-common/createcluster.d/akiya.conf")
OLDEST_POSTGRESQL = 15
# The Node.js that the wheel of Playwright brings is linked with it, and the wheel does not say so.
LIBRARY_OF_PLAYWRIGHT = "libatomic1"
CADDY_FOLDER = VAR / "caddy"
CADDY = CADDY_FOLDER / "usr" / "bin" / "caddy"
SHELL = "chromium-headless-shell"
"""Chromium without windows."""


def postgresql_home() -> Path | None:
    """Folder of the newest installed PostgreSQL server that has PostGIS, if any."""
    homes = sorted(POSTGRESQL_HOMES.glob("*"), key=lambda home: int(home.name) if home.name.isdigit() else 0)
    share = Path("/usr/share/postgresql")
    usable = [
        home
        for home in homes
        if home.name.isdigit()
        and int(home.name) >= OLDEST_POSTGRESQL
        and (home / "bin" / "initdb").exists()
        and (share / home.name / "extension" / "postgis.control").exists()
    ]
    return usable[-1] if usable else None


def uses_other_database() -> bool:
    """Whether DATABASE_URL names a database that is not ours to make, start or stop."""
    return bool(os.environ.get("DATABASE_URL"))


def install(for_tests: bool) -> None:
    """Install with apt whatever is missing, and say what. Ends with one sentence where apt is absent."""
    missing = [] if uses_other_database() or postgresql_home() else ["postgresql", "postgis"]
    if not _can_make_venv():
        missing.append("python3-venv")
    missing += [] if shutil.which("msgfmt") else ["gettext"]
    if for_tests:
        missing += _browsers()
        missing += [] if any(Path("/usr/share/fonts").rglob("NotoSansCJK*")) else ["fonts-noto-cjk"]
        missing += [] if any(Path("/usr/lib").rglob("libatomic.so.1")) else [LIBRARY_OF_PLAYWRIGHT]
    if not missing:
        return
    if not shutil.which("apt-get"):
        give_up(f"apt-get is not here: install {', '.join(missing)} by hand, then try again.")
    say(f"installing with apt: {', '.join(missing)}")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    as_root(["apt-get", "update", "-q"], quiet)
    missing = [name for name in missing if name != SHELL or _known(SHELL)]
    if "postgis" in missing:
        missing = [name for name in missing if name not in {"postgresql", "postgis"}]
        _install_postgresql(quiet)
    if missing:
        as_root(["apt-get", "install", "-y", "-q", "--no-install-recommends", *missing], quiet)


def _browsers() -> list[str]:
    """The browsers of the tests that are missing. Where apt has no shell, the whole browser does its work too."""
    whole = [] if shutil.which("chromium") or shutil.which("chromium-browser") else ["chromium"]
    return whole if shutil.which(SHELL) or not (whole or _known(SHELL)) else [*whole, SHELL]


def caddy() -> Path | None:
    """The proxy of production: the machine's own, or the one that ``unpack_caddy`` left; None where neither is."""
    found = shutil.which("caddy")
    if found:
        return Path(found)
    return CADDY if CADDY.exists() else None


def unpack_caddy() -> None:
    """Unpack the distribution's caddy into var and install nothing: its package would start a server on port 80.

    Where apt does not know it, or does not reach it, the tests of the proxy say that they are skipped.
    """
    if caddy() or not shutil.which("apt-get") or not _known("caddy"):
        return
    say("unpacking caddy into var")
    CADDY_FOLDER.mkdir(parents=True, exist_ok=True)
    for command in (["apt-get", "download", "-q", "caddy"], ["sh", "-c", "dpkg -x caddy_*.deb . && rm caddy_*.deb"]):
        if subprocess.run(command, cwd=CADDY_FOLDER, capture_output=True, check=False).returncode:
            return


def _install_postgresql(quiet: dict[str, str]) -> None:
    """Install the server without the cluster that Debian would make and start on port 5432."""
    as_root(["apt-get", "install", "-y", "-q", "--no-install-recommends", "postgresql-common"], quiet)
    as_root(["mkdir", "-p", str(NO_CLUSTER.parent)])
    existed = NO_CLUSTER.exists()
    if not existed:
        as_root(["sh", "-c", f"printf 'create_main_cluster = false\\n' > {NO_CLUSTER}"])
    try:
        names = ["postgresql", "postgresql-postgis"]
        if not _known("postgresql-postgis"):
            names = ["postgresql", f"postgresql-{_default_version()}-postgis-3"]
        as_root(["apt-get", "install", "-y", "-q", "--no-install-recommends", *names], quiet)
    finally:
        if not existed:
            as_root(["rm", "-f", str(NO_CLUSTER)])
    if postgresql_home() is None:
        give_up(f"PostgreSQL {OLDEST_POSTGRESQL} or newer with PostGIS was not found after the installation.")


def _known(package: str) -> bool:
    shown = subprocess.run(["apt-cache", "policy", package], capture_output=True, text=True, check=False).stdout
    return "Candidate:" in shown and "Candidate: (none)" not in shown


def _default_version() -> str:
    shown = subprocess.run(["apt-cache", "depends", "postgresql"], capture_output=True, text=True, check=False).stdout
    versions = [line.rsplit("-", 1)[-1] for line in shown.splitlines() if "postgresql-" in line]
    return next((version for version in versions if version.isdigit()), str(OLDEST_POSTGRESQL))


def _can_make_venv() -> bool:
    if sys.version_info < (3, 11):
        give_up("Python 3.11 or newer is needed: install it and run make again with PYTHON=python3.11.")
    return find_spec("ensurepip") is not None
