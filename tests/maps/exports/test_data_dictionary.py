"""Every column is explained, and the page that explains them is the one in use."""

import re

import pytest
from django.core.management import call_command

from maps.exports import dictionary
from maps.exports.column import Column, Kind
from maps.exports.columns import COLUMNS


def test_the_page_in_docs_is_current() -> None:
    call_command("data_dictionary", "--check", verbosity=0)


def test_names_and_headings_are_each_used_once() -> None:
    assert len({column.name for column in COLUMNS}) == len(COLUMNS)
    assert len({column.heading for column in COLUMNS}) == len(COLUMNS)


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.name)
def test_a_column_has_a_plain_name_a_heading_and_a_meaning(column: Column) -> None:
    assert re.fullmatch(r"[a-z][a-z_]*", column.name)
    assert column.heading
    assert column.meaning.endswith("。")
    assert "|" not in column.meaning


def test_a_column_of_codes_lists_them() -> None:
    by_name = {row[0]: row for row in dictionary.table(COLUMNS)}
    assert by_name["state"][5] == "occupied=居住中；occasional=たまに使用；vacant=空き家；gone=建物なし；unknown=不明"


def test_only_text_can_be_typed_or_coded() -> None:
    assert all(column.kind is Kind.TEXT for column in COLUMNS if column.typed or column.codes)
