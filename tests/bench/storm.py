"""The whole storm over a real tablet and a real register: how much of what was said to be saved was lost or doubled.

AKIYA_STORM=evening or gust makes it smaller.
"""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.bench.figure import Figure
from tests.faults.between import Between
from tests.faults.mortal import Mortal
from tests.faults.storm import size, storm
from tests.faults.tablet import Tablet
from tests.server import prepared

HOUSES = 300
SEED = 20261122


def measure() -> Iterator[Figure]:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in this thread
    with (
        tempfile.TemporaryDirectory() as folder,
        prepared("bench_storm", HOUSES, 1, Path(folder) / "media") as server,
        sync_playwright() as playwright,
        Mortal(server) as mortal,
        Between(mortal) as between,
    ):
        tablet = Tablet(playwright, Path(folder) / "profile", between.url)
        try:
            tablet.enrol("head", server)
            outcome = storm(tablet, between, size("night"), SEED, "嵐")
        finally:
            tablet.kill()
    account = outcome.account
    lost, doubled = len(account.lost) + len(account.photos_lost), len(account.duplicates) + len(account.photos_twice)
    yield Figure("field_storm_lost", lost, "<= 0", "", f"answers and photos; {outcome}")
    yield Figure("field_storm_duplicates", doubled, "<= 0", "", "answers and photos of the same storm")
