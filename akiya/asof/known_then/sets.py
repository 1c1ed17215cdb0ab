"""Small sets that an export speaks of, worked out before its one statement is built and handed in with it.

What was retracted, accepted or merged concerns few houses among a million. Asked of each house in turn it would
cost all of them; a house that is in none of the sets pays for no more than to find that out.
"""

import datetime as dt
import json
from typing import Any

from akiya.asof.known_then.heard import heard_as_known
from akiya.asof.known_then.retracted import retracted_as_known
from akiya.asof.known_then.survivors import survivors_as_known
from akiya.evidence.reference import Reference


def worked_out(known_at: dt.datetime, day: dt.date, with_heard: bool) -> dict[str, Any]:
    """The parameters of a statement that are such sets, by name. What is said of single houses is JSON by house.

    One statement, one more where houses were merged, and one more with what was ``heard``.
    """
    retracted = retracted_as_known(known_at)
    survivors = survivors_as_known(known_at, retracted.merges)
    heard = heard_as_known(known_at, retracted.by_house, survivors) if with_heard else {}
    decisions = {house: Reference.read(piece.id) for house, piece in survivors.decided(day).items()}
    decided = {house: decision.number for house, decision in decisions.items() if decision}
    return {
        "retracted": json.dumps({house: sorted(pieces) for house, pieces in retracted.by_house.items() if pieces}),
        "in_merges": survivors.all,
        "survivors": sorted(survivors.speaking),
        "survivors_decided": json.dumps(decided),
        "hearing": sorted(heard),
        "heard": json.dumps({house: [look._asdict() for look in looks] for house, looks in heard.items()}),
    }
