"""The import commands: all or nothing, faults told row by row, numbers at the end."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from akiya.access import as_register
from akiya.models import Area, Batch, Entry, Ground, House, Municipality
from tests.akiya.imports.cities import Bounded, Divided
from tests.world import World

MAPPING = """
source = "台帳"
state = "vacant"
[columns]
key = ["番号"]
since = "年月"
position = "位置"
address = ["住所"]
"""
HEAD = "番号,年月,住所,位置\n"
GOOD = HEAD + '1,令和2年4月1日,本町1,"38.36, 140.375"\n2,R3.5ごろ,本町2,\n'
TENDO = {"municipality": "062103", "create": "天童市", "srid": 6678}


def run(command: str, *args: object, **options: object) -> str:
    out = io.StringIO()
    call_command(command, *args, stdout=out, stderr=out, **options)
    return out.getvalue()


def rows() -> list[int]:
    with as_register():
        return [model.objects.count() for model in (Municipality, Area, Ground, House, Batch, Entry)]


@pytest.fixture
def take(tmp_path: Path, world: World):  # type: ignore[no-untyped-def]
    """Take a list in from its text."""
    mapping = tmp_path / "mapping.toml"
    mapping.write_text(MAPPING, "utf-8")

    def import_ledger(text: str, **options: object) -> str:
        path = tmp_path / "list.csv"
        path.write_text(text, "utf-8")
        return run("import_ledger", path, mapping=str(mapping), on="2026-11-20", municipality="069990", **options)

    return import_ledger


def test_a_list_is_taken_in_and_told_in_numbers(take) -> None:  # type: ignore[no-untyped-def]
    assert "2行、2棟。前からある家 0棟、新しい家 2棟（うち 位置なし 1棟）" in take(GOOD)
    assert "もう取り込んであります" in take(GOOD)


def test_a_broken_file_applies_nothing_and_tells_every_row(take, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    before = rows()
    err = io.StringIO()
    path = tmp_path / "list.csv"
    path.write_text(GOOD + '3,01/01/20413,本町3,\n,R4.1.1,本町4,\n5,R4.1.1,本町5,"140.37, 38.36"\n合計,,,\n', "utf-8")
    with pytest.raises(CommandError, match="問題が 4件"):
        call_command(
            "import_ledger",
            path,
            mapping=str(tmp_path / "mapping.toml"),
            on="2026-11-20",
            municipality="069990",
            stdout=err,
            stderr=err,
        )
    told = err.getvalue()
    assert rows() == before
    assert "4行 年月「01/01/20413」: " in told
    assert "5行 番号: 番号がありません。" in told
    assert "7行 番号「合計」: 合計の行のようです。" in told
    assert "6行 位置「140.37, 38.36」: 緯度と経度が 逆のようです。" in told


def test_a_dry_run_tells_the_same_and_writes_nothing(take) -> None:  # type: ignore[no-untyped-def]
    before = rows()
    assert "新しい家 2棟" in take(GOOD, dry_run=True)
    assert rows() == before


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"on": "きのう"}, "--on"),
        ({"on": "令和8年"}, "年月日"),
        ({"municipality": "062103"}, "台帳にありません"),
        ({"municipality": "062104"}, "検査数字"),
        ({"municipality": ""}, "--municipality"),
        ({"mapping": "atlantis"}, "問題が 1件"),
    ],
)
def test_what_cannot_be_meant_is_one_clear_sentence(
    take,
    tmp_path: Path,
    options: dict[str, str],
    sentence: str,  # type: ignore[no-untyped-def]
) -> None:
    known = {"mapping": str(tmp_path / "mapping.toml"), "on": "2026-11-20", "municipality": "069990"}
    with pytest.raises(CommandError, match=sentence):
        run("import_ledger", tmp_path / "list.csv", **{**known, **options})


def test_a_city_comes_with_its_boundary_towns_and_small_areas(world: World, bounded: Bounded) -> None:
    boundary, towns, small = bounded.boundary, bounded.towns, bounded.small_areas
    assert bounded.size in run("import_areas", boundary, kind="boundary", **TENDO)
    cells = run("import_areas", towns, kind="neighborhood", cells=True, name_column="town,koaza", municipality="6210")
    assert f"町・大字 {bounded.town_count}件。新しい {bounded.town_count}件" in cells
    assert f"地名 {bounded.town_count}件。新しい {bounded.town_count}件" in run(
        "import_areas", towns, kind="place", name_column="town,koaza", municipality="06210"
    )
    assert f"新しい {bounded.small_area_count}件" in run(
        "import_areas", small, kind="chome", code_column="KEY_CODE", municipality="062103"
    )
    before = rows()
    assert "何も変えていません" in run("import_areas", boundary, kind="boundary", municipality="062103")
    assert f"同じ {bounded.town_count}件" in run(
        "import_areas", towns, kind="neighborhood", cells=True, name_column="town,koaza", municipality="062103"
    )
    assert f"前からある {bounded.town_count}件" in run(
        "import_areas", towns, kind="place", name_column="town,koaza", municipality="062103"
    )
    assert f"同じ {bounded.small_area_count}件" in run(
        "import_areas", small, kind="chome", code_column="KEY_CODE", municipality="062103"
    )
    assert rows() == before


def test_a_city_comes_with_its_associations_and_schools(world: World, divided: Divided) -> None:
    told = run(
        "import_areas",
        divided.associations,
        kind="association",
        municipality="222127",
        create="焼津市",
        srid=6676,
    )
    row, name = divided.repaired
    assert f"{row}行「{name}」: 形が正しくなかったので直しました" in told
    assert f"自治会 {divided.count}件。新しい {divided.count}件" in told
    assert f"新しい {divided.school_count}件" in run(
        "import_areas", divided.schools, kind="school", municipality="222127"
    )
    assert f"同じ {divided.count}件" in run(
        "import_areas", divided.associations, kind="association", municipality="222127"
    )


def test_areas_tried_dry_leave_not_even_the_city(world: World, bounded: Bounded) -> None:
    before = rows()
    run("import_areas", bounded.boundary, kind="boundary", dry_run=True, **TENDO)
    assert rows() == before


def test_a_city_is_made_only_in_a_plane_of_japan(world: World) -> None:
    with pytest.raises(CommandError, match="6669 から 6687"):
        run("import_areas", "absent.shp", kind="boundary", municipality="062103", create="天童市", srid=2248)
