"""Each kind of evidence says all that the register asks of one: whoever adds a kind is told here what is missing."""

import pytest
from django.db import connection
from django.utils import translation

from akiya.access import as_register
from akiya.evidence.reference import Reference, is_of
from akiya.evidence.registry import COLUMNS, EVIDENCE, KINDS, SAID_VACANT, rows_of
from akiya.rules.evidence import RANK
from akiya.words import EvidenceKind, State

WIDTH = COLUMNS.count(",") + 1


def test_every_kind_is_registered_under_its_own_name() -> None:
    assert {name: kind.kind for name, kind in KINDS.items()} == {name: name for name in EvidenceKind}


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.kind.value)
def test_its_rows_have_the_columns_of_all(db: None, kind) -> None:
    with as_register(), connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {rows_of([kind])}")
        assert [column.name for column in cursor.description] == COLUMNS.split(", ")


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.kind.value)
def test_what_it_says_has_words_and_a_weight(kind) -> None:
    assert kind.certainty in RANK
    if kind.states:
        assert kind.words is not None
        assert set(kind.states) <= set(kind.words.values)
    if State.VACANT in kind.states.values():
        assert kind.of_city, "or a complete list would not ask about the houses that it once called vacant"


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.kind.value)
def test_a_record_of_it_can_be_named(kind, language: str) -> None:
    told = {"who": "東自治会", "words": "空き家", "source": "台帳", "day": "きょう"}
    with translation.override(language):
        assert str(kind.kind.label)
        if kind.name is not None:
            assert str(kind.name) % told != str(kind.name)
        else:
            assert f"'{kind.kind.value}:'" in (kind.records or ""), "its records are told as those of another kind"


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.kind.value)
def test_what_may_be_taken_back_is_named_by_what_takes_it_back(kind) -> None:
    assert any(kind.kind in other.retracts for other in KINDS.values())


def test_all_of_them_are_read_in_one_statement(db: None, django_assert_num_queries) -> None:
    with as_register(), django_assert_num_queries(2), connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {EVIDENCE} WHERE house_id = ANY(ARRAY[1, 2]::bigint[])")
        cursor.execute(SAID_VACANT, {"city": 1})


def test_a_reference_is_written_as_rows_keep_it() -> None:
    for kind in EvidenceKind:
        assert Reference.read(str(Reference.to(kind, 7))) == Reference(kind, "7")
    assert str(Reference.to(EvidenceKind.OBSERVATION, "x")) == "look:x"
    assert Reference.read("apart:2026:look:x") is None
    assert Reference.read("look:") is None
    assert is_of("decision:4", EvidenceKind.DECISION) and not is_of("decision:4", EvidenceKind.ENTRY)
