"""What people of the office did, in words: a settlement says what was chosen, a file what it holds."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from akiya.inbox.done import done_words
from akiya.models import House, Settlement, Term
from akiya.pages.people.history import corrections
from akiya.people.terms import days_of
from akiya.words import Answer, RequestReason, Role, SignalKind, State
from maps import query
from maps.deed_sources import Deed
from maps.deeds import Done
from maps.exports import file_names, jobs
from maps.exports.filter_words import area_names, in_words
from maps.formats import Format
from maps.models import AreaFile, ExportJob
from maps.pages.taken import Taken, taken_by

CODES = {
    Deed.EXPORT: Format,
    Deed.DECISION: State,
    Deed.OBSERVATION: Answer,
    Deed.SIGNAL: SignalKind,
    Deed.REQUEST: RequestReason,
}
UNDO = "undo"
OF_POSTS = {
    "begun": gettext_lazy("任期を はじめた：%(post)s"),
    "ended": gettext_lazy("任期の終わりを 決めた：%(post)s"),
    "moved": gettext_lazy("任期の終わりを 変えた：%(post)s"),
    "reopened": gettext_lazy("任期の終わりを 取り消した：%(post)s"),
    "made": gettext_lazy("つくった：%(post)s"),
    "revoked": gettext_lazy("使えなくした：%(post)s"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One deed in words. ``taken``: of a file, what it holds."""

    done: Done
    kind: str
    said: str
    house: House | None
    taken: Taken | None


def lines(found: Sequence[Done]) -> list[Line]:
    """Each deed in words. Seven statements at most, however many there are."""
    facts = Facts(found)
    houses = House.objects.in_bulk({done.house for done in found if done.house})
    return [
        Line(done, str(Deed(done.kind).label), facts.said(done), houses.get(done.house or 0), facts.taken(done))
        for done in found
    ]


class Facts:
    """What the words of some deeds need beside their own columns, read together."""

    def __init__(self, found: Sequence[Done]) -> None:
        settled = {done.facts["settlement"] for done in found if done.kind == Deed.SETTLEMENT}
        self.settled = done_words(Settlement.objects.select_related("house").filter(pk__in=settled)) if settled else {}
        jobs_of = {done.job for done in found if done.job}
        self.jobs = ExportJob.objects.select_related("municipality").in_bulk(jobs_of) if jobs_of else {}
        self.tables = AreaFile.objects.in_bulk({done.facts["file"] for done in found if done.kind == Deed.AREAS})
        self.orders = jobs.readable(self.jobs.values())
        self.filters = {file.pk: query.selection(QueryDict(file.filters)) for file in self.tables.values()}
        chosen = [*(order.selection for order in self.orders.values()), *self.filters.values()]
        self.areas = area_names(chosen)

    def said(self, done: Done) -> str:
        """What was done, beside its kind: 空き家, or 東自治会・タブレットの「住んでいる」（11月12日）を採った."""
        kind = Deed(done.kind)
        if kind is Deed.SETTLEMENT:
            words = self.settled.get(done.facts["settlement"], "")
            return _("もとにもどした：%(what)s") % {"what": words} if done.said == UNDO else words
        if done.said == UNDO:
            return _("もとにもどした")
        if kind is Deed.FETCH and done.job in self.orders:
            return file_names.in_full(self.jobs[done.job], done.said, self.areas)
        if kind is Deed.AREAS:
            file = self.tables[done.facts["file"]]
            return f"{file.get_kind_display()} {file.get_format_display()}"
        if say := SAID.get(kind):
            return say(done)
        codes = CODES.get(kind)
        return str(codes(done.said).label) if codes and done.said in codes.values else done.said

    def taken(self, done: Done) -> Taken | None:
        """Of an export, and of a file of areas, what it holds."""
        if done.kind == Deed.AREAS:
            file = self.tables[done.facts["file"]]
            return Taken(file.on, file.known, in_words(self.filters[file.pk], self.areas))
        job = self.jobs.get(done.job) if done.kind == Deed.EXPORT else None
        return taken_by(job, self.orders.get(job.pk), self.areas) if job else None


def _of_a_post(done: Done) -> str:
    """任期を はじめた：東 太郎 自治会長（東自治会） 令和8年4月1日から."""
    return str(OF_POSTS[done.said]) % {"post": _post(done.facts)}


def _post(facts: Mapping[str, Any]) -> str:
    role = str(Role(facts["role"]).label)
    held = _("%(role)s（%(area)s）") % {"role": role, "area": facts["area"]} if facts["area"] else role
    ends_on = dt.date.fromisoformat(facts["ends_on"]) if facts["ends_on"] else None
    days = days_of(Term(starts_on=dt.date.fromisoformat(facts["starts_on"]), ends_on=ends_on))
    return f"{facts['name']} {held} {days}"


def _corrected(done: Done) -> str:
    return _("、").join(
        corrections(*(dict(zip(FIELDS, done.facts[when], strict=True)) for when in ("before", "after")))
    )


FIELDS = ("name", "reading", "contact")
SAID: dict[Deed, Callable[[Done], str]] = {
    Deed.TERM: _of_a_post,
    Deed.PAPER: _of_a_post,
    Deed.PERSON: _corrected,
    Deed.PASSWORD: lambda done: str(done.facts["name"]),
    Deed.DEVICE: lambda done: f"{done.facts['name']} {done.said}".strip(),
}
