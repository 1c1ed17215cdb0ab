"""The app's own files as a server packs them, some of their modules changed first, and a hand on what they do."""

import shutil
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from akiya.web.packing import packed
from tests.server import ROOT

FIELD = "surveys/static/surveys/field"
# What the screens call, for a test that saves a thousand answers without pressing a thousand buttons.
HAND = "\n".join(f'export * as {name} from "./{name}.js";' for name in ("drafts", "outbox", "picture"))


@cache
def hand() -> str:
    """One module that exports the modules by which the screens keep what is said."""
    return packed_with({}, "hand")


def packed_with(changed: Mapping[str, str], entry: str = "app") -> str:
    """A packed file of the app as it would be, were the text of some of its modules another one."""
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copytree(ROOT / FIELD, Path(folder) / "field")
        for name, text in {"hand": HAND, **changed}.items():
            (copy / f"{name}.js").write_text(text)
        return packed(copy / f"{entry}.js").decode()
