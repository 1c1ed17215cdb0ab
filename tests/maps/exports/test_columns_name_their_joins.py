"""A column names what it speaks of beside the house: nothing is guessed from its SQL, and nothing is joined in vain."""

import re

import pytest

from maps.exports.changes import CHANGES
from maps.exports.column import Column
from maps.exports.columns import COLUMNS

ALWAYS_THERE = {"h", "m", "o"}
ALIAS = re.compile(r"(?<![\w.'])([a-z]+)\.[a-z]")


def spoken_of(column: Column) -> set[str]:
    return set(ALIAS.findall(column.sql)) - ALWAYS_THERE


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.name)
def test_a_column_of_a_house(column: Column) -> None:
    assert spoken_of(column) == ({column.join.alias} if column.join else set())


@pytest.mark.parametrize("column", CHANGES, ids=lambda column: column.name)
def test_a_column_of_a_change(column: Column) -> None:
    assert spoken_of(column) <= {"step"}
