"""How much memory an export takes, whatever the number of rows, and how long."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.figure import Figure
from tests.process import status
from tests.server import ROOT, Server, town

HOUSES = 100_000
LOOK_EVERY = 0.02  # s
FORMATS = ("csv", "geojson", "gpkg", "xlsx")


def taken(server: Server, format: str, folder: Path) -> tuple[float, float]:
    """Export every house in a process of its own. Seconds, and the most memory that this process held, in MB."""
    began = time.perf_counter()
    command = [sys.executable, "manage.py", "export", f"--format={format}", f"--out={folder / f'houses.{format}'}"]
    process = subprocess.Popen(command, cwd=ROOT, env=server.env, stdout=subprocess.DEVNULL)
    peak = 0
    # What the system counts for a child that has ended (ru_maxrss) begins with what its parent held: the bench itself.
    while process.poll() is None:
        peak = max(peak, status(Path("/proc", str(process.pid)), "VmHWM"))
        time.sleep(LOOK_EVERY)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return time.perf_counter() - began, peak / 1_024


def measure() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as media, town("bench_exports", HOUSES, 1, Path(media)) as server:
        taken_by = {format: taken(server, format, Path(media)) for format in FORMATS}
        said = ", ".join(f"{format} {seconds:.0f} s, {mb:.0f} MB" for format, (seconds, mb) in taken_by.items())
        yield Figure(
            "export_peak_mb", max(mb for _, mb in taken_by.values()), "<= 300", "MB", f"{HOUSES:,} houses: {said}"
        )
