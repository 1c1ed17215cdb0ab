"""PostgreSQL dies after a photo is on the disk and before its row is written: the tablet sends it again."""

import contextlib
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Playwright

from bootstrap import cluster
from bootstrap.system import uses_other_database
from tests.faults.account import Account, account_of, kept_by
from tests.faults.between import Between
from tests.faults.mortal import Mortal
from tests.faults.tablet import Tablet
from tests.server import prepared

pytestmark = pytest.mark.browser
HOUSES = 100


@pytest.fixture
def own_cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A cluster that nobody else uses. The folder of its socket."""
    if uses_other_database():
        pytest.skip("the programs of PostgreSQL are only known to be here where the private cluster is used")
    with tempfile.TemporaryDirectory(prefix="akiya-pg-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        home.chmod(0o755)
        for name, path in {"HOME": home, "DATA": home / "data", "SOCKET": home / "socket", "LOG": home / "log"}.items():
            monkeypatch.setattr(cluster, name, path)
        cluster.make()
        cluster.start()
        yield str(cluster.SOCKET)
        cluster.stop()


@pytest.fixture
def between(own_cluster: str, tmp_path: Path) -> Iterator[Between]:
    media = tmp_path / "media"
    with (
        prepared("dying", HOUSES, 3, media, host=own_cluster) as server,
        Mortal(server) as mortal,
        Between(mortal) as between,
    ):
        yield between


def photos_in(media: Path) -> set[Path]:
    return set(media.glob("photos/*/*/*.jpg"))


def wait_for_one_more(media: Path, before: set[Path]) -> None:
    """Return once another photo and its small copy are on the disk."""
    deadline = time.monotonic() + 30
    while len(photos_in(media) - before) < 2:
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_photo_whose_row_was_not_written_comes_again(
    playwright: Playwright, between: Between, tmp_path: Path
) -> None:
    server = between.mortal.server
    media = Path(server.env["AKIYA_MEDIA"])
    before = photos_in(media)
    tablet = Tablet(playwright, tmp_path / "profile", between.url)
    try:
        tablet.enrol("head", server)
        dying = contextlib.suppress(psycopg.OperationalError)  # it dies under us, too
        with dying, psycopg.connect(server.env["DATABASE_OWNER_URL"]) as holding:
            holding.execute("LOCK TABLE akiya_photo IN SHARE MODE")  # read by all, written by nobody
            tablet.save("停止 0", 0, hue=50)
            tablet.save("停止 1", 1)
            tablet.wake()
            wait_for_one_more(media, before)
            cluster.server("pg_ctl", "-D", str(cluster.DATA), "-m", "immediate", "-w", "stop")
        tablet.page.wait_for_timeout(500)
        assert [entry["kind"] for entry in tablet.outbox()] == ["photo"]
        cluster.start()
        kept = kept_by(server, "停止")
        assert {observation.memo for observation in kept.observations} == {"停止 0", "停止 1"}, (
            "what was acknowledged was written"
        )
        assert not set(kept.photos).intersection(tablet.said[0].photos)
        tablet.wait_sent()
        assert account_of(tablet.said, kept_by(server, "停止")) == Account()
    finally:
        tablet.kill()
