"""Make one export that was asked for, as the person who asked, and write down how it ended."""

import uuid
from dataclasses import asdict, replace

from django.db import DatabaseError
from django.utils import translation

from akiya.access import Refused, acting_as, as_register
from akiya.snapshot import one_snapshot
from akiya.texts.stored import NO_ROOM, NOT_READ, OUR_FAULT
from maps.exports import file_names, folder, jobs
from maps.exports.narrowing import narrowed
from maps.exports.order import BadOrder
from maps.exports.take import Progress, Taken, take
from maps.models import ExportJob, ExportStep
from maps.query import BadSelection


def work(job_id: uuid.UUID) -> ExportStep | None:
    """Make the export and say how it ended; None where it had ended already.

    The person's rights are those of the moment of the work, not of the asking. Whatever goes wrong
    is written down in one sentence; what we did not foresee is raised as well, for the worker's log.
    """
    with as_register():
        job = ExportJob.objects.select_related("person", "municipality").get(pk=job_id)
        if jobs.standing(job).end is not None:
            return None
        ExportStep.objects.create(job=job, kind=ExportStep.Kind.BEGUN)
    # What went wrong is read by who asked, in the language that they read.
    with translation.override(job.language):
        return _work(job)


def _work(job: ExportJob) -> ExportStep:
    folder.remove_older_than(jobs.KEPT)
    folder.of(job.pk).mkdir(parents=True, exist_ok=True)
    try:
        taken = _take(job, folder.Signs(job.pk))
    except (BadOrder, BadSelection, Refused) as refusal:
        return failed(job, str(refusal))
    except OSError:
        return failed(job, NO_ROOM)
    except DatabaseError:
        failed(job, NOT_READ)
        raise
    except Exception:
        failed(job, OUR_FAULT)
        raise
    return done(job, taken)


def _take(job: ExportJob, progress: Progress) -> Taken:
    with one_snapshot(), acting_as(job.person) as scope:
        jobs.require(scope, job.municipality_id, job.restricted)
        assert job.municipality is not None
        order = jobs.order_of(job)
        order = replace(order, selection=narrowed(order.selection, [job.municipality.pk], scope))
        return take(order, [job.municipality], folder.of(job.pk) / file_names.stored(job), progress)


def done(job: ExportJob, taken: Taken) -> ExportStep:
    """Write down what was taken out: how many rows, each file's hash, the letters that could not be written."""
    with as_register():
        return ExportStep.objects.create(
            job=job,
            kind=ExportStep.Kind.DONE,
            rows=taken.rows,
            files=[asdict(file) for file in taken.files],
            missing=[asdict(letter) for letter in taken.missing],
        )


def failed(job: ExportJob, sentence: str) -> ExportStep:
    """Write down why nothing was taken out, in one sentence for the person who asked."""
    with as_register():
        return ExportStep.objects.create(job=job, kind=ExportStep.Kind.FAILED, sentence=sentence)
