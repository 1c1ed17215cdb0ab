"""Which pieces of evidence and which houses no longer spoke at a moment, for the whole of what the actor may see."""

import datetime as dt
import uuid
from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection

from akiya.evidence import TAKES_BACK
from akiya.rules.evidence import Evidence
from akiya.rules.merging import retraction
from akiya.rules.retractions import retracted

# Few rows among many: people seldom take back what they said. Each strike with the house that hears it, as in
# akiya.evidence: of a withdrawal that does not know its house, that of the look; of an accepted one, the one named.
# Last comes the house of what is struck out, where that is a look; any other piece is of the house that hears it.
STRIKES = f"""
SELECT coalesce(back.house_id, said.house_id), 'look:' || back.id, back.spoken_at, 'look:' || back.withdraws,
       said.house_id
  FROM akiya_observation back LEFT JOIN akiya_observation said ON said.id = back.withdraws
 WHERE back.withdraws IS NOT NULL AND {TAKES_BACK} AND back.recorded_at <= %(known_at)s
UNION ALL
SELECT yes.house_id, 'accepted:' || yes.id, back.spoken_at, 'look:' || back.withdraws, said.house_id
  FROM akiya_acceptance yes
  JOIN akiya_observation back ON back.id = yes.observation_id
  LEFT JOIN akiya_observation said ON said.id = back.withdraws
 WHERE back.withdraws IS NOT NULL AND yes.recorded_at <= %(known_at)s
UNION ALL
SELECT yes.house_id, CASE WHEN too.id IS NULL THEN 'look:' || back.id ELSE 'accepted:' || too.id END,
       back.spoken_at, 'accepted:' || yes.id, yes.house_id
  FROM akiya_acceptance yes
  JOIN akiya_observation said ON said.id = yes.observation_id
  JOIN akiya_observation back ON back.withdraws = said.id
  LEFT JOIN akiya_acceptance too ON too.observation_id = back.id
 WHERE ({TAKES_BACK} OR too.id IS NOT NULL)
   AND greatest(back.recorded_at, yes.recorded_at, too.recorded_at) <= %(known_at)s
UNION ALL
SELECT house_id, 'retraction:' || id, recorded_at, evidence,
       CASE WHEN evidence NOT LIKE 'look:%%' THEN house_id
            ELSE (SELECT said.house_id FROM akiya_observation said WHERE said.id = substr(evidence, 6)::uuid) END
  FROM akiya_retraction WHERE recorded_at <= %(known_at)s
UNION ALL
SELECT house_id, 'decision:' || id, recorded_at, replaces,
       CASE WHEN replaces NOT LIKE 'look:%%' THEN house_id
            ELSE (SELECT said.house_id FROM akiya_observation said WHERE said.id = substr(replaces, 6)::uuid) END
  FROM akiya_decision WHERE replaces <> '' AND recorded_at <= %(known_at)s
UNION ALL
SELECT e.house_id, 'withdrawn:' || out.id || ':' || e.house_id, out.recorded_at,
       CASE WHEN out.undoes_id IS NULL THEN 'entry:' || e.id
            ELSE 'withdrawn:' || out.undoes_id || ':' || e.house_id END, e.house_id
  FROM akiya_withdrawal out JOIN akiya_entry e ON e.batch_id = out.batch_id WHERE out.recorded_at <= %(known_at)s
"""  # noqa: S608 - constants

# The merges that stood come along, so that what speaks no more costs a page one query.
STANDING = """
UNION ALL
SELECT m.survivor_id, 'merge', m.recorded_at, '', m.merged_id FROM akiya_merge m
 WHERE m.undoes_id IS NULL AND m.recorded_at <= %(known_at)s
   AND NOT EXISTS (SELECT 1 FROM akiya_merge back WHERE back.undoes_id = m.id AND back.recorded_at <= %(known_at)s)
"""


class Merge(NamedTuple):
    """A house that another one spoke for."""

    merged: int
    survivor: int


@dataclass(frozen=True, slots=True)
class Struck:
    """Evidence ids that no longer speak, and the merges by which houses no longer do."""

    all: frozenset[str]
    merges: tuple[Merge, ...]

    def _numbers(self, kind: str) -> list[str]:
        return [number for name, _, number in (each.partition(":") for each in self.all) if name == kind]

    @property
    def looks(self) -> list[uuid.UUID]:
        return [uuid.UUID(number) for number in self._numbers("look")]

    @property
    def decisions(self) -> list[int]:
        return [int(number) for number in self._numbers("decision")]


def struck_as_known(known_at: dt.datetime) -> Struck:
    """What no longer spoke, as known at a moment. One statement; the rule is rules.retractions.

    A look that was taken back under the name of another house still speaks: its own house did not hear of it.
    """
    strikes: dict[int | None, list[Evidence]] = defaultdict(list)
    homes: dict[str, int | None] = {}
    merges: list[Merge] = []
    with connection.cursor() as cursor:
        cursor.execute(STRIKES + STANDING, {"known_at": known_at})
        for house, piece, spoken_at, target, home in cursor:
            if piece == "merge":
                merges.append(Merge(home, house))
                continue
            strikes[house].append(retraction(piece, target, spoken_at))
            homes[target] = home
    struck = ((house, piece) for house, heard in strikes.items() for piece in retracted(heard))
    return Struck(frozenset(piece for house, piece in struck if homes[piece] == house), tuple(merges))
