"""Which of what people said, and which houses, no longer spoke at a moment, of all that the actor may see."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection

from akiya.evidence.registry import RETRACTING_PEOPLE
from akiya.rules.evidence import Evidence
from akiya.rules.merging import retraction
from akiya.rules.retractions import retracted

# Few rows among many: people seldom take back what they said. The merges that stood come along, so that what speaks no
# more costs a page one query.
RETRACTIONS = f"""
SELECT house_id, id, spoken_at, retracts, NULL::bigint
  FROM {RETRACTING_PEOPLE} WHERE retracts IS NOT NULL AND recorded_at <= %(known_at)s
UNION ALL
SELECT m.survivor_id, NULL, m.recorded_at, NULL, m.merged_id FROM akiya_merge m
 WHERE m.undoes_id IS NULL AND m.recorded_at <= %(known_at)s
   AND NOT EXISTS (SELECT 1 FROM akiya_merge back WHERE back.undoes_id = m.id AND back.recorded_at <= %(known_at)s)
"""  # noqa: S608 - constants


STILL_SPEAKS = "NOT coalesce((%(retracted)s::jsonb -> h.id::text) ? {piece}, false)"
"""SQL: whether a piece of the evidence of ``h`` still spoke. The parameter is one of sets.py."""


class Merge(NamedTuple):
    """A house that another one spoke for."""

    merged: int
    survivor: int


@dataclass(frozen=True, slots=True)
class Retracted:
    """The ids of the evidence that no longer speaks, by the house that heard it, and the merges that stood."""

    by_house: Mapping[int, frozenset[str]]
    merges: tuple[Merge, ...]


def retracted_as_known(known_at: dt.datetime) -> Retracted:
    """What no longer spoke of what people said, as known at a moment. One statement; the rule is rules/retractions.py.

    An observation that was taken back under the name of another house still speaks: its own did not hear of it.
    """
    heard: dict[int, list[Evidence]] = defaultdict(list)
    merges: list[Merge] = []
    with connection.cursor() as cursor:
        cursor.execute(RETRACTIONS, {"known_at": known_at})
        for house, piece, spoken_at, target, merged in cursor:
            if merged is not None:
                merges.append(Merge(merged, house))
            else:
                heard[house].append(retraction(piece, target, spoken_at))
    return Retracted({house: retracted(pieces) for house, pieces in heard.items()}, tuple(merges))
