"""取り下げる: ask no longer what is open, and ask on after all. Both leave a row behind, with the reason.

Whether a request is closed follows from what was said and from these rows (answers.py): an answer that was spoken
before staff withdrew closes it whenever it arrives, and one that was spoken afterwards does not.
"""

import uuid
from collections.abc import Collection
from typing import NamedTuple

from django.db import transaction

from akiya.access import Scope, as_register
from akiya.inbox.settling import undo
from akiya.locks import Turn, lock_houses, lock_municipality
from akiya.models import Settlement
from akiya.models.deed import STANDING
from akiya.projections import current
from akiya.register.reasons import given
from surveys.models import Request, RequestWithdrawal


class Outcome(NamedTuple):
    """What became of some requests: those that were turned round, and how many were left as they are."""

    together: uuid.UUID
    done: list[int]
    left: int


@transaction.atomic
def withdraw(ids: Collection[int], reason: str, by: Scope) -> Outcome:
    """Ask no longer. What was answered or withdrawn meanwhile is left. Raises Refused, NotPossible.

    A contradiction that was settled for now by asking waits in the inbox again.
    """
    outcome = stop(ids, reason, by)
    with as_register():
        asked_by = [f"request:{each}" for each in outcome.done]
        settled = list(Settlement.objects.filter(STANDING, evidence__in=asked_by).order_by("pk"))
    for settlement in settled:
        undo(settlement, reason, by)
    return outcome


@transaction.atomic
def stop(ids: Collection[int], reason: str, by: Scope) -> Outcome:
    """Close requests without an answer, and nothing else. Raises Refused, NotPossible."""
    reason = given(reason)
    together = uuid.uuid4()
    with as_register():
        turn = _turn(Request.objects.filter(pk__in=ids).values_list("municipality_id", "house_id"), by)
        still_open = list(Request.objects.filter(pk__in=ids, closed_on=None).order_by("pk"))
        RequestWithdrawal.objects.bulk_create(
            RequestWithdrawal(
                municipality_id=each.municipality_id,
                request=each,
                together=together,
                reason=reason,
                person_id=by.person_id,
                recorded_at=turn.at,
            )
            for each in still_open
        )
        done = [each.pk for each in still_open]
        current.bring_up_to_date(turn, f"withdrawn:{together}")
    return Outcome(together, done, len(set(ids)) - len(done))


@transaction.atomic
def ask_on(together: uuid.UUID, reason: str, by: Scope) -> Outcome:
    """Take back what was withdrawn at once; what was asked anew meanwhile is left. Raises Refused, NotPossible.

    An answer that came while nobody asked answers what is asked on.
    """
    reason = given(reason)
    standing = RequestWithdrawal.objects.filter(STANDING, together=together)
    back = uuid.uuid4()
    with as_register():
        turn = _turn(standing.values_list("municipality_id", "request__house_id"), by)
        withdrawn = list(standing.select_related("request").order_by("pk"))
        houses = [each.request.house_id for each in withdrawn]
        of = ("house_id", "association_id")
        newest = Request.objects.filter(house__in=houses).order_by(*of, "-recorded_at", "-pk").distinct(*of)
        last = set(newest.values_list("pk", flat=True))
        again = [each for each in withdrawn if each.request_id in last]
        RequestWithdrawal.objects.bulk_create(
            each.reversal(reason, by.person_id, turn.at, together=back) for each in again
        )
        done = [each.request_id for each in again]
        current.bring_up_to_date(turn, f"asked:{back}")
    return Outcome(back, done, len(withdrawn) - len(again))


def _turn(places: "Collection[tuple[int, int]]", by: Scope) -> Turn:
    """The turn at the houses of some requests, each given with its city. Raises Refused."""
    found = sorted(set(places))
    cities = sorted({city for city, _house in found})
    for city in cities:
        by.require_editor(city)
    # Undoing what settled a contradiction by asking waits for the city, which comes before its houses.
    for city in cities:
        lock_municipality(city)
    return lock_houses({house for _city, house in found})
