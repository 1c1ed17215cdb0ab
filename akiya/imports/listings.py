"""Rows of a list to what each says of one house, checked whole before anything is taken in."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from akiya.imports import positions
from akiya.imports.mapping import Mapping
from akiya.imports.positions import NotAPosition
from akiya.imports.problems import Problem
from akiya.imports.tables import Row, Table
from akiya.places.position import Position
from akiya.register.ledger import Listing
from akiya.texts import eras
from akiya.texts.keys import key
from akiya.texts.names import name
from akiya.words import Precision, State

LONGEST_KEY = 100
LONGEST_ADDRESS = 200
SPACES = re.compile(r"\s+")
TOTALS = re.compile(r"^(?:合|総|小|累)?\s*計$|^(?:件|戸|棟)数$|^(?:grand )?total$", re.I)


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking a list found. Nothing may be taken in while there are problems; notes hinder nothing."""

    listings: list[Listing]
    problems: list[Problem]
    notes: list[Problem]


class _Unusable(ValueError):
    """One row that cannot be taken in, with its fault."""

    def __init__(self, column: str, value: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.value, self.reason = column, value, reason


def check(table: Table, mapping: Mapping, list_on: dt.date) -> Checked:
    """The houses that a list names, one each, in the order in which it first names them.

    A house named more than once is listed once, since the earliest of its dates. Raises BrokenFile
    where a column is missing.
    """
    reader = _Reader(table, mapping, list_on)
    listings: list[Listing] = []
    problems: list[Problem] = []
    notes: list[Problem] = list(table.notes)
    for row in table.rows:
        try:
            listings.append(reader.read(row))
        except _Unusable as fault:
            problems.append(Problem(row.number, fault.column, fault.value, fault.reason, row.sheet))
            continue
        if damage := reader.damage(row):
            notes.append(damage)
    single, contradictions, repeats = collapse(listings, "・".join(mapping.key))
    if not table.rows:
        problems.append(Problem(None, "", "", "見出しの下に 1行もありません。"))
    return Checked(single, sorted(problems + contradictions, key=lambda each: each.row or 0), notes + repeats)


def collapse(listings: Iterable[Listing], column: str = "") -> tuple[list[Listing], list[Problem], list[Problem]]:
    """One listing a key: since its earliest date, at its first position; what contradicts; what repeats."""
    first: dict[str, Listing] = {}
    contradictions: list[Problem] = []
    repeats: list[Problem] = []
    for listing in listings:
        known = first.setdefault(listing.key, listing)
        if known is listing:
            continue
        if listing.state != known.state:
            reason = f"{known.row}行と同じ家ですが、状態がちがいます。"
            contradictions.append(Problem(listing.row, column, listing.key, reason))
            continue
        elsewhere = f"（住所は「{listing.address}」）" if listing.address != known.address else ""
        reason = f"{known.row}行と同じ家です。1棟として、早いほうの日付を使います{elsewhere}。"
        repeats.append(Problem(listing.row, column, listing.key, reason))
        earliest = min(known, listing, key=lambda each: (each.since, each.row))
        first[listing.key] = replace(
            known,
            since=earliest.since,
            precision=earliest.precision,
            received=earliest.received,
            address=known.address or listing.address,
            position=known.position or listing.position,
        )
    return list(first.values()), contradictions, repeats


def _refuse_longer(longest: int, text: str, column: str) -> None:
    if len(text) > longest:
        raise _Unusable(column, f"{text[:20]}…", f"長すぎます（{longest}文字まで）。")


class _Reader:
    """Reads the rows of one table; the places of its columns are looked up once."""

    def __init__(self, table: Table, mapping: Mapping, list_on: dt.date) -> None:
        self.mapping = mapping
        self.list_on = list_on
        self.places = {column: table.place(column) for column in mapping.columns}
        self.key_column = "・".join(mapping.key)
        self.date = lru_cache(maxsize=None)(lambda text: eras.read(text, mapping.zone))

    def read(self, row: Row) -> Listing:
        """What the row says of one house. Raises _Unusable."""
        written = self.written_key(row)
        alike = key(written)
        if any(TOTALS.match(each) for each in (written if alike else map(str.strip, row.cells))):
            raise _Unusable(self.key_column, " ".join(filter(None, written)), "合計の行のようです。消してください。")
        if not alike:
            raise _Unusable(self.key_column, " ".join(filter(None, written)), "番号がありません。")
        address = name(" ".join(self.cell(row, column) for column in self.mapping.address))
        _refuse_longer(LONGEST_KEY, alike, self.key_column)
        _refuse_longer(LONGEST_ADDRESS, address, "・".join(self.mapping.address))
        since, precision, received = self.since(row)
        return Listing(
            row=row.number,
            key=alike,
            state=self.state(row),
            since=since,
            precision=precision,
            received=received,
            address=address,
            position=self.position(row),
        )

    def cell(self, row: Row, column: str) -> str:
        return row.cells[self.places[column]].strip()

    def written_key(self, row: Row) -> list[str]:
        return [self.cell(row, column) for column in self.mapping.key]

    def since(self, row: Row) -> tuple[dt.date, Precision, str]:
        """The first day of the row's date, its precision and its text; the list's day where it has none."""
        if not self.mapping.since:
            return self.list_on, Precision.UNKNOWN, ""
        received = self.cell(row, self.mapping.since)
        try:
            when = self.date(received)
        except eras.NotADate as error:
            raise _Unusable(self.mapping.since, received, str(error)) from None
        if when.first is None:
            return self.list_on, Precision.UNKNOWN, received
        if when.first > self.list_on:
            raise _Unusable(self.mapping.since, received, "台帳の日より 後の日付です。")
        return when.first, when.precision, received

    def state(self, row: Row) -> State:
        if self.mapping.state is not None:
            return self.mapping.state
        written = self.cell(row, self.mapping.state_column)
        if written not in self.mapping.states:
            reason = f"知らない状態です。知っている状態: {'、'.join(self.mapping.states)}"
            raise _Unusable(self.mapping.state_column, written, reason)
        return self.mapping.states[written]

    def position(self, row: Row) -> Position | None:
        column = self.mapping.position or self.mapping.latitude
        if not column:
            return None
        written = self.cell(row, column)
        try:
            if self.mapping.position:
                return positions.pair(written)
            return positions.place(written, self.cell(row, self.mapping.longitude))
        except NotAPosition as error:
            raise _Unusable(column, written, str(error)) from None

    def damage(self, row: Row) -> Problem | None:
        """A key that the list's own second writing of it contradicts: noticed, never mended by a guess."""
        if not self.mapping.check:
            return None
        written, repeated = self.written_key(row), self.cell(row, self.mapping.check)
        if not repeated or SPACES.sub("", repeated).startswith(SPACES.sub("", "".join(written))):
            return None
        reason = f"{self.mapping.check}「{repeated}」と合いません。書かれたままの番号で取り込みます。"
        return Problem(row.number, self.key_column, " ".join(written), reason, row.sheet)
