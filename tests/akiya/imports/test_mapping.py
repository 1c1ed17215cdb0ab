"""A mapping is data, and one that cannot be meant is refused with what is wrong in it."""

import json
from pathlib import Path

import pytest

from akiya.imports.mapping import load, parse, shipped
from akiya.imports.problems import BrokenFile
from akiya.words import State

GOOD = {"source": "台帳", "state": "vacant", "columns": {"key": "番号", "since": "年月", "position": "位置"}}


@pytest.mark.parametrize("name", shipped())
def test_every_shipped_mapping_is_whole(name: str) -> None:
    assert load(name).state == State.VACANT


def test_editions_of_one_list_share_its_source() -> None:
    assert load("baltimore-2019-02").source == load("baltimore-2019-09").source


def test_a_mapping_names_every_column_it_needs() -> None:
    assert parse(GOOD).columns == ["番号", "年月", "位置"]


@pytest.mark.parametrize("name", ["mine.json", "mine.toml"])
def test_a_city_writes_its_own_as_toml_or_json(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_text(
        json.dumps(GOOD) if name.endswith("json") else 'source="台帳"\nstate="vacant"\n[columns]\nkey="番号"\n',
        "utf-8",
    )
    assert load(str(file)).key == ("番号",)


def test_a_state_may_stand_in_a_column() -> None:
    found = parse({"source": "台帳", "states": {"空": "vacant"}, "columns": {"key": ["番号"], "state": "現況"}})
    assert (found.state, found.state_column, found.states) == (None, "現況", {"空": State.VACANT})


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"sorce": "台帳"}, "知らない項目"),
        ({"source": ""}, "source と columns.key"),
        ({"state": "empty"}, "状態は"),
        ({"state": 1}, "文字で"),
        ({"columns": "番号"}, "表（名前 = 値）"),
        ({"zone": "Asia/Tendo"}, "時間帯"),
        ({"columns": {"key": "番号", "latitude": "緯度"}}, "両方"),
        (
            {"columns": {"key": "番号", "latitude": "緯度", "longitude": "経度", "position": "位置"}},
            "どちらかだけ",
        ),
        ({"columns": {"key": "番号", "state": "現況"}}, "どちらかで"),
    ],
)
def test_a_mapping_that_cannot_be_meant_is_refused(change: dict[str, object], reason: str) -> None:
    with pytest.raises(BrokenFile, match=reason):
        parse({**GOOD, **change})


def test_an_unknown_mapping_is_refused_with_those_there_are() -> None:
    with pytest.raises(BrokenFile, match="baltimore-2019-02"):
        load("atlantis")


def test_a_mapping_that_is_no_toml_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text("source = ")
    with pytest.raises(BrokenFile, match=r"mine\.toml"):
        load(str(file))
