"""Three complete lists of one city: two as it published them, or an invented city's, and a third drawn from the second.

The third is no list of anybody: by a seed some houses are gone from it, some are new, and some are back that the second
lacks and the first had. Where the lists are long, all three are drawn for some houses alone, with every row of each.
"""

import os
import random
from collections.abc import Hashable
from pathlib import Path
from typing import NamedTuple

import pandas

from tests.akiya.imports.cities import Lists

ROWS = os.environ.get("EDITION_HOUSES", "150")
"""How many houses the lists are drawn for; ``all`` for every one, which takes minutes."""
SEED = 2020
KEYS = {"first": ["block", "lot"], "second": ["Block", "Lot"]}

Key = tuple[Hashable, ...]


class Edition(NamedTuple):
    """One list as a file, and what the command that takes it in is told of it."""

    file: Path
    mapping: str
    on: str


def three(lists: Lists, folder: Path) -> list[Edition]:
    """The three editions as files, the oldest first."""
    first = pandas.read_csv(lists.first, dtype=str, keep_default_na=False)
    second = pandas.read_excel(lists.second, dtype=object, engine="calamine")
    dice = random.Random(SEED)
    before, after = keys_of(first, "first"), keys_of(second, "second")
    known = sorted({*before, *after}, key=str)
    chosen = set(known if ROWS == "all" else dice.sample(known, min(int(ROWS), len(known))))
    first, second = first[before.isin(chosen)], second[after.isin(chosen)]
    first.to_csv(folder / "first.csv", index=False)
    second.to_excel(folder / "second.xlsx", index=False)
    third(first, second, dice).to_excel(folder / "third.xlsx", index=False)
    return [
        Edition(folder / "first.csv", "baltimore-2019-02", "2019-02-07"),
        Edition(folder / "second.xlsx", "baltimore-2019-09", "2019-09-17"),
        Edition(folder / "third.xlsx", "baltimore-2019-09", "2020-03-01"),
    ]


def third(first: pandas.DataFrame, second: pandas.DataFrame, dice: random.Random) -> pandas.DataFrame:
    """A tenth of the second gone, a tenth of those that it lacks back, and as many new ones."""
    listed = keys_of(second, "second")
    names = sorted(set(listed), key=str)
    kept = second[~listed.isin(dice.sample(names, len(names) // 10))]
    left = sorted({*keys_of(first, "first")} - {*names}, key=str)
    back = dice.sample(left, max(1, len(left) // 10))
    new = [(f"N{nth:04d}", f"{nth:03d}") for nth in range(len(back))]
    like, day = second.iloc[0].to_dict(), pandas.Timestamp(2019, 11, 5, 10, 31)
    rows = [
        like | {"Block": block, "Lot": lot, "BlockLot": f"{block:<5}{lot}", "Date Notice": day}
        for block, lot in [*back, *new]
    ]
    return pandas.concat([kept, pandas.DataFrame(rows, columns=second.columns)])


def keys_of(table: pandas.DataFrame, which: str) -> "pandas.Series[Key]":
    """The block and lot of each row, as written."""
    return pandas.Series([*map(tuple, table[KEYS[which]].itertuples(index=False))], index=table.index)
