"""How much a tablet downloads before the field app opens and stays: what a real server really sends for it."""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.request import Request, urlopen

from tests.bench.figure import Figure
from tests.server import Server, town

HOUSES = 200
OURS = "/surveys/field/"


def transferred(server: Server, path: str, encoding: str) -> bytes:
    """The body as it crosses the line to a browser that takes ``encoding``."""
    asked = Request(server.url + path, headers={"Accept-Encoding": encoding, "Accept-Language": "ja"})
    with urlopen(asked, timeout=30) as answer:
        body: bytes = answer.read()
        return body


def kept(server: Server) -> list[str]:
    """Every address that the service worker keeps, and the worker's own two files."""
    script = transferred(server, "/field/worker.js", "identity").decode()
    shell = json.loads(script.splitlines()[0].removeprefix("self.shell = ").removesuffix(";"))
    code = script.split('importScripts("')[1].split('"')[0]
    return [*shell["pages"].values(), *shell["files"], "/field/worker.js", code]


def measure() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as media, town("bench_shell", HOUSES, 1, Path(media)) as server:
        addresses = kept(server)
        sizes = {each: len(transferred(server, each, "gzip")) / 1_000 for each in addresses}
        brotli = {each: len(transferred(server, each, "br")) / 1_000 for each in addresses}
        ours = [each for each in addresses if OURS in each and each.endswith(".js")]
        each_of = ", ".join(f"{Path(each).name.split('.')[0]} {sizes[each]:.2f}" for each in ours)
        note = f"{each_of}; brotli {sum(brotli[each] for each in ours):.1f}"
        yield Figure("field_own_js_kb", sum(sizes[each] for each in ours), "<= 15", "kB gzip", note)
        largest = ", ".join(
            f"{Path(each).name} {sizes[each]:.1f}" for each in sorted(sizes, key=sizes.__getitem__)[-3:]
        )
        note = f"{len(addresses)} files, the app's and the rescue page with them; largest: {largest}"
        yield Figure("field_shell_kb", sum(sizes.values()), "<= 80", "kB gzip", note)
