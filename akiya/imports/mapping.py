"""Which column of a list says what: data, one TOML or JSON file a layout.

source = "vacant-list"            the list's name; its editions share it, and with it their keys
title = "空き家台帳"               what it is called on screen
zone = "Asia/Tokyo"               whose days its times are counted in
sheet = ""                        which sheet of a workbook; * for all that fit
state = "vacant"                  what being listed says of a house, or by the column's values:
[states]                          空き家 = "vacant" …
[columns]
key = ["block", "lot"]            the columns that together name a house
since = "noticedate"              since when it is so
address = ["number", "street"]    joined by spaces, kept as received
position = "location"             "(lat, lon)" in one column, or latitude = … and longitude = …
state = "現況"                     read through [states]
check = "referenceid"             a column that repeats the key, to notice damage
"""

import json
import tomllib
from collections.abc import Mapping as MappingType
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from akiya.imports.problems import BrokenFile, broken
from akiya.texts.eras import JAPAN
from akiya.words import State

SHIPPED = Path(__file__).parent / "mappings"
TEXTS = ("source", "title", "zone", "sheet", "state")
LISTS = ("key", "address")
SINGLE = ("since", "position", "latitude", "longitude", "state", "check")


@dataclass(frozen=True, slots=True)
class Mapping:
    """What the columns of one layout of a list mean."""

    source: str
    key: tuple[str, ...]
    title: str = ""
    zone: ZoneInfo = JAPAN
    sheet: str = ""
    state: State | None = None
    states: MappingType[str, State] = field(default_factory=dict)
    since: str = ""
    address: tuple[str, ...] = ()
    position: str = ""
    latitude: str = ""
    longitude: str = ""
    state_column: str = ""
    check: str = ""

    @property
    def columns(self) -> list[str]:
        """Every column that the list must have."""
        single = (self.since, self.position, self.latitude, self.longitude, self.state_column, self.check)
        return [*self.key, *self.address, *filter(None, single)]


def load(name: str) -> Mapping:
    """The mapping of this name that is shipped, or of the file of this name. Raises BrokenFile."""
    path = next((each for each in (SHIPPED / f"{name}.toml", Path(name)) if each.is_file()), None)
    if path is None:
        raise broken(f"対応表「{name}」がありません。ある名前: {'、'.join(shipped())}")
    try:
        text = path.read_text("utf-8-sig")
        content = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
    except (ValueError, OSError) as error:
        raise broken(f"対応表「{path.name}」を読めません: {error}") from None
    try:
        return parse(content)
    except BrokenFile as error:
        problems = [problem._replace(sheet=f"対応表 {path.name}") for problem in error.problems]
        raise BrokenFile(problems) from None


def shipped() -> list[str]:
    """The names of the mappings that come with the program, in alphabetical order."""
    return sorted(path.stem for path in SHIPPED.glob("*.toml"))


def parse(content: Any) -> Mapping:
    """A mapping from its file's content. Raises BrokenFile naming what is wrong in it."""
    top = _table(content, "", (*TEXTS, "states", "columns"))
    columns = _table(top.get("columns", {}), "columns", (*LISTS, *SINGLE))
    texts = {word: _text(top[word], word) for word in TEXTS if word in top}
    single = {word: _text(columns[word], word) for word in SINGLE if word in columns}
    lists = {word: tuple(_text(each, word) for each in _list(columns[word])) for word in LISTS if word in columns}
    values = _table(top.get("states", {}), "states")
    mapping = Mapping(
        source=texts.get("source", ""),
        title=texts.get("title", ""),
        zone=_zone(texts.get("zone", "Asia/Tokyo")),
        sheet=texts.get("sheet", ""),
        state=_state(texts["state"]) if "state" in texts else None,
        states={value: _state(_text(state, value)) for value, state in values.items()},
        key=lists.get("key", ()),
        address=lists.get("address", ()),
        state_column=single.pop("state", ""),
        **single,
    )
    _complete(mapping)
    return mapping


def _complete(mapping: Mapping) -> None:
    if not mapping.source or not mapping.key:
        raise broken("source と columns.key は 必ず書いてください。")
    if bool(mapping.latitude) != bool(mapping.longitude):
        raise broken("latitude と longitude は 両方書いてください。")
    if mapping.position and mapping.latitude:
        raise broken("position と latitude・longitude は どちらかだけ書いてください。")
    if bool(mapping.state_column) != bool(mapping.states) or bool(mapping.state) == bool(mapping.state_column):
        raise broken("状態は state（すべて同じ）か、columns.state と [states] の どちらかで書いてください。")


def _table(content: Any, name: str, known: tuple[str, ...] | None = None) -> MappingType[str, Any]:
    if not isinstance(content, dict):
        raise broken("表（名前 = 値）で書いてください。", column=name)
    for word in content if known is not None else ():
        if word not in (known or ()):
            raise broken(f"知らない項目です。書ける項目: {'、'.join(known or ())}", column=str(word))
    return content


def _text(value: Any, name: str) -> str:
    if not isinstance(value, str):
        raise broken("文字で書いてください。", column=name, value=str(value))
    return value


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _state(value: str) -> State:
    if value not in State.values:
        raise broken(f"状態は {'、'.join(State.values)} のどれかです。", column="state", value=value)
    return State(value)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        raise broken("知らない時間帯です。", column="zone", value=name) from None
