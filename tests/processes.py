"""Which test runs in which process, where several share the work."""

from collections import defaultdict
from pathlib import Path, PurePosixPath

import pytest
from xdist.scheduler import LoadScopeScheduling

SHARING = frozenset({"faults"})
"""Folders whose tests share one server, and so one process."""


def together(nodeid: str) -> str:
    """What runs in one process: the tests of a file, or of a folder that shares one server."""
    file = PurePosixPath(nodeid.partition("::")[0])
    return str(file.parent if file.parent.name in SHARING else file)


def in_turn(items: list[pytest.Item]) -> list[pytest.Item]:
    """The order of the work: the folder that no other process can share first, then files that drive a browser evenly
    among those that do not. The former wait a quarter of their time, and the latter use it.
    """
    files: dict[bool, dict[Path, int]] = {True: {}, False: {}}

    def kind_of(item: pytest.Item) -> dict[Path, int]:
        return files[item.get_closest_marker("browser") is not None]

    for item in items:
        kind_of(item).setdefault(item.path, len(kind_of(item)))

    def turn(item: pytest.Item) -> tuple[bool, float, Path]:
        return item.path.parent.name not in SHARING, kind_of(item)[item.path] / len(kind_of(item)), item.path

    return sorted(items, key=turn)


class FileByFile(LoadScopeScheduling):
    """Gives each process whole files, in the order in which they were collected."""

    def _split_scope(self, nodeid: str) -> str:
        return together(nodeid)


class Parted:
    """Notes where each test ran: a town that two processes make is made twice, and nothing else says so."""

    def __init__(self) -> None:
        self.seen: dict[str, set[str]] = defaultdict(set)

    def ran(self, nodeid: str, process: str) -> None:
        self.seen[together(nodeid)].add(process)

    def all(self) -> list[str]:
        return sorted(scope for scope, processes in self.seen.items() if len(processes) > 1)
