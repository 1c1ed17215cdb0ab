"""A town, a server of it that may die, a proxy before it, and tablets."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Playwright

from tests.faults.between import Between
from tests.faults.mortal import Mortal
from tests.faults.tablet import Key, Tablet
from tests.server import Server, prepared

HOUSES = 300
SEED = 11


@pytest.fixture(scope="session")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A town in a database of its own, not served yet."""
    with prepared(f"{settings.TEST_DATABASE}_faults", HOUSES, SEED, tmp_path_factory.mktemp("media")) as server:
        yield server


@pytest.fixture(scope="session")
def mortal(ground: Server) -> Iterator[Mortal]:
    """gunicorn on that town."""
    with Mortal(ground) as mortal:
        yield mortal


@pytest.fixture
def between(mortal: Mortal) -> Iterator[Between]:
    """A proxy that passes everything on, until a test gives it a fault to deal."""
    with Between(mortal) as between:
        yield between


@pytest.fixture(scope="session")
def key(playwright: Playwright, mortal: Mortal, tmp_path_factory: pytest.TempPathFactory) -> Key:
    """The key of a tablet that was set up for a head. Cookies do not ask for the port, so it opens every proxy."""
    tablet = Tablet(playwright, tmp_path_factory.mktemp("enrolling"), mortal.server.url)
    try:
        return tablet.enrol("head", mortal.server)
    finally:
        tablet.kill()


NewTablet = Callable[[], Tablet]


@pytest.fixture
def new_tablet(playwright: Playwright, between: Between, key: Key, tmp_path: Path) -> Iterator[NewTablet]:
    """Switch a tablet on that has said nothing yet; it is switched off at the end."""
    tablets: list[Tablet] = []

    def new() -> Tablet:
        tablets.append(Tablet(playwright, tmp_path / f"profile{len(tablets)}", between.url, key))
        tablets[-1].open()
        return tablets[-1]

    yield new
    for tablet in tablets:
        tablet.kill()


@pytest.fixture
def tablet(new_tablet: NewTablet) -> Tablet:
    return new_tablet()
