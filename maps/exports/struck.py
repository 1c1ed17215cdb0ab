"""Which pieces of evidence had been struck out by a moment, for the whole of what the actor may see."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import connection

from akiya.occupancy import Evidence, struck_out

# Few rows among many: people seldom take back what they said.
STRIKES = """
SELECT 'look:' || id, recorded_at, 'look:' || withdraws FROM akiya_observation
 WHERE withdraws IS NOT NULL AND NOT held AND recorded_at <= %(known_at)s
UNION ALL
SELECT 'retraction:' || id, recorded_at, evidence FROM akiya_retraction WHERE recorded_at <= %(known_at)s
"""


@dataclass(frozen=True, slots=True)
class Struck:
    """Evidence ids that no longer speak."""

    all: frozenset[str]

    def _numbers(self, kind: str) -> list[str]:
        return [number for name, _, number in (each.partition(":") for each in self.all) if name == kind]

    @property
    def looks(self) -> list[uuid.UUID]:
        return [uuid.UUID(number) for number in self._numbers("look")]

    @property
    def decisions(self) -> list[int]:
        return [int(number) for number in self._numbers("decision")]


def struck_as_known(known_at: dt.datetime) -> Struck:
    """What had been struck out, as known at a moment. One statement; the rule is occupancy.struck_out."""
    with connection.cursor() as cursor:
        cursor.execute(STRIKES, {"known_at": known_at})
        strikes = [
            Evidence(strike, recorded_at, recorded_at, recorded_at.date(), recorded_at.date(), strikes=target)
            for strike, recorded_at, target in cursor.fetchall()
        ]
    return Struck(struck_out(strikes))
