"""A prefecture: a million houses generated, loaded, paged through, and proven true to their rows."""

import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.figure import Figure
from tests.bench.pages import CLIENTS, FIRST_VACANT, SOMETHING_WAITS, asked_by_people, signed_in
from tests.server import PASSWORD, Server, town

HOUSES = 1_000_000
PAGES = {"inbox": "/inbox/", "list": "/houses/", "house": "/houses/{house}/"}


def measure() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as media, town("bench_million", 2_500, 1, Path(media), 2) as server:
        began = time.perf_counter()
        order = (f"--houses={HOUSES}", "--seed=2", "--replace", f"--password={PASSWORD}")
        said = server.manage("generate_city", *order).splitlines()[-1]
        yield Figure("generate_million_s", time.perf_counter() - began, "<= 600", "s", said)
        yield from paged_through(server)
        began = time.perf_counter()
        said = server.manage("check_history").strip()
        yield Figure("check_history_million_s", time.perf_counter() - began, "<= 1800", "s", said)


def paged_through(server: Server) -> Iterator[Figure]:
    """What the staff of one city wait for its pages in a register of all cities."""
    server.manage("shell", "-v0", "-c", SOMETHING_WAITS)
    house = server.manage("shell", "-v0", "-c", FIRST_VACANT).split()[-1]
    clients = [signed_in(server, "staff") for _ in range(CLIENTS)]
    for name, path in PAGES.items():
        waited = asked_by_people(clients, server.url + path.format(house=house))
        note = f"{HOUSES:,} houses, {CLIENTS} people, a page a second each, 2 workers"
        yield Figure(f"million_{name}_p95_ms", statistics.quantiles(waited, n=20)[-1], "<= 200", "ms", note)
