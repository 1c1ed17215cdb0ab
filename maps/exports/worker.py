"""Make one export that was asked for, as the person who asked, and write down how it ended."""

import uuid
from dataclasses import asdict

from django.db import DatabaseError
from django.utils.translation import gettext as _

from akiya.access import Refused, acting_as, as_register
from maps.exports import folder, jobs
from maps.exports.filter_words import in_words
from maps.exports.order import BadOrder
from maps.exports.stream import one_snapshot
from maps.exports.take import Choice, Progress, Taken, take
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
    folder.remove_older_than(jobs.KEPT)
    folder.of(job.pk).mkdir(parents=True, exist_ok=True)
    try:
        taken = _take(job, folder.Signs(job.pk))
    except (BadOrder, BadSelection, Refused) as refusal:
        return failed(job, str(refusal))
    except OSError:
        return failed(job, _("ファイルを書けませんでした。ディスクの空きを確かめるよう、管理者に知らせてください。"))
    except DatabaseError:
        failed(job, _("台帳から読みだせませんでした。もう一度ためしてください。"))
        raise
    except Exception:
        failed(job, _("こちらの不具合で書き出せませんでした。管理者に知らせてください。"))
        raise
    return done(job, taken)


def _take(job: ExportJob, progress: Progress) -> Taken:
    with one_snapshot(), acting_as(job.person) as scope:
        jobs.require(scope, job.municipality_id, job.restricted)
        assert job.municipality is not None
        order = jobs.order_of(job)
        choice = Choice((job.municipality,), order.selection.where(), in_words(order.selection))
        return take(order, choice, folder.of(job.pk) / file_name(job), progress)


def file_name(job: ExportJob) -> str:
    """The name of the houses' file: houses_069990_2026-11-20.csv, its day the day asked about."""
    code = job.municipality.code if job.municipality else "all"
    return f"houses_{code}_{jobs.order_of(job).selection.when.day.isoformat()}.{job.format}"


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
