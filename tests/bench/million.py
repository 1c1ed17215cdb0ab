"""A prefecture: a million houses generated, loaded, and proven true to their rows."""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.figure import Figure
from tests.server import town

HOUSES = 1_000_000


def measure() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as media, town("bench_million", 2_500, 1, Path(media)) as server:
        began = time.perf_counter()
        said = server.manage("generate_city", f"--houses={HOUSES}", "--seed=2", "--replace").splitlines()[-1]
        yield Figure("generate_million_s", time.perf_counter() - began, "<= 600", "s", said)
        began = time.perf_counter()
        said = server.manage("check_history").strip()
        yield Figure("check_history_million_s", time.perf_counter() - began, "<= 1800", "s", said)
