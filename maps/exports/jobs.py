"""Exports that the worker makes: who may ask for one, what became of it, and who may have it."""

import datetime as dt
import uuid
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace

from django.db.models import QuerySet, TextChoices
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from akiya.access import Refused, Scope
from akiya.asof.moment import NOW, Moment
from akiya.models import Municipality, Person
from maps import query
from maps.exports import folder
from maps.exports.narrowing import narrowed
from maps.exports.order import BadOrder, Order
from maps.formats import Encoding, Format, Headings
from maps.models import ExportJob, ExportStep

KEPT = dt.timedelta(days=7)
"""How long the files of an export can be fetched."""

PATIENCE = dt.timedelta(minutes=3)
"""After so long without a sign of life the worker is taken for lost."""

LONGEST = 2000
"""Letters of a filter, as its column holds them."""

MOST_AT_ONCE = 5
"""Exports of one person that may wait or run at the same time."""


UNREADABLE = gettext_lazy("（いまは 読めない条件）")
"""What is said of a filter of old that can no longer be read."""


class Phase(TextChoices):
    """Where an export stands."""

    WAITING = "waiting", gettext_lazy("順番を待っています")
    WORKING = "working", gettext_lazy("書き出しています")
    STOPPED = "stopped", gettext_lazy("止まりました")
    DONE = "done", gettext_lazy("できました")
    FAILED = "failed", gettext_lazy("書き出せませんでした")
    EXPIRED = "expired", gettext_lazy("保存の期間がすぎました")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an export stands, and how many rows of how many it has written."""

    phase: Phase
    rows: int = 0
    total: int = 0
    end: ExportStep | None = None

    @property
    def is_over(self) -> bool:
        return self.phase not in {Phase.WAITING, Phase.WORKING}

    @property
    def expires_at(self) -> dt.datetime | None:
        return self.end.at + KEPT if self.end and self.end.kind == ExportStep.Kind.DONE else None


def require(scope: Scope, municipality_id: int | None, restricted: bool) -> None:
    """Raise Refused unless the person may take houses of this municipality out, with free text and names."""
    if municipality_id not in scope.sees:
        raise Refused(_("この自治体の家屋を書き出す権限がありません。"))
    if restricted and municipality_id not in scope.edits:
        raise Refused(_("限られた項目を書き出せるのは 編集できる職員だけです。"))


def ask(order: Order, municipality: Municipality, reason: str, by: Scope) -> ExportJob:
    """Write down what is asked for, by whom and why, no more than they may take out. Raises Refused, BadOrder."""
    require(by, municipality.pk, order.restricted)
    order = replace(order, selection=narrowed(order.selection, [municipality.pk], by))
    columns = written(order)
    if len(str(columns["filters"])) > LONGEST:
        raise BadOrder(_("しぼりこみが 長すぎます。さがす言葉を 短くしてください。"))
    return ExportJob.objects.create(municipality=municipality, person_id=by.person_id, reason=reason.strip(), **columns)


def require_rows(scope: Scope, job: ExportJob) -> None:
    """Raise Refused where the houses of an export are more than the person may take out today."""
    asked = order_of(job).selection
    if job.municipality_id is None or narrowed(asked, [job.municipality_id], scope) != asked:
        raise Refused(_("閲覧の人が 書き出せるのは 空き家だけです。"))


def written(order: Order) -> dict[str, object]:
    """An order as the columns of ExportJob that hold it."""
    return {
        "format": order.format,
        "encoding": order.encoding,
        "headings": order.headings,
        "srid": order.srid,
        "on": order.selection.when.on,
        "known": order.selection.when.known,
        "restricted": order.restricted,
        "footprints": order.footprints,
        "changes": order.changes,
        "language": order.language,
        "filters": query.written(replace(order.selection, when=NOW)),
    }


def order_of(job: ExportJob) -> Order:
    """The order that a job holds. Raises BadSelection where its filter can no longer be read."""
    return Order(
        Format(job.format),
        replace(query.selection(QueryDict(job.filters)), when=Moment(job.on, job.known)),
        job.srid,
        Encoding(job.encoding),
        Headings(job.headings),
        job.restricted,
        job.footprints,
        job.language,
        job.changes,
    )


def readable(found: Iterable[ExportJob]) -> dict[uuid.UUID, Order]:
    """The orders of some jobs, without those whose filter can no longer be read."""
    orders = {}
    for job in found:
        with suppress(query.BadSelection):
            orders[job.pk] = order_of(job)
    return orders


def standing(job: ExportJob) -> Standing:
    """Where a job stands now. One query, or none where its steps were prefetched."""
    steps = {step.kind: step for step in job.steps.all()}
    now = timezone.now()
    if failed := steps.get(ExportStep.Kind.FAILED):
        return Standing(Phase.FAILED, end=failed)
    if done := steps.get(ExportStep.Kind.DONE):
        phase = Phase.EXPIRED if now >= done.at + KEPT else Phase.DONE
        return Standing(phase, done.rows or 0, done.rows or 0, done)
    begun = steps.get(ExportStep.Kind.BEGUN)
    sign = folder.last_sign(job.pk)
    seen = [job.ordered_at, *([begun.at] if begun else []), *([sign.at] if sign else [])]
    rows, total = (sign.rows, sign.total) if sign else (0, 0)
    if now - max(seen) > PATIENCE:
        return Standing(Phase.STOPPED, rows, total)
    return Standing(Phase.WORKING if begun else Phase.WAITING, rows, total)


def is_busy(scope: Scope) -> bool:
    """Whether a person has as many exports under way as one may have. Whoever else asks for them waits meanwhile."""
    if scope.person_id is not None:
        Person.objects.select_for_update(no_key=True).only("pk").get(pk=scope.person_id)
    recent = of_person(scope).filter(ordered_at__gt=timezone.now() - KEPT)[:50]
    return sum(not standing(job).is_over for job in recent) >= MOST_AT_ONCE


def of_person(scope: Scope) -> QuerySet[ExportJob]:
    """The exports that a person asked for, newest first, with what became of them. Two queries."""
    if scope.person_id is None:
        return ExportJob.objects.none()
    return ExportJob.objects.filter(person_id=scope.person_id).prefetch_related("steps")
