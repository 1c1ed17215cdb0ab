"""The real files beside the tree, or a skip that says so."""

from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[3].parent / "shared" / "data"


def file(name: str) -> Path:
    """A file of the shared folder; the test is skipped where the folder is absent."""
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"../shared/data/{name} is not on this machine")
    return path
