"""What is odd about an observation. Odd ones are kept; some wait for staff before they count."""

import datetime as dt
from dataclasses import dataclass

FAR_METRES = 500
SKEW_LIMIT = dt.timedelta(hours=1)
HELD = frozenset({"unknown_house", "outside_area", "other_city", "term_ended", "withdraws_another"})


@dataclass(frozen=True, slots=True)
class Sighting:
    """What is known of an observation when it arrives, as plain values."""

    knows_house: bool = True
    withdraws: bool = False
    in_area: bool = True
    same_city: bool = True
    in_force: bool = True
    metres_away: float | None = None
    at_zero: bool = False
    is_new: bool = False
    skew: dt.timedelta | None = None
    withdraws_another: bool = False


def flags_of(sighting: Sighting) -> list[str]:
    """Everything that staff should know about an observation, in words of the register, the gravest first."""
    odd = {
        "term_ended": not sighting.in_force,
        "other_city": not sighting.same_city,
        "unknown_house": not sighting.knows_house and not sighting.withdraws,
        "outside_area": not sighting.in_area,
        "withdraws_another": sighting.withdraws_another,
        "position_zero": sighting.at_zero,
        "far_away": not sighting.at_zero and sighting.metres_away is not None and sighting.metres_away > FAR_METRES,
        "clock_off": sighting.skew is not None and abs(sighting.skew) > SKEW_LIMIT,
        "found": sighting.is_new,
    }
    return [flag for flag, is_so in odd.items() if is_so]


def is_held(flags: list[str]) -> bool:
    """Whether an observation waits for staff: it counts as evidence only once they accept it."""
    return bool(HELD.intersection(flags))
