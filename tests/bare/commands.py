"""On the bare machine, beside a running server: every command that the README names, as it stands there."""

import json
import re
import shlex
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"## Commands\n.*?```sh\n(.*?)```", re.DOTALL)
WORDS = {
    "import_areas": {"FILE": "areas.geojson"},
    "import_ledger": {"FILE": "list.csv", "NAME": "list.toml"},
    "enrol": {"LOGIN": "head"},
    "reset_password": {"LOGIN": "staff"},
}
"""What stands for the words in capitals of each command."""


def lines(readme: str) -> list[list[str]]:
    """The commands of the README in words, without what is said of them."""
    block = BLOCK.search(readme)
    assert block, "the README has no commands"
    return [shlex.split(line, comments=True) for line in block[1].splitlines()]


def filled(words: list[str]) -> list[str]:
    """A command with something of an invented city for each word in capitals."""
    given = WORDS.get(words[2], {})
    return [given.get(word, word) for word in words]


def invent(folder: Path) -> None:
    """A list of two houses, how it is to be read, and the border of an association."""
    (folder / "list.csv").write_text("番号,日\n1,2018-01-01\n2,2018-02-01\n")
    (folder / "list.toml").write_text(
        'source = "みほんの台帳"\nstate = "vacant"\n[columns]\nkey = ["番号"]\nsince = "日"\n'
    )
    corners = [[138.92, 39.28], [138.93, 39.28], [138.93, 39.29], [138.92, 39.29], [138.92, 39.28]]
    shape = {"type": "Polygon", "coordinates": [corners]}
    area = {"type": "Feature", "properties": {"name": "あたらしい自治会"}, "geometry": shape}
    (folder / "areas.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [area]}))


def run(words: list[str], folder: Path) -> None:
    """Run one command in a folder of its own, and end where it fails."""
    began = time.monotonic()
    python, manage, *rest = filled(words)
    done = subprocess.run([ROOT / python, ROOT / manage, *rest], cwd=folder, check=False)
    print(f"{' '.join(rest)}: exit code {done.returncode}, {time.monotonic() - began:.1f} s", flush=True)
    if done.returncode:
        sys.exit(f"the README names a command that fails: {' '.join(words)}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        invent(Path(folder))
        for words in lines((ROOT / "README.md").read_text()):
            run(words, Path(folder))
