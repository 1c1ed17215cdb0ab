"""The register is restored from last night's copy, and the tablets are ahead of it: all comes back, nothing twice."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from playwright.sync_api import Playwright

from bootstrap import cluster
from bootstrap.system import uses_other_database
from tests.faults.account import Account, account_of, kept_by
from tests.faults.between import Between
from tests.faults.mortal import Mortal
from tests.faults.tablet import Tablet
from tests.server import Server, at, prepared

pytestmark = pytest.mark.browser
HOUSES = 100
NAME, COPY = f"{settings.TEST_DATABASE}_lost", f"{settings.TEST_DATABASE}_restored"


@pytest.fixture
def between(tmp_path: Path) -> Iterator[Between]:
    if uses_other_database():
        pytest.skip("only the private cluster lets a test restore a copy")
    with prepared(NAME, HOUSES, 5, tmp_path / "media") as server:
        with Mortal(server) as mortal, Between(mortal) as between:
            yield between
            between.mortal.stop()
        cluster.sql("postgres", f'DROP DATABASE IF EXISTS "{COPY}" WITH (FORCE)')


def address_of(database: str) -> str:
    return f"postgresql://{cluster.SUPERUSER}@/{database}?host={cluster.SOCKET}"


def dump(file: Path) -> None:
    """Last night's copy."""
    subprocess.run(["pg_dump", "-Fc", f"--file={file}", address_of(NAME)], check=True)


def restored(file: Path, server: Server) -> Server:
    """Fill a new database from the copy. Returns a server of it at the same address."""
    cluster.sql(
        "postgres", f'DROP DATABASE IF EXISTS "{COPY}" WITH (FORCE); CREATE DATABASE "{COPY}" TEMPLATE template0'
    )
    subprocess.run(["pg_restore", "--exit-on-error", "-d", address_of(COPY), str(file)], check=True)
    other = at(COPY, Path(server.env["AKIYA_MEDIA"]), settings.DATABASES["owner"]["HOST"])
    return Server(server.url, other.env)


def test_what_tablets_sent_after_the_copy_was_made_comes_back_once(
    playwright: Playwright, between: Between, tmp_path: Path
) -> None:
    first = Tablet(playwright, tmp_path / "first", between.url)
    second = Tablet(playwright, tmp_path / "second", between.url)
    tablets = {"一": first, "二": second}
    try:
        for name, tablet in tablets.items():
            tablet.enrol("head", between.mortal.server)
            for nth in range(3):
                tablet.save(f"復元 {name} 前 {nth}", nth, hue=nth)
            tablet.wait_sent()
        dump(tmp_path / "copy")
        for name, tablet in tablets.items():
            for nth in range(3):
                tablet.save(f"復元 {name} 後 {nth}", nth, "vacant")
            tablet.wait_sent()
        said = [*first.said, *second.said]
        assert account_of(said, kept_by(between.mortal.server, "復元")) == Account()

        between.mortal.stop()
        between.mortal = Mortal(restored(tmp_path / "copy", between.mortal.server))
        between.mortal.start()
        between.mortal.wait()
        lost = account_of(said, kept_by(between.mortal.server, "復元")).lost
        assert len(lost) == 6, "or the copy was made too late"

        for tablet in (first, second):
            tablet.reload()
            tablet.wait_for(lambda each: not account_of(each.said, kept_by(between.mortal.server, "復元")).lost)
            tablet.wait_sent()
        assert account_of(said, kept_by(between.mortal.server, "復元")) == Account()
        with psycopg.connect(between.mortal.server.env["DATABASE_OWNER_URL"]) as database:
            assert database.execute("SELECT count(*) FROM akiya_setaside").fetchone() == (0,)
    finally:
        first.kill()
        second.kill()
