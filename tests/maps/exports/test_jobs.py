"""An export that the worker makes: asked for, made, logged with its hash, kept for a week, noticed when lost."""

import datetime as dt
import hashlib
import os

import pytest
from django.utils import timezone

from akiya.access import acting_as, as_register
from akiya.asof.moment import Moment
from akiya.asof.selection import Selection, StateClass
from akiya.models import Person, Term
from akiya.words import Certainty, State
from maps.exports import folder, jobs, take
from maps.exports.jobs import Phase
from maps.exports.order import Order
from maps.exports.worker import work
from maps.formats import Encoding, Format
from maps.models import ExportJob, ExportStep
from tests.maps.exports.taking import edit
from tests.world import World

SELECTION = Selection(
    when=Moment(dt.date(2026, 1, 1)), classes=frozenset({StateClass(State.UNKNOWN, Certainty.SIGNALLED)}), text="松"
)


def asked(world: World, order: Order | None = None, by: Person | None = None) -> ExportJob:
    with acting_as(by or world.staff) as scope:
        return jobs.ask(order or Order(Format.CSV), world.mihon, "議会の資料", scope)


def phase(job: ExportJob) -> Phase:
    with as_register():
        return jobs.standing(ExportJob.objects.get(pk=job.pk)).phase


def grow_older(job: ExportJob, by: dt.timedelta, monkeypatch: pytest.MonkeyPatch) -> None:
    later = timezone.now() + by
    monkeypatch.setattr("maps.exports.jobs.timezone.now", lambda: later)


def test_an_export_is_written_down_with_who_why_what_and_the_hash(world: World) -> None:
    job = asked(world, Order(Format.GPKG, SELECTION, srid=6678))
    assert phase(job) is Phase.WAITING
    step = work(job.pk)
    assert step is not None
    assert (job.person, job.reason, job.format, job.srid) == (world.staff, "議会の資料", "gpkg", 6678)
    assert (step.kind, step.rows) == (ExportStep.Kind.DONE, 12)
    data = (folder.of(job.pk) / step.files[0]["name"]).read_bytes()
    assert step.files[0]["sha256"] == hashlib.sha256(data).hexdigest()
    assert phase(job) is Phase.DONE


def test_the_order_that_was_written_down_is_the_order_that_was_given(world: World) -> None:
    order = Order(Format.CSV, SELECTION, encoding=Encoding.CP932, restricted=True, language="en")
    assert jobs.order_of(asked(world, order)) == order
    drawn = Order(Format.GPKG, SELECTION, footprints=True)
    assert jobs.order_of(asked(world, drawn)) == drawn


def test_a_job_handed_over_twice_is_made_once(world: World) -> None:
    job = asked(world)
    assert work(job.pk) is not None
    assert work(job.pk) is None


def test_who_lost_the_right_meanwhile_gets_a_sentence_and_no_file(world: World) -> None:
    job = asked(world)
    with as_register():
        Term.objects.filter(person=world.staff).update(ends_on=timezone.localdate())
    step = work(job.pk)
    assert step is not None
    assert (step.kind, step.sentence) == (ExportStep.Kind.FAILED, "この自治体の家屋を書き出す権限がありません。")
    assert [file.name for file in folder.of(job.pk).iterdir()] == []


def test_a_full_disk_is_one_clear_sentence(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setitem(take.WRITERS, Format.CSV, full)  # type: ignore[arg-type]
    job = asked(world)
    step = work(job.pk)
    assert step is not None
    assert "ディスク" in step.sentence
    assert phase(job) is Phase.FAILED


def test_a_mistake_of_ours_is_told_and_raised(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(take.WRITERS, Format.CSV, broken)  # type: ignore[arg-type]
    job = asked(world)
    with pytest.raises(ZeroDivisionError):
        work(job.pk)
    assert phase(job) is Phase.FAILED


def test_letters_that_cp932_lacks_are_written_down_with_the_export(world: World) -> None:
    edit(world.house(7), address="𠮷野町")
    step = work(asked(world, Order(Format.CSV, encoding=Encoding.CP932)).pk)
    assert step is not None
    assert step.missing == [{"letter": "𠮷", "written": "〓", "times": 1}]


def test_a_worker_without_a_sign_of_life_is_noticed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    job = asked(world)
    with as_register():
        ExportStep.objects.create(job=job, kind=ExportStep.Kind.BEGUN)
    assert phase(job) is Phase.WORKING
    grow_older(job, jobs.PATIENCE + dt.timedelta(seconds=5), monkeypatch)
    assert phase(job) is Phase.STOPPED


def test_a_worker_that_shows_itself_is_waited_for(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    job = asked(world)
    with as_register():
        ExportStep.objects.create(job=job, kind=ExportStep.Kind.BEGUN)
    folder.of(job.pk).mkdir(parents=True)
    folder.Signs(job.pk)(3, 12)
    later = timezone.now() + jobs.PATIENCE
    os.utime(folder.of(job.pk) / folder.SIGN, (later.timestamp(), later.timestamp()))
    grow_older(job, jobs.PATIENCE + dt.timedelta(seconds=5), monkeypatch)
    with as_register():
        assert jobs.standing(ExportJob.objects.get(pk=job.pk)) == jobs.Standing(Phase.WORKING, 3, 12)


def test_a_job_that_no_worker_takes_up_is_noticed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    job = asked(world)
    grow_older(job, jobs.PATIENCE + dt.timedelta(seconds=5), monkeypatch)
    assert phase(job) is Phase.STOPPED


def test_after_a_week_the_files_have_expired(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    job = asked(world)
    work(job.pk)
    grow_older(job, jobs.KEPT - dt.timedelta(minutes=1), monkeypatch)
    assert phase(job) is Phase.DONE
    grow_older(job, dt.timedelta(minutes=2), monkeypatch)
    assert phase(job) is Phase.EXPIRED


def test_the_next_export_removes_folders_that_have_expired(world: World) -> None:
    old, young = asked(world), asked(world)
    for job, age in ((old, jobs.KEPT + dt.timedelta(hours=1)), (young, jobs.KEPT - dt.timedelta(hours=1))):
        folder.of(job.pk).mkdir(parents=True)
        then = (timezone.now() - age).timestamp()
        os.utime(folder.of(job.pk), (then, then))
    work(asked(world).pk)
    assert not folder.of(old.pk).exists()
    assert folder.of(young.pk).exists()
