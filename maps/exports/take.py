"""Take houses out into a file: all of it under its final name, or nothing."""

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils import translation

from akiya.models import Municipality
from maps.exports import csv_file, geojson_file, gpkg_file, xlsx_file
from maps.exports.about import About
from maps.exports.column import Column
from maps.exports.columns import columns_for
from maps.exports.filter_words import in_words
from maps.exports.letters import Letter
from maps.exports.order import Order
from maps.exports.rows import Rows
from maps.exports.stream import Say
from maps.formats import Format

Writer = Callable[[About, Sequence[Column], Path, Say], tuple[int, tuple[Letter, ...]]]
WRITERS: dict[Format, Writer] = {
    Format.CSV: csv_file.write,
    Format.XLSX: xlsx_file.write,
    Format.GEOJSON: geojson_file.write,
    Format.GPKG: gpkg_file.write,
}
Progress = Callable[[int, int], None]
"""Told how many rows are written, of how many."""


@dataclass(frozen=True, slots=True)
class File:
    """One file of an export: its name, SHA-256 in hexadecimal and size in bytes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken out. The first file holds the houses; the others explain it."""

    rows: int
    files: tuple[File, ...]
    missing: tuple[Letter, ...]


def take(order: Order, cities: Sequence[Municipality], path: Path, progress: Progress) -> Taken:
    """Write what was ordered of some municipalities to ``path`` and explain it in files beside it.

    Runs in a transaction that tells the database who acts; the caller has asked whether that person
    may. Raises BadOrder, OSError; then nothing is left under the final names.
    """
    with translation.override(order.language):
        return _take(order, cities, path, progress)


def _take(order: Order, cities: Sequence[Municipality], path: Path, progress: Progress) -> Taken:
    chosen = order.selection
    rows = Rows(
        chosen.when, tuple(city.pk for city in cities), chosen.where([city.name for city in cities]), order.plane_srid
    )
    about = About(order, rows, rows.counts(), tuple(city.name for city in cities), in_words(chosen))
    progress(0, about.total)
    unfinished = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
    try:
        columns = columns_for(order.restricted)
        target = unfinished / path.name
        written, missing = WRITERS[order.format](about, columns, target, lambda done: progress(done, about.total))
        names_beside = sorted(file.name for file in unfinished.iterdir() if file != target)
        files = tuple(_fingerprint(unfinished / name) for name in (path.name, *names_beside))
        # The houses come last: whoever sees them finds what explains them.
        for file in reversed(files):
            (unfinished / file.name).replace(path.with_name(file.name))
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    progress(written, about.total)
    return Taken(written, files, missing)


def _fingerprint(path: Path) -> File:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return File(path.name, digest, path.stat().st_size)
