"""変わりなし: an association's word that nothing it knows of changed."""

import datetime as dt
import hashlib
import json
import uuid
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils import timezone

from akiya.access import Grant, Scope, as_register
from akiya.models import Term
from akiya.register import Receipt
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

    def days_until(self, today: dt.date) -> tuple[dt.date, dt.date]:
        """The days it speaks for. Nobody can speak for days to come: what a fast clock says of them is cut off."""
        return min(self.from_on, today), min(self.to_on, today)


@transaction.atomic
def say_no_change(statement: Statement, post: Grant, by: Scope) -> Receipt:
    """Keep a statement of an association. Idempotent by its id; under a known id other content is set aside."""
    assert post.area_id is not None, "a head's post names an association"
    with as_register():
        now = timezone.now()
        from_on, to_on = statement.days_until(timezone.localdate(now))
        said = NoChange(
            id=statement.id,
            municipality_id=post.municipality_id,
            association_id=post.area_id,
            person_id=by.person_id,
            term_id=post.term_id,
            from_on=from_on,
            to_on=to_on,
            said_at=statement.said_at,
            recorded_at=now,
            withdraws=statement.withdraws,
        )
        NoChange.objects.bulk_create([said], ignore_conflicts=True)
        kept = NoChange.objects.get(pk=statement.id)
        if _says_the_same(kept, statement, post):
            return Receipt(kept.pk, kept.recorded_at)
        _set_aside(statement, post.municipality_id, by, "other_content")
        return Receipt(kept.pk, kept.recorded_at, conflict=True)


def _says_the_same(kept: NoChange, statement: Statement, post: Grant) -> bool:
    days = statement.days_until(timezone.localdate(kept.recorded_at))
    ours = (kept.from_on, kept.to_on, kept.said_at, kept.withdraws, kept.association_id)
    return ours == (*days, statement.said_at, statement.withdraws, post.area_id)


@transaction.atomic
def set_aside_late(statement: Statement, by: Scope) -> Receipt:
    """Keep for staff what a head said whose term has ended since. It speaks for nobody, and nothing is read.

    The caller has made sure that there was such a term (``posts.may_send``).
    """
    with as_register():
        last = Term.objects.filter(person=by.person_id, role=Role.HEAD).latest("ends_on")
        _set_aside(statement, last.municipality_id, by, "term_ended")
        return Receipt(statement.id, timezone.now())


def _set_aside(statement: Statement, municipality_id: int, by: Scope, reason: str) -> None:
    # What takes nothing back reads as it always did, so that it is set aside once.
    said = {name: value for name, value in asdict(statement).items() if value is not None}
    text = json.dumps(said, default=str, sort_keys=True)
    digest = hashlib.sha256(text.encode()).digest()
    set_aside(municipality_id, "no_change", statement.id, by.person_id, json.loads(text), digest, reason)
