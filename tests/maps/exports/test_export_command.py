"""``manage.py export``: says what it did in numbers, or why it did nothing, in one sentence."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from akiya.access import acting_as, as_register
from akiya.register import record
from maps.exports import take
from maps.formats import Format
from maps.models import ExportJob
from tests.akiya.observed import observed
from tests.maps.exports.taking import edit, rows_of
from tests.world import World


def run(*arguments: str) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("export", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_it_takes_every_city_out_and_says_so_in_numbers(world: World, tmp_path: Path) -> None:
    said, _ = run("--format=csv", f"--out={tmp_path / 'all.csv'}")
    assert "家屋 14棟" in said
    assert {row["municipality_code"] for row in rows_of(tmp_path / "all.csv")} == {"069981", "069990"}


def test_it_takes_one_city_one_state_and_one_reference_system(world: World, tmp_path: Path) -> None:
    with acting_as(world.head) as head:
        record(observed(world.house(7), "vacant"), head)
    run(
        "--format=csv", f"--out={tmp_path / 'one.csv'}", "--municipality=069990", "--state=vacant", "--state=gone",
        "--crs=EPSG:6677", "--headings=en",
    )  # fmt: skip
    rows = rows_of(tmp_path / "one.csv")
    assert [(row["house_number"], row["plane_epsg"]) for row in rows] == [("7", "6677")]


def test_it_is_written_down_like_every_export(world: World, tmp_path: Path) -> None:
    run("--format=geojson", f"--out={tmp_path / 'a.geojson'}", "--municipality=069990", "--reason=研究に渡す")
    with as_register():
        job = ExportJob.objects.get()
        assert (job.person, job.reason, job.municipality) == (None, "研究に渡す", world.mihon)
        assert [step.kind for step in job.steps.all()] == ["done"]
        assert len(job.steps.get().files[0]["sha256"]) == 64


def test_letters_that_cp932_lacks_are_listed(world: World, tmp_path: Path) -> None:
    edit(world.house(7), address="𠮷野町𠮷")
    _, said = run("--format=csv", "--encoding=cp932", f"--out={tmp_path / 'a.csv'}")
    assert "𠮷（U+20BB7、2回 → 〓）" in said


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--format=doc"], "形式は"),
        (["--format=csv", "--on=2026-02-30"], "日付は"),
        (["--format=csv", "--on=2199-01-01"], "先の日付"),
        (["--format=csv", "--known=yesterday"], "日付は"),
        (["--format=csv", "--crs=4612"], "座標系は"),
        (["--format=geojson", "--crs=6678"], "GeoPackage"),
        (["--format=xlsx", "--encoding=cp932"], "CSV だけ"),
        (["--format=csv", "--headings=fr"], "見出しは"),
        (["--format=csv", "--municipality=123456"], "自治体"),
        (["--format=csv", "--reason= "], "理由"),
    ],
)
def test_what_cannot_be_taken_out_is_one_sentence_and_no_file(
    world: World, tmp_path: Path, arguments: list[str], sentence: str
) -> None:
    with pytest.raises(CommandError, match=sentence) as refused:
        run(*arguments, f"--out={tmp_path / 'houses.out'}")
    assert "\n" not in str(refused.value)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_named(world: World, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"フォルダ .*nowhere がありません"):
        run("--format=csv", f"--out={tmp_path / 'nowhere' / 'a.csv'}")


def test_a_disk_that_fails_is_told_and_written_down(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setitem(take.WRITERS, Format.CSV, full)  # type: ignore[arg-type]
    with pytest.raises(CommandError, match="No space left"):
        run("--format=csv", f"--out={tmp_path / 'a.csv'}")
    with as_register():
        assert ExportJob.objects.get().steps.get().kind == "failed"


def test_it_shows_how_far_it_is_once_that_takes_long(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("maps.management.commands.export.PATIENCE", -1.0)
    monkeypatch.setattr("maps.management.commands.export.BETWEEN_LINES", -1.0)
    _, said = run("--format=csv", f"--out={tmp_path / 'a.csv'}")
    assert "14 / 14棟" in said
