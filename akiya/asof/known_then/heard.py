"""Looks that count for a house though its own rows do not say so: accepted later, or heard of a merged house."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from akiya.asof.known_then.survivors import Survivors
from akiya.models import Acceptance


class Heard(NamedTuple):
    """A look, and the evidence id under which it counts."""

    look: str
    piece: str


def heard_as_known(known_at: dt.datetime, struck: Collection[str], survivors: Survivors) -> dict[int, list[Heard]]:
    """The looks that each house had heard by a moment, each look once. One statement.

    Of a survivor all that counts, of any other house what counts beside its own. ``struck``: ids of evidence.
    """
    accepted = Acceptance.objects.filter(recorded_at__lte=known_at)
    look_of: dict[str, str] = {}
    heard: dict[int, dict[str, Heard]] = defaultdict(dict)
    for number, house, look in accepted.values_list("pk", "house_id", "observation_id"):
        id_ = f"accepted:{number}"
        look_of[id_] = str(look)
        if house not in survivors.merged and id_ not in struck:
            heard[house][str(look)] = Heard(str(look), id_)
    for house, pieces in survivors.speaking.items():
        heard[house] = {}
        for piece in pieces:
            # What only takes an accepted look back is no look of this house.
            if piece.id.startswith(("look:", "accepted:")) and not (piece.retracts or "").startswith("accepted:"):
                said = look_of.get(piece.id, piece.id.removeprefix("look:"))
                heard[house][said] = Heard(said, piece.id)
    return {house: list(looks.values()) for house, looks in heard.items()}
