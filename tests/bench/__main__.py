"""``make bench``: measure what quality.md names and print it beside its goal.

``python -m tests.bench town pages`` runs only those parts.
"""

import os
import sys
from collections.abc import Callable, Iterator

import django

from tests.bench.figure import Figure, keep, table
from tests.server import ROOT

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from tests.bench import exports, field, million, pages, shell, storm  # noqa: E402  (they need the settings)

PARTS: dict[str, Callable[[], Iterator[Figure]]] = {
    "pages": pages.measure,
    "shell": shell.measure,
    "field": field.measure,
    "storm": storm.measure,
    "exports": exports.measure,
    "million": million.measure,
}


def main() -> None:
    wanted = sys.argv[1:] or list(PARTS)
    figures: list[Figure] = []
    for part in wanted:
        for figure in PARTS[part]():
            figures.append(figure)
            sys.stdout.write(table([figure]) + "\n")
            sys.stdout.flush()
    keep(figures, ROOT / "var" / "bench" / "latest.json")


if __name__ == "__main__":
    main()
