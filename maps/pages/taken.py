"""What a file that was taken out holds: of which day, as known when, narrowed to what, with what beside it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

from maps.exports import jobs
from maps.exports.filter_words import in_words
from maps.exports.order import Order
from maps.models import ExportJob


@dataclass(frozen=True, slots=True)
class Taken:
    """The facts of maps/taken.html."""

    on: dt.date
    known: dt.datetime | None
    filters: str
    changes: bool = False
    restricted: bool = False


def taken_by(job: ExportJob, order: Order | None, areas: Mapping[int, str]) -> Taken:
    """What an export holds. ``order``: None where its filter can no longer be read."""
    return Taken(
        job.on or timezone.localdate(job.ordered_at),
        job.known,
        in_words(order.selection, areas) if order else str(jobs.UNREADABLE),
        job.changes,
        job.restricted,
    )
