"""The associations of a city with their heads and devices, as a page of people lists them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from akiya.access import Scope
from akiya.models import Area, Term
from akiya.texts.forms import search_form
from akiya.texts.searching import read
from akiya.words import AreaKind, Role
from surveys.enrolments import open_papers
from surveys.models import Device, Request
from surveys.no_changes_shown import with_what_stands
from surveys.silence import SILENT_AFTER


@dataclass(frozen=True, slots=True)
class Carried:
    """A device of a person, and whether staff should ask after it, as the inbox does (``silence.SILENT``)."""

    device: Device
    is_asked: bool = False
    """Whether the person is in office and something is asked of their association."""

    @property
    def is_silent(self) -> bool:
        """Not heard of for days while something waits: on it, to be sent, or of the association, to be answered."""
        seen = self.device.seen_at or self.device.enrolled_at
        return (bool(self.device.pending) or self.is_asked) and timezone.now() - seen > SILENT_AFTER


class Paper(NamedTuple):
    """An invitation that was given out and not yet used."""

    made_at: dt.datetime
    expires_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Held:
    """One term of a head, what the person carries, and a paper that was given out and not yet used."""

    term: Term
    devices: list[Carried]
    paper: Paper | None

    @property
    def is_to_come(self) -> bool:
        return self.term.starts_on > timezone.localdate()


@dataclass(frozen=True, slots=True)
class Line:
    """One association and who heads it today, and from a later day on where that is known."""

    area: Area
    heads: list[Held]


def associations(scope: Scope, words: str = "") -> QuerySet[Area, Area]:
    """The associations of today where somebody writes, by code, of which every word names itself or a head.

    A head is named by the name or its reading.
    """
    today = timezone.localdate()
    areas = Area.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=today),
        municipality_id__in=scope.edits,
        kind=AreaKind.ASSOCIATION,
        valid_from__lte=today,
    )
    sought = read(words, scope.cities)
    if sought.is_nothing:
        areas = areas.none()
    if sought.words:
        held = Term.objects.not_over().filter(area__in=areas, role=Role.HEAD)
        named = held.values_list("area_id", "person__name", "person__reading")
        heads = [(area, search_form(text)) for area, *texts in named for text in texts]
    for word in sought.words:
        headed = {area for area, text in heads if word.form in text}
        areas = areas.filter(Q(search_text__contains=word.stored) | Q(pk__in=headed))
    return with_what_stands(areas).defer("geometry").order_by("municipality_id", "code", "pk")


def lines_of(areas: Iterable[Area]) -> list[Line]:
    """The associations with their heads. Two queries."""
    areas = list(areas)
    terms = Term.objects.not_over().filter(area__in=areas, role=Role.HEAD)
    held: dict[int | None, list[Held]] = defaultdict(list)
    for each in with_devices(terms.order_by("starts_on", "pk")):
        held[each.term.area_id].append(each)
    return [Line(area, held[area.pk]) for area in areas]


def with_devices(terms: QuerySet[Term, Term]) -> list[Held]:
    """Terms with the devices of their people and their unused papers. Two queries."""
    today = timezone.localdate()
    asked = Request.objects.filter(association=OuterRef("area"), closed_on=None)
    unused = open_papers().filter(term=OuterRef("pk")).order_by("-made_at")
    papers = {
        "made_at": Subquery(unused.values("made_at")[:1]),
        "expires_at": Subquery(unused.values("expires_at")[:1]),
    }
    found = list(terms.select_related("person").annotate(**papers, is_asked=Exists(asked)))
    devices: dict[int, list[Device]] = defaultdict(list)
    carried = Device.objects.filter(person__in=[term.person_id for term in found], revoked_at=None)
    for device in carried.order_by("-enrolled_at", "pk"):
        devices[device.person_id].append(device)
    return [
        Held(
            term,
            [Carried(device, term.is_asked and term.starts_on <= today) for device in devices[term.person_id]],
            _paper(term),
        )
        for term in found
    ]


def _paper(annotated: Any) -> Paper | None:
    return Paper(annotated.made_at, annotated.expires_at) if annotated.made_at else None
