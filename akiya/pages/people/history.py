"""What was changed of a person, of their terms and of their password: when, by whom and why. From the audit."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from akiya.access import as_register
from akiya.models import PasswordReset, Person, Term
from akiya.pages.house.edits import actor_of, names_of
from akiya.people.terms import days_of
from akiya.words import Role

LABELS = {
    "name": gettext_lazy("名前"),
    "reading": gettext_lazy("よみ"),
    "contact": gettext_lazy("連絡先"),
}


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that was done: when, by whom, what, and why where that was asked."""

    at: dt.datetime
    who: str
    what: str
    reason: str


def history_of(person: Person) -> list[Happening]:
    """Everything, the newest first. Four statements. The caller has made sure that it may be read."""
    with as_register():
        told = [*_of_the_person(person), *_of_the_terms(person), *_of_the_password(person)]
    names = names_of({actor_of(event) for event, _what in told})
    found = [
        Happening(event.pgh_created_at, names.get(actor_of(event), ""), what, _reason_of(event)) for event, what in told
    ]
    return sorted(found, key=lambda each: each.at, reverse=True)


def _events(model: Any, **of_whom: Any) -> list[Any]:
    events = model.pgh_event_model.objects.filter(**of_whom).select_related("pgh_context")
    return list(events.order_by("pgh_created_at", "pgh_id"))


def _of_the_person(person: Person) -> Iterator[tuple[Any, str]]:
    """The audit holds the row after each edit."""
    for before, after in pairwise(_events(Person, pgh_obj=person)):
        for words in corrections(vars(before), vars(after)):
            yield after, words


def corrections(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
    """What was written of a person and is written now, field by field: 名前：東 太郎 → 東 太朗."""
    for name, label in LABELS.items():
        was, now = before[name], after[name]
        if was != now:
            words = {"label": label, "before": was or _("（なし）"), "after": now or _("（なし）")}
            yield _("%(label)s：%(before)s → %(after)s") % words


def _of_the_terms(person: Person) -> Iterator[tuple[Any, str]]:
    last: dict[int, str] = {}
    for event in _events(Term, person=person):
        post = f"{Role(event.role).label} {_days(event)}"
        if event.pgh_obj_id not in last:
            yield event, _("任期を はじめた：%(post)s") % {"post": post}
        elif last[event.pgh_obj_id] != post:
            yield event, _("任期を 変えた：%(before)s → %(post)s") % {"before": last[event.pgh_obj_id], "post": post}
        last[event.pgh_obj_id] = post


def _of_the_password(person: Person) -> Iterator[tuple[Any, str]]:
    seen: set[int] = set()
    for event in _events(PasswordReset, person=person):
        if event.pgh_obj_id not in seen:
            yield event, _("パスワードを決め直す紙を つくった")
        elif event.used_at:
            yield event, _("新しいパスワードを 決めた")
        seen.add(event.pgh_obj_id)


def _days(event: Any) -> str:
    return days_of(Term(starts_on=event.starts_on, ends_on=event.ends_on))


def _reason_of(event: Any) -> str:
    return str(event.pgh_context.metadata.get("reason", "")) if event.pgh_context else ""
