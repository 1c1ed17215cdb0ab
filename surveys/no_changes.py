"""変わりなし: an association's word that nothing it knows of changed."""

import datetime as dt
import hashlib
import json
import uuid
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils import timezone

from akiya.access import Scope, as_register
from akiya.models import Term
from akiya.register import Receipt
from akiya.register.observations import day_of
from akiya.setting_aside import set_aside
from akiya.words import Role
from surveys.models import NoChange


@dataclass(frozen=True, slots=True)
class Statement:
    """Nothing changed from one day to another, both included, as it was sent. It may take another one back instead."""

    id: uuid.UUID
    from_on: dt.date
    to_on: dt.date
    said_at: dt.datetime
    withdraws: uuid.UUID | None = None
    association: int | None = None

    def days_until(self, said_on: dt.date) -> tuple[dt.date, dt.date]:
        """The days it speaks for. Nobody can speak for days to come: what a fast clock says of them is cut off."""
        return min(self.from_on, said_on), min(self.to_on, said_on)


@transaction.atomic
def say_no_change(statement: Statement, by: Scope, skew: dt.timedelta | None = None) -> Receipt:
    """Keep a statement for the association whose head its person was on the day it was said, by our clock.

    What decides is the statement, never when it arrives or what post the person holds by then. Idempotent by its id;
    under a known id other content is set aside, and so is what its person had no post to say: it speaks for nobody, and
    nothing is read (``flags`` say so). The caller has made sure that there is or was such a post
    (``head_terms.may_send``).
    """
    with as_register():
        now = timezone.now()
        said_on = day_of(statement.said_at, skew, now)
        kept = NoChange.objects.filter(pk=statement.id).first()
        if kept is None:
            term = _spoken_for(statement, by, said_on)
            if term is None or term.area_id is None:
                last = Term.objects.filter(person=by.person_id, role=Role.HEAD).latest("starts_on", "pk")
                _set_aside(statement, last.municipality_id, by, "term_ended")
                return Receipt(statement.id, now, flags=("term_ended",))
            from_on, to_on = statement.days_until(said_on)
            said = NoChange(
                id=statement.id,
                municipality_id=term.municipality_id,
                association_id=term.area_id,
                person_id=by.person_id,
                term_id=term.pk,
                from_on=from_on,
                to_on=to_on,
                said_at=statement.said_at,
                recorded_at=now,
                withdraws=statement.withdraws,
            )
            NoChange.objects.bulk_create([said], ignore_conflicts=True)
            kept = NoChange.objects.get(pk=statement.id)
        if _says_the_same(kept, statement, by, skew):
            return Receipt(kept.pk, kept.recorded_at)
        _set_aside(statement, kept.municipality_id, by, "other_content")
        return Receipt(kept.pk, kept.recorded_at, conflict=True)


def _spoken_for(statement: Statement, by: Scope, said_on: dt.date) -> Term | None:
    """The post in whose name a statement stands: of the association it names; where an older app named none, of the
    first by its code. What takes a statement back comes under the post of that statement, whatever the post now."""
    posts = Term.objects.filter(person=by.person_id, role=Role.HEAD).order_by("area__code", "pk")
    if statement.withdraws:
        taken_back = NoChange.objects.filter(pk=statement.withdraws, person=by.person_id).first()
        if taken_back is not None and taken_back.term_id is not None:
            return posts.filter(pk=taken_back.term_id).first()
    named = posts.filter(area=statement.association) if statement.association is not None else posts
    then = named.in_force(said_on).first()
    return then or (named.last() if statement.withdraws else None)


def _says_the_same(kept: NoChange, statement: Statement, by: Scope, skew: dt.timedelta | None) -> bool:
    """Whether a known statement is this one. The days were cut by the clock of then: the version before cut them by the
    day of arrival."""
    ours = (kept.said_at, kept.withdraws, kept.person_id)
    days = {day_of(statement.said_at, skew, kept.recorded_at), timezone.localdate(kept.recorded_at)}
    return (
        ours == (statement.said_at, statement.withdraws, by.person_id)
        and (kept.from_on, kept.to_on) in {statement.days_until(day) for day in days}
        and (statement.association in (None, kept.association_id) or statement.withdraws is not None)
    )


def _set_aside(statement: Statement, municipality_id: int, by: Scope, reason: str) -> None:
    # What takes nothing back reads as it always did, so that it is set aside once.
    said = {name: value for name, value in asdict(statement).items() if value is not None}
    text = json.dumps(said, default=str, sort_keys=True)
    digest = hashlib.sha256(text.encode()).digest()
    set_aside(municipality_id, "no_change", statement.id, by.person_id, json.loads(text), digest, reason)
