"""``python3 -m bootstrap prepare | run | test | bench | stop``: what the Makefile calls."""

import sys

from bootstrap import cluster, packages, serve, suite, system
from bootstrap.machine import give_up


def prepare(for_tests: bool = False) -> None:
    """Install what is missing and start the private cluster."""
    system.install(for_tests)
    if for_tests:
        system.unpack_caddy()
    packages.install_python()
    packages.install_browser()
    if not system.uses_other_database():
        cluster.make()


def run() -> None:
    prepare()
    serve.run()


def test() -> None:
    prepare(for_tests=True)
    suite.run()


COMMANDS = {"prepare": prepare, "run": run, "test": test, "bench": suite.bench, "stop": serve.stop}


if __name__ == "__main__":
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    if wanted not in COMMANDS:
        give_up(f"say one of: {', '.join(COMMANDS)}")
    COMMANDS[wanted]()
