"""A file under its final name is whole; where something went wrong there is no file."""

import hashlib
from pathlib import Path

import pytest

from maps.exports import take as taking
from maps.exports.order import BadOrder
from maps.formats import Format
from tests.maps.exports.taking import out
from tests.world import World


def test_each_file_comes_with_its_hash_and_size(world: World, tmp_path: Path) -> None:
    taken = out(world, tmp_path / "houses.csv")
    assert {file.name for file in taken.files} == {path.name for path in tmp_path.iterdir()} != set()
    for file in taken.files:
        data = (tmp_path / file.name).read_bytes()
        assert (file.sha256, file.size) == (hashlib.sha256(data).hexdigest(), len(data))


def test_a_failure_halfway_leaves_nothing(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def half(about: object, columns: object, path: Path, say: object) -> None:
        path.write_text("half")
        raise OSError(28, "No space left on device")

    monkeypatch.setitem(taking.WRITERS, Format.CSV, half)  # type: ignore[arg-type]
    with pytest.raises(OSError, match="No space"):
        out(world, tmp_path / "houses.csv")
    assert list(tmp_path.iterdir()) == []


def test_an_earlier_file_stays_until_the_new_one_is_whole(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "houses.csv").write_text("earlier")

    def fail(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setitem(taking.WRITERS, Format.CSV, fail)  # type: ignore[arg-type]
    with pytest.raises(OSError, match="No space"):
        out(world, tmp_path / "houses.csv")
    assert (tmp_path / "houses.csv").read_text() == "earlier"
    monkeypatch.undo()
    out(world, tmp_path / "houses.csv")
    assert (tmp_path / "houses.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_more_rows_than_a_sheet_holds_are_refused_before_any_is_written(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("maps.exports.xlsx_file.MOST_ROWS", 11)
    with pytest.raises(BadOrder, match="11行まで"):
        out(world, tmp_path / "houses.xlsx")
    assert list(tmp_path.iterdir()) == []
