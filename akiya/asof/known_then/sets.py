"""Small sets that an export speaks of, worked out before its one statement runs and handed in with it.

What was struck out, accepted or merged concerns few houses among a million. Asked of each house in turn it would
cost all of them; a house that is in none of the sets pays for no more than to find that out.
"""

import datetime as dt
import json
from typing import Any

from akiya.asof.known_then.heard import heard_as_known
from akiya.asof.known_then.struck import struck_as_known
from akiya.asof.known_then.survivors import survivors_as_known


def worked_out(sql: str, known_at: dt.datetime, day: dt.date) -> dict[str, Any]:
    """The parameters of a statement that are such sets, by name; none where it speaks of none of them.

    What is said of single houses is a JSON object by the house's id.
    """
    if "%(struck" not in sql:
        return {}
    struck = struck_as_known(known_at)
    survivors = survivors_as_known(known_at, struck.merges)
    heard = heard_as_known(known_at, struck.all, survivors) if "%(heard)s" in sql else {}
    confirmed = {house: [known.on.isoformat(), known.evidence] for house, known in survivors.confirmed(day).items()}
    decided = {house: piece.id.removeprefix("decision:") for house, piece in survivors.decided(day).items()}
    return {
        "struck": sorted(struck.all),
        "struck_looks": sorted(struck.looks),
        "struck_decisions": sorted(struck.decisions),
        "in_merges": survivors.all,
        "survivors": sorted(survivors.speaking),
        "survivors_confirmed": json.dumps(confirmed),
        "survivors_decided": json.dumps(decided),
        "hearing": sorted(heard),
        "heard": json.dumps({house: [look._asdict() for look in looks] for house, looks in heard.items()}),
    }
