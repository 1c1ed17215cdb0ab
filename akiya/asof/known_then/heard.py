"""Observations that count for a house though its own rows do not say so: accepted later, or heard of a merged house."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from akiya.asof.known_then.survivors import Survivors
from akiya.evidence.reference import Reference, is_of
from akiya.models import Acceptance
from akiya.words import EvidenceKind


class Heard(NamedTuple):
    """An observation, and the reference under which it counts."""

    observation: str
    piece: str


def heard_as_known(
    known_at: dt.datetime, retracted: Mapping[int, frozenset[str]], survivors: Survivors
) -> dict[int, list[Heard]]:
    """The observations that each house had heard by a moment, each once. One statement.

    Of a survivor all that counts, of any other house what counts beside its own. ``retracted``: by house.
    """
    accepted = Acceptance.objects.filter(recorded_at__lte=known_at)
    observation_of: dict[str, str] = {}
    heard: dict[int, dict[str, Heard]] = defaultdict(dict)
    for number, house, observation in accepted.values_list("pk", "house_id", "observation_id"):
        piece = str(Reference.to(EvidenceKind.ACCEPTANCE, number))
        observation_of[piece] = str(observation)
        if house not in survivors.merged and piece not in retracted.get(house, ()):
            heard[house][str(observation)] = Heard(str(observation), piece)
    for house, pieces in survivors.speaking.items():
        heard[house] = {}
        for each in pieces:
            # What only takes an acceptance back is no observation of this house.
            named = Reference.read(each.id)
            said_of_it = named and named.kind in (EvidenceKind.OBSERVATION, EvidenceKind.ACCEPTANCE)
            if named and said_of_it and not is_of(each.retracts or "", EvidenceKind.ACCEPTANCE):
                said = observation_of.get(each.id, named.subject)
                heard[house][said] = Heard(said, each.id)
    return {house: list(told.values()) for house, told in heard.items()}
