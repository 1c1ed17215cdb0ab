"""The pages on which houses are taken out: order, wait, fetch."""

import uuid
from dataclasses import dataclass, replace
from functools import wraps
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from akiya.access import Refused, Scope
from akiya.asof.moment import NOW
from akiya.models import Municipality
from akiya.pages.door import office
from akiya.pages.failures import failure
from akiya.projections.waiting.count import waiting
from akiya.web.once import once
from akiya.web.request import ActingRequest, View
from maps import query, tasks
from maps.exports import file_names, folder, jobs
from maps.exports.changes import CHANGES
from maps.exports.columns import columns_for
from maps.exports.filter_words import area_names, in_words
from maps.exports.narrowing import VACANT, narrowed, takes_all
from maps.exports.order import BadOrder, Order
from maps.exports.rows import Rows
from maps.models import ExportJob, ExportStep
from maps.pages.export_form import ExportForm
from maps.pages.taken import Taken, taken_by

LISTED = 10
"""Earlier exports on the page."""


@require_http_methods(["GET", "POST"])
@office
@once
def order(request: ActingRequest) -> HttpResponseBase:
    """The form; sent, it becomes a job."""
    cities = list(Municipality.objects.annotate(waiting=waiting(request.scope)).filter(pk__in=request.scope.sees))
    shared: dict[str, Any] = {"cities": cities, "may_restrict": bool(request.scope.edits)}
    if request.method == "POST":
        form = ExportForm(request.POST, **shared)
        if form.is_valid() and not jobs.is_busy(request.scope):
            try:
                job = begin(form.cleaned_data["order"], form.city, form.cleaned_data["reason"], request.scope)
            except (BadOrder, Refused) as wrong:
                form.add_error(None, str(wrong))
            else:
                return redirect("maps:export_job", job.pk)
        elif form.is_valid():
            form.add_error(
                None,
                _("いま %(most)d件の書き出しが動いています。終わってから もう一度 押してください。")
                % {"most": jobs.MOST_AT_ONCE},
            )
        return page(request, form, status=400)
    try:
        selection = query.selection(request.GET)
    except query.BadSelection as error:
        return failure(request, 400, str(error))
    initial = {
        "on": request.GET.get("on", ""),
        "known": request.GET.get("known", ""),
        "filters": query.written(replace(selection, when=NOW)),
        "municipality": cities[0].code,
    }
    return page(request, ExportForm(initial=initial, **shared))


def page(request: ActingRequest, form: ExportForm, status: int = 200) -> HttpResponse:
    """The form, what it would take out, and what the person took out before."""
    try:
        selection = narrowed(form.selection, request.scope.sees, request.scope)
    except Refused:
        if not form.is_bound:
            raise
        selection = replace(form.selection, classes=VACANT)  # what could be taken out instead, beside what is wrong
    rows = Rows(selection.when, tuple(request.scope.sees), selection.where(request.scope.cities))
    earlier = jobs.of_person(request.scope)[:LISTED]
    context = {
        "city": next(iter(form.cities.values())),
        "form": form,
        "selection": selection,
        "filters": in_words(selection),
        "count": sum(rows.counts().values()),
        "query": query.written(selection),
        "columns": columns_for(bool(request.scope.edits)),
        "changes": CHANGES,
        "takes_all": takes_all(request.scope.sees, request.scope),
        "earlier": told(list(earlier)),
        "kept": jobs.KEPT.days,
    }
    return render(request, "maps/export.html", context, status=status)


@dataclass(frozen=True, slots=True)
class Earlier:
    """One earlier export: what was asked for, in words, and what can be fetched of it."""

    job: ExportJob
    standing: jobs.Standing
    taken: Taken
    files: list[tuple[str, str]]


def told(earlier: list[ExportJob]) -> list[Earlier]:
    """Earlier exports as the page tells them. One query at most, for the names of areas."""
    orders = jobs.readable(earlier)
    areas = area_names(order.selection for order in orders.values())
    found = []
    for job in earlier:
        standing = jobs.standing(job)
        files = standing.end.files if standing.end and standing.phase is jobs.Phase.DONE else []
        found.append(
            Earlier(
                job,
                standing,
                taken_by(job, orders.get(job.pk), areas),
                [(file["name"], file_names.purpose(file["name"])) for file in files],
            )
        )
    return found


def begin(order: Order, city: Municipality, reason: str, by: Scope) -> ExportJob:
    """Write the job down and hand it to the worker; both or neither. Raises Refused."""
    job = jobs.ask(order, city, reason, by)
    tasks.take_out.enqueue(str(job.pk))
    return job


def own(request: ActingRequest, job: uuid.UUID) -> ExportJob:
    """The person's own export. Whatever other people took out does not exist here. Raises Http404."""
    found = jobs.of_person(request.scope).select_related("municipality").filter(pk=job).first()
    if found is None:
        raise Http404
    return found


def while_readable(view: View) -> View:
    """Answer 410 with one sentence where the filter of an export can be read no more."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except query.BadSelection:
            return failure(
                request, 410, _("この書き出しの しぼりこみは いまは 読めません。新しく 書き出してください。")
            )

    return guarded


@require_GET
@office
@never_cache
@while_readable
def progress(request: ActingRequest, job: uuid.UUID) -> HttpResponse:
    """How far one export is; done, its files."""
    found = own(request, job)
    now = jobs.standing(found)
    order = jobs.order_of(found)
    areas = area_names([order.selection])
    context = {
        "job": found,
        "standing": now,
        "when": order.selection.when,
        "filters": in_words(order.selection, areas),
        "files": [
            (file_names.purpose(file["name"]), file_names.in_full(found, file["name"], areas), file)
            for file in (now.end.files if now.end else [])
        ],
    }
    return render(request, "maps/export_job.html", context)


@require_GET
@office
@never_cache
def status(request: ActingRequest, job: uuid.UUID) -> JsonResponse:
    """How far one export is, for the page to ask every second."""
    now = jobs.standing(own(request, job))
    return JsonResponse(
        {"phase": now.phase, "words": now.phase.label, "rows": now.rows, "total": now.total, "over": now.is_over}
    )


@require_POST
@office
@while_readable
@once
def again(request: ActingRequest, job: uuid.UUID) -> HttpResponseBase:
    """The same export once more, as another job with the same reason."""
    found = own(request, job)
    if found.municipality is None or jobs.is_busy(request.scope):
        return failure(request, 409, _("ほかの書き出しが動いています。終わってから もう一度 押してください。"))
    return redirect("maps:export_job", begin(jobs.order_of(found), found.municipality, found.reason, request.scope).pk)


@require_GET
@office
@never_cache
@while_readable
def fetch(request: ActingRequest, job: uuid.UUID, name: str) -> HttpResponseBase:
    """One file of the person's own export, for a week. That it was fetched is written down."""
    found = own(request, job)
    now = jobs.standing(found)
    if now.phase is jobs.Phase.EXPIRED:
        return failure(request, 410, _("保存の期間がすぎたので 消しました。もう一度 書き出してください。"))
    file = next((file for file in (now.end.files if now.end else []) if file["name"] == name), None)
    path = folder.of(found.pk) / name
    if file is None or not path.is_file():
        raise Http404
    jobs.require(request.scope, found.municipality_id, found.restricted)
    jobs.require_rows(request.scope, found)
    ExportStep.objects.create(job=found, kind=ExportStep.Kind.FETCHED, files=[file])
    return sent(request, found, name)


def sent(request: HttpRequest, job: ExportJob, name: str) -> HttpResponseBase:
    """The file itself, through the proxy where one is set up for it."""
    response: HttpResponseBase
    if settings.ACCEL_PREFIX:
        response = HttpResponse(content_type="application/octet-stream")
        place = PurePosixPath("exports", str(job.pk), name)
        response["X-Accel-Redirect"] = f"{settings.ACCEL_PREFIX.rstrip('/')}/{place}"
    else:
        response = FileResponse((folder.of(job.pk) / name).open("rb"), filename=name)
    response["Content-Disposition"] = file_names.disposition(name, file_names.in_full(job, name))
    return response
