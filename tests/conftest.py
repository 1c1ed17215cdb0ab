"""The ground every test stands on: a real PostGIS, reached as the web role, with a small world in it.

The world is written once by the owner and committed. Each test then runs as the web role in a
transaction that is rolled back, so it can do anything and leaves nothing.
"""

import os
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connections
from playwright.sync_api import Playwright, sync_playwright
from xdist.remote import Producer

from akiya.access import Scope, acting_as, scope_of
from akiya.models import Person
from tests import ready
from tests import world as world_
from tests.processes import FileByFile, Parted, in_turn

parted = Parted()


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Said last, after every plugin's own order."""
    yield
    items[:] = in_turn(items)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> FileByFile:
    return FileByFile(config, log)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if hasattr(report, "node"):  # of a run in several processes, as the one hears it that shares the work out
        parted.ran(report.nodeid, report.node.gateway.id)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if parted.all() and not session.shouldfail and not session.shouldstop:
        pytest.exit(f"these ran in two processes: {', '.join(parted.all())}", returncode=1)


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """A fresh database of the owner's, filled with the world by the owner, used by the web role."""
    name = settings.DATABASES["owner"]["TEST"]["NAME"]
    ready.copied(name)
    with django_db_blocker.unblock():
        web = dict(settings.DATABASES["default"])
        for alias in ("default", "owner"):
            connections[alias].close()
            connections[alias].settings_dict["NAME"] = name
        connections["default"].settings_dict["USER"] = settings.DATABASES["owner"]["USER"]
        world_.build()
        connections["default"].close()
        connections["default"].settings_dict["USER"] = web["USER"]
    yield
    with django_db_blocker.unblock():
        for alias in ("default", "owner"):
            connections[alias].close()
    if not os.environ.get("KEEP_TEST_DATABASE"):
        ready.dropped(name)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The one loop of this process in which every browser of its tests runs."""
    # The loop runs in this thread, and Django takes that for an asynchronous test.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as started:
        yield started


@pytest.fixture
def world(db: None) -> world_.World:
    """The small world: みほん市 with two associations and らんか市 beside it. See tests/world.py."""
    return world_.World()


@pytest.fixture
def as_staff(world: world_.World) -> Iterator[Scope]:
    """Act as the staff of みほん市 for the whole test."""
    with acting_as(world.staff) as scope:
        yield scope


@pytest.fixture
def as_head(world: world_.World) -> Iterator[Scope]:
    """Act as the head of 東自治会 for the whole test."""
    with acting_as(world.head) as scope:
        yield scope


@pytest.fixture
def scope() -> "type[ScopeOf]":
    return ScopeOf


class ScopeOf:
    """The scope of a person, read as that person."""

    def __new__(cls, person: Person) -> Scope:  # type: ignore[misc]
        with acting_as(person):
            return scope_of(person)
