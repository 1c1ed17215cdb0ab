"""Which pieces of evidence and which houses no longer spoke at a moment, for the whole of what the actor may see."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection

from akiya.evidence.registry import RETRACTING
from akiya.rules.evidence import Evidence
from akiya.rules.merging import retraction
from akiya.rules.retractions import retracted

# Few rows among many: people seldom take back what they said. The merges that stood come along, so that what speaks no
# more costs a page one query.
RETRACTIONS = f"""
SELECT house_id, id, spoken_at, retracts, NULL::bigint
  FROM {RETRACTING} WHERE retracts IS NOT NULL AND recorded_at <= %(known_at)s
UNION ALL
SELECT m.survivor_id, NULL, m.recorded_at, NULL, m.merged_id FROM akiya_merge m
 WHERE m.undoes_id IS NULL AND m.recorded_at <= %(known_at)s
   AND NOT EXISTS (SELECT 1 FROM akiya_merge back WHERE back.undoes_id = m.id AND back.recorded_at <= %(known_at)s)
"""  # noqa: S608 - constants


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
    """What no longer spoke, as known at a moment. One statement; the rule is rules/retractions.py.

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
