"""Where the files of an export lie: outside the web server's reach, one folder an export.

The folder also holds the worker's sign of life. The worker reads the register in one long
transaction, so what it wrote to the database meanwhile nobody else could see.
"""

import datetime as dt
import shutil
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils import timezone

SIGN = "sign-of-life"
BETWEEN_SIGNS = 0.5
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Sign:
    """When the worker last showed itself, and how many rows of how many it had written."""

    at: dt.datetime
    rows: int
    total: int


def root() -> Path:
    """The folder of all exports."""
    return Path(settings.MEDIA_ROOT) / "exports"


def of(job: uuid.UUID) -> Path:
    """The folder of one export."""
    return root() / str(job)


class Signs:
    """Called with every progress; leaves a sign of life at most twice a second."""

    def __init__(self, job: uuid.UUID) -> None:
        self.path = of(job) / SIGN
        self.last = 0.0

    def __call__(self, rows: int, total: int) -> None:
        now = time.monotonic()
        if now - self.last < BETWEEN_SIGNS and rows != total:
            return
        self.last = now
        unfinished = self.path.with_suffix(".new")
        unfinished.write_text(f"{rows} {total}")
        unfinished.replace(self.path)


def last_sign(job: uuid.UUID) -> Sign | None:
    """The worker's last sign of life on an export, None before the first."""
    path = of(job) / SIGN
    try:
        rows, total = path.read_text().split()
        at = dt.datetime.fromtimestamp(path.stat().st_mtime, timezone.get_current_timezone())
    except FileNotFoundError:
        return None
    return Sign(at, int(rows), int(total))


def remove_older_than(age: dt.timedelta) -> int:
    """Remove the folders that nobody has written to for so long. Returns how many."""
    removed = 0
    for path in root().glob("*"):
        with suppress(FileNotFoundError):
            if time.time() - path.stat().st_mtime > age.total_seconds():
                shutil.rmtree(path)
                removed += 1
    return removed
