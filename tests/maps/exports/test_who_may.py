"""What leaves the register is what its taker may see, and no more."""

from pathlib import Path

import pytest
from django.db import ProgrammingError, transaction

from akiya.access import Refused, acting_as, as_register
from akiya.asof.moment import Moment
from akiya.models import Person
from akiya.register import decide, record
from akiya.words import Basis, Precision, State
from maps.exports import jobs
from maps.exports.columns import COLUMNS, columns_for
from maps.exports.order import Order
from maps.exports.rows import Rows
from maps.formats import Format
from maps.models import ExportJob, ExportStep
from tests.akiya.observed import observed
from tests.maps.exports.taking import house_of, out, rows_of
from tests.world import World


def speak(world: World) -> None:
    """A note, a name and a reason that must not leave with everybody."""
    with acting_as(world.head) as head:
        record(observed(world.house(7), "vacant", note="CANARYNOTE"), head)
    with acting_as(world.staff) as staff:
        decide(
            world.house(7), State.VACANT, world.house(7).recorded_at.date(), Precision.DAY, Basis.VISIT,
            "CANARYREASON", staff,
        )  # fmt: skip


def test_the_usual_export_holds_no_free_text_of_people_and_no_names(world: World, tmp_path: Path) -> None:
    speak(world)
    out(world, tmp_path / "houses.csv")
    text = (tmp_path / "houses.csv").read_text()
    assert not [secret for secret in ("CANARYNOTE", "CANARYREASON", "東 太郎", "佐藤 花") if secret in text]


def test_staff_who_ask_for_them_get_them(world: World, tmp_path: Path) -> None:
    speak(world)
    out(world, tmp_path / "houses.csv", restricted=True)
    row = house_of(rows_of(tmp_path / "houses.csv"), 7)
    assert (row["last_note"], row["last_answered_by"], row["decision_reason"]) == (
        "CANARYNOTE", "東 太郎", "CANARYREASON",
    )  # fmt: skip


def test_restricted_columns_are_those_of_free_text_and_names() -> None:
    assert {column.name for column in COLUMNS if column.restricted} == {
        "last_note", "last_answered_by", "decision_reason",
    }  # fmt: skip
    assert not [column for column in columns_for(restricted=False) if column.restricted]


def test_a_viewer_may_not_ask_for_restricted_columns(world: World) -> None:
    with acting_as(world.viewer) as viewer, pytest.raises(Refused, match="限られた項目"):
        jobs.ask(Order(Format.CSV, restricted=True), world.mihon, "調べもの", viewer)


@pytest.mark.parametrize("login", ["head", "former", "other-staff", "other-head"])
def test_who_does_not_see_the_whole_register_of_a_city_takes_nothing_out_of_it(world: World, login: str) -> None:
    with acting_as(world.person(login)) as scope, pytest.raises(Refused):
        jobs.ask(Order(Format.CSV), world.mihon, "調べもの", scope)


@pytest.mark.parametrize("login", ["former", "other-staff", "other-head"])
def test_the_database_gives_nothing_even_where_nobody_asked_whether_one_may(
    world: World, tmp_path: Path, login: str
) -> None:
    assert out(world, tmp_path / "houses.csv", by=world.person(login)).rows == 0
    assert "CANARY" not in (tmp_path / "houses.csv").read_text()


def test_no_house_of_another_city_is_among_those_of_this_one(world: World, tmp_path: Path) -> None:
    out(world, tmp_path / "houses.csv")
    text = (tmp_path / "houses.csv").read_text()
    assert "CANARYEAST" in text
    assert "CANARYOTHER" not in text


def test_the_statement_alone_leaves_out_a_city_that_was_not_asked_for(world: World) -> None:
    with as_register():
        assert sum(Rows(Moment(), (world.mihon.pk,)).counts().values()) == 12
        assert sum(Rows(Moment(), (world.ranka.pk,)).counts().values()) == 2


def test_another_person_finds_no_trace_of_an_export(world: World) -> None:
    with acting_as(world.staff) as staff:
        job = jobs.ask(Order(Format.CSV), world.mihon, "調べもの", staff)
        ExportStep.objects.create(job=job, kind=ExportStep.Kind.BEGUN)
    for other in (world.viewer, world.head, world.other_staff):
        with acting_as(other):
            assert not ExportJob.objects.exists()
            assert not ExportStep.objects.exists()
    with acting_as(world.admin):
        assert ExportJob.objects.get() == job


def test_nobody_writes_an_export_down_for_somebody_else(world: World) -> None:
    def forged(person: Person) -> None:
        with transaction.atomic():
            ExportJob.objects.create(municipality=world.mihon, person=person, reason="x", format="csv")

    with acting_as(world.viewer), pytest.raises(ProgrammingError, match="row-level security"):
        forged(world.staff)


def test_what_was_written_down_of_an_export_cannot_be_altered(world: World) -> None:
    with acting_as(world.staff) as staff:
        job = jobs.ask(Order(Format.CSV), world.mihon, "調べもの", staff)
        for alter in (lambda: ExportJob.objects.filter(pk=job.pk).update(reason="別"), job.delete):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                alter()
