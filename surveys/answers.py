"""Which answer closes a request: a projection of the observations at a house, kept true with all its others."""

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from django.db import connection
from django.utils import timezone

from akiya.evidence.reference import is_of
from akiya.projections import current
from akiya.projections.waiting.houses import MEMBERS, ObservationAt, observations_at
from akiya.rules.dossier import Dossier
from akiya.words import EvidenceKind
from surveys.models import Request


class Asked(NamedTuple):
    """A request. ``speaker``: the house that speaks for the asked one. ``withdrawn_at``: when staff stopped asking."""

    speaker: int
    id: int
    house: int
    association: int
    asked_at: dt.datetime
    withdrawn_at: dt.datetime | None
    closed_on: dt.date | None
    answered_by: uuid.UUID | None


# A request for a house that was merged is answered by what is said of the house that speaks for it.
ASKED = """
SELECT member.speaker, asked.id, asked.house_id, association_id, recorded_at,
       (SELECT min(out.recorded_at) FROM surveys_requestwithdrawal out
         WHERE out.request_id = asked.id AND out.undoes_id IS NULL
           AND NOT EXISTS (SELECT 1 FROM surveys_requestwithdrawal back WHERE back.undoes_id = out.id)),
       closed_on, answered_by
  FROM surveys_request asked JOIN member ON asked.house_id = member.id
 ORDER BY recorded_at DESC, asked.id DESC
"""


class Requests:
    """The projection: by which answer, and when, each request was closed."""

    def keep_true(self, known: Mapping[int, Dossier]) -> None:
        """Close and open again what the observations at some houses answer.

        A query; one more and a write each if asked.
        """
        for before, after in settled_at(known):
            if after != before:
                Request.objects.filter(pk=after.id).update(closed_on=after.closed_on, answered_by=after.answered_by)

    def differences(self, known: Mapping[int, Dossier]) -> Iterator[current.Difference]:
        """The requests that are not as the observations would have them."""
        for before, after in settled_at(known):
            if after != before:
                yield current.Difference(after.speaker, f"Request {after.id}", str(before), str(after))


current.add(Requests())


def settled_at(known: Mapping[int, Dossier]) -> Iterator[tuple[Asked, Asked]]:
    """Each request about some houses, of which all evidence is given, as it is and as it should be. Two queries."""
    with connection.cursor() as cursor:
        cursor.execute(MEMBERS + ASKED, {"houses": list(known)})
        asked = [Asked(*row) for row in cursor]
    if asked:
        observations = observations_at(sorted({each.speaker for each in asked}))
        yield from settled(asked, {house: standing(observations[house], known[house]) for house in observations})


def standing(observations: Iterable[ObservationAt], dossier: Dossier) -> list[ObservationAt]:
    """The observations that still answer, first spoken first: they say something, and nobody took them back."""
    voices = {piece.id: piece.voice() for piece in dossier if piece.id in dossier.speaking}
    answers = (said for said in observations if said.answer and said.piece in voices)
    return sorted(answers, key=lambda said: voices[said.piece])


def settled(
    asked: Iterable[Asked], observations: Mapping[int, Sequence[ObservationAt]]
) -> Iterator[tuple[Asked, Asked]]:
    """Each request as it is and as it should be. ``asked``: the newest first; ``observations``: those standing.

    The first answer closes a request on the day on which it was given, unless staff had withdrawn it before. One
    that has neither is open, unless the house was asked about anew, or not to be asked about any more, since.
    """
    over: dict[tuple[int, int], dt.date] = {}
    for each in asked:
        answer = next((said for said in observations[each.speaker] if answers(said, each)), None)
        if answer is not None:
            yield each, each._replace(answered_by=answer.id, closed_on=answer.seen_on)
            continue
        of = (each.house, each.association)
        withdrawn_on = timezone.localdate(each.withdrawn_at) if each.withdrawn_at else None
        yield each, each._replace(answered_by=None, closed_on=withdrawn_on or over.get(of))
        over.setdefault(of, withdrawn_on or timezone.localdate(each.asked_at))


def answers(said: ObservationAt, asked: Asked) -> bool:
    """Whether an observation answers a request: the association's own while it was asked, or an accepted one."""
    is_accepted = is_of(said.piece, EvidenceKind.ACCEPTANCE)
    return (
        asked.asked_at <= said.spoken_at
        and (asked.withdrawn_at is None or said.spoken_at <= asked.withdrawn_at)
        and (is_accepted or said.association == asked.association)
    )
