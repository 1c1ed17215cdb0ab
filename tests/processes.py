"""Which test runs in which process, where several share the work."""

from collections import defaultdict
from pathlib import PurePosixPath

from xdist.scheduler import LoadScopeScheduling

SHARING = frozenset({"faults"})
"""Folders whose tests share one server, and so one process."""


def together(nodeid: str) -> str:
    """What runs in one process: the tests of a file, or of a folder that shares one server."""
    file = PurePosixPath(nodeid.partition("::")[0])
    return str(file.parent if file.parent.name in SHARING else file)


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
