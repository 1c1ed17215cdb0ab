"""Which answer closes a request: a copy that follows from the looks at a house, kept true with all its others."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from django.db import connection
from django.utils import timezone

from akiya import copies
from akiya.inbox.houses import MEMBERS, Look, looks_at
from akiya.occupancy import Evidence, struck_out
from surveys.models import Request


class Asked(NamedTuple):
    """A request that is open, or that an answer closed. ``speaker`` is the house that speaks for the asked one."""

    speaker: int
    id: int
    house: int
    association: int
    asked_on: dt.date
    closed_on: dt.date | None
    answered_by: uuid.UUID | None


# A request for a house that was merged is answered by what is said of the house that speaks for it.
ASKED = """
SELECT member.speaker, asked.id, asked.house_id, association_id, asked_on, closed_on, answered_by
  FROM surveys_request asked JOIN member ON asked.house_id = member.id
 WHERE closed_on IS NULL OR answered_by IS NOT NULL
 ORDER BY asked_on DESC, asked.id DESC
"""


@copies.register
def keep_requests_true(known: Mapping[int, Sequence[Evidence]], at: dt.datetime) -> None:
    """Close and open again what the looks at some houses answer. One query; two and a write each where asked about."""
    with connection.cursor() as cursor:
        cursor.execute(MEMBERS + ASKED, {"houses": list(known)})
        asked = [Asked(*row) for row in cursor]
    if not asked:
        return
    looks = looks_at(sorted({each.speaker for each in asked}))
    today = timezone.localdate(at)
    for before, after in settled(asked, {house: standing(looks[house], known[house]) for house in looks}, today):
        if after != before:
            Request.objects.filter(pk=after.id).update(closed_on=after.closed_on, answered_by=after.answered_by)


def standing(looks: Iterable[Look], pieces: Sequence[Evidence]) -> list[Look]:
    """The looks that still answer, the first recorded first: they say something, count, and nobody took them back."""
    counting = {piece.id for piece in pieces} - struck_out(pieces)
    return sorted(
        (look for look in looks if look.answer and look.piece in counting), key=lambda look: (look.recorded_at, look.id)
    )


def settled(
    asked: Iterable[Asked], looks: Mapping[int, Sequence[Look]], today: dt.date
) -> Iterable[tuple[Asked, Asked]]:
    """Each request as it is and as it should be. ``asked``: the newest first; ``looks``: those standing, by house.

    A request that lost its answer opens again, unless the house was asked about anew meanwhile.
    """
    asked = list(asked)
    waiting = {(each.house, each.association) for each in asked if each.closed_on is None}
    for each in asked:
        answers = [look.id for look in looks[each.speaker] if answered(each, look)]
        if each.answered_by in answers:
            yield each, each
        elif answers:
            yield each, each._replace(answered_by=answers[0], closed_on=each.closed_on or today)
        elif each.closed_on is not None and (each.house, each.association) in waiting:
            yield each, each._replace(answered_by=None)
        else:
            waiting.add((each.house, each.association))
            yield each, each._replace(answered_by=None, closed_on=None)


def answered(asked: Asked, look: Look) -> bool:
    """Whether a look answers a request: its own association's since it was asked, or one that staff accepted."""
    is_accepted = look.piece.startswith("accepted:")
    return look.seen_on >= asked.asked_on and (is_accepted or look.association == asked.association)
