"""How far apart two positions are, wherever on Earth they lie."""

import math

# Mean radius of the Earth, IUGG: (2a + b) / 3 of the ellipsoid.
RADIUS = 6_371_008.8


def metres_between(longitude: float, latitude: float, other_longitude: float, other_latitude: float) -> float:
    """Metres along the surface between two positions in degrees, by the haversine formula (Sinnott 1984).

    The Earth is taken as a sphere: within 0.6 % of the ellipsoid. A plane would be nearer to the truth
    inside a city, but does not reach the far side of the globe, where broken receivers think they are.
    """
    phi, other_phi = math.radians(latitude), math.radians(other_latitude)
    half_up, half_aside = (other_phi - phi) / 2, math.radians(other_longitude - longitude) / 2
    chord = math.sin(half_up) ** 2 + math.cos(phi) * math.cos(other_phi) * math.sin(half_aside) ** 2
    return 2 * RADIUS * math.asin(min(1.0, math.sqrt(chord)))


def known_place(observation: str) -> str:
    """Where the device of an observation was, as SQL on its row: NULL where nobody knows.

    0,0 is where broken receivers think they are, and no place at all.
    """
    return f"NULLIF({observation}.place, ST_SetSRID(ST_MakePoint(0, 0), ST_SRID({observation}.place)))"


def metres_away(observation: str, house: str) -> str:
    """How far from a house the device of an observation was, as SQL on their rows: NULL where nobody knows."""
    return f"round(ST_DistanceSphere({known_place(observation)}, {house}.point))"
