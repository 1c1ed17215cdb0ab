"""How much memory an export takes, whatever the number of rows, and how long."""

import resource
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


def taken(server: Server, format: str, folder: Path) -> float:
    """Export every house in a process of its own. Seconds."""
    began = time.perf_counter()
    command = [sys.executable, "manage.py", "export", f"--format={format}", f"--out={folder / f'houses.{format}'}"]
    subprocess.run(command, cwd=ROOT, env=server.env, check=True, capture_output=True)
    return time.perf_counter() - began


def peak_mb() -> float:
    """The most memory that any process started here has held, in MB."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1_024


def measure() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as media, town("bench_exports", HOUSES, 1, Path(media)) as server:
        before = peak_mb()
        seconds = {format: taken(server, format, Path(media)) for format in FORMATS}
        said = ", ".join(f"{format} {taking:.0f} s" for format, taking in seconds.items())
        # The generator's own peak may be the higher one, and would then hide that of the exports.
        yield Figure("export_peak_mb", peak_mb(), "<= 300", "MB", f"{HOUSES:,} houses: {said}; {before:.0f} MB before")
