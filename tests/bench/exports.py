"""How much memory an export takes, whatever the number of rows, and how long."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.figure import Figure
from tests.server import ROOT, Server, town

HOUSES = 100_000
FORMATS = ("csv", "geojson", "gpkg", "xlsx")


def taken(server: Server, format: str, folder: Path) -> tuple[float, float]:
    """Export every house in a process of its own. Seconds, and the most memory that this process held, in MB."""
    began = time.perf_counter()
    command = [sys.executable, "manage.py", "export", f"--format={format}", f"--out={folder / f'houses.{format}'}"]
    process = subprocess.Popen(command, cwd=ROOT, env=server.env, stdout=subprocess.DEVNULL)
    # Of this process alone: the one that made the town held more.
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return time.perf_counter() - began, usage.ru_maxrss / 1_024


def measure() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as media, town("bench_exports", HOUSES, 1, Path(media)) as server:
        taken_by = {format: taken(server, format, Path(media)) for format in FORMATS}
        said = ", ".join(f"{format} {seconds:.0f} s, {mb:.0f} MB" for format, (seconds, mb) in taken_by.items())
        yield Figure(
            "export_peak_mb", max(mb for _, mb in taken_by.values()), "<= 300", "MB", f"{HOUSES:,} houses: {said}"
        )
