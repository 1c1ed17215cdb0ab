"""The disk of the photos is full: the tablet keeps them, answers go on, and all arrives when there is room again."""

import contextlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.account import Account, account_of, kept_by
from tests.faults.between import Between
from tests.faults.mortal import Mortal
from tests.faults.tablet import Tablet
from tests.server import Server, free_port

pytestmark = pytest.mark.browser
MEGABYTES = 2


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode != 0:
        pytest.skip("a disk of its own can only be mounted by root, and not in every container")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def between(ground: Server, small_disk: Path) -> Iterator[Between]:
    """A server of the town whose photos go to the small disk."""
    server = Server(f"http://127.0.0.1:{free_port()}", {**ground.env, "AKIYA_MEDIA": str(small_disk)})
    with Mortal(server) as mortal, Between(mortal) as between:
        yield between


def fill(disk: Path) -> Path:
    """Use all the room there is. Returns what takes it."""
    ballast = disk / "ballast"
    with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as file:
        while True:
            file.write(b"\0" * 4_096)
    return ballast


def test_photos_wait_on_the_tablet_until_there_is_room(tablet: Tablet, between: Between, small_disk: Path) -> None:
    ballast = fill(small_disk)
    tablet.save("満杯 0", 0, hue=10)
    tablet.save("満杯 1", 1, hue=20)
    for _observation in range(3):
        tablet.wake()
        tablet.page.wait_for_timeout(300)
    statuses = {(passage.kind, passage.status) for passage in between.passages}
    assert statuses == {("observations", 200), ("photos", 507)}
    assert [entry["kind"] for entry in tablet.outbox()] == ["photo", "photo"]
    assert [file.name for file in small_disk.rglob("*") if file.is_file()] == ["ballast"], "no half a file stays"
    ballast.unlink()
    tablet.wait_sent()
    assert account_of(tablet.said, kept_by(between.mortal.server, "満杯")) == Account()
