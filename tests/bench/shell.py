"""How much a tablet must download before the field app opens."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from tests.bench.figure import Figure
from tests.server import ROOT

FIELD = ROOT / "surveys" / "static" / "surveys" / "field"


def kilobytes(paths: list[Path]) -> float:
    """Size after gzip, each file by itself as the server sends it, in kB of 1,000 bytes."""
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths) / 1_000


def measure() -> Iterator[Figure]:
    ours = sorted(FIELD.glob("*.js"))
    yield Figure("field_own_js_kb", kilobytes(ours), "<= 15", "kB gzip", f"{len(ours)} modules")
    page = render_to_string("surveys/field/app.html", {})
    linked = re.findall(r'(?:src|href)="/static/([^"]+\.(?:js|css))"', page)
    files = {Path(found) for name in linked if (found := finders.find(name))} | set(ours)
    yield Figure("field_shell_kb", kilobytes(sorted(files)), "<= 80", "kB gzip", "with Leaflet and the style sheets")
