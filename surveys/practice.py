"""れんしゅう: a street to practise on that is nowhere, in the shape of a package.

Its houses bear numbers that no house can have: they do not fit a column of the register, so even an
answer that somebody carried to the server by hand would be refused as malformed.
"""

from typing import Any

from django.utils.translation import gettext as _

from akiya.words import Answer
from surveys.package import SCHEMA

NO_HOUSE = 10**19
STEP = 2048  # a tablet counts in floating point, and tells such large numbers apart by no less
CORNER = (140.0, 38.0)
METRE_UP, METRE_ASIDE = 1 / 111_320, 1 / 87_700  # in degrees, at 38° north
ALWAYS = "9999-12-31"
SINCE, ANSWERED = "2026-04-01", "2026-05-10"
# West edge and south edge of each house in metres from the corner; it is as large as SIZE.
PLACES = [(14, 16), (40, 15), (66, 17), (15, -26), (43, -27), (68, -26)]
SIZE = (13, 10)
ASKED = 4


def practice_town() -> dict[str, Any]:
    """Six houses on one street, four of them asked about. The same every day, as the app keeps it."""
    landmarks = [_("かどの家"), _("赤い屋根"), _("大きな松"), _("青い へい"), _("二階だて"), _("畑の となり")]
    houses = [
        {
            "id": NO_HOUSE + STEP * number,
            "label": _("れんしゅう町 %(number)s") % {"number": f"1-{number}"},
            "landmark": landmark,
            "point": at(west + SIZE[0] / 2, south + SIZE[1] / 2),
            "footprint": box(west, south, *SIZE),
            "before": {"answer": Answer.OCCUPIED.value, "on": ANSWERED} if number == ASKED else None,
            "basis": None,
        }
        for number, ((west, south), landmark) in enumerate(zip(PLACES, landmarks, strict=True), start=1)
    ]
    return {
        "schema": SCHEMA,
        "epoch": "",
        "generated_at": f"{SINCE}T00:00:00+09:00",
        "device": None,
        "person": {"id": 0, "name": _("れんしゅう")},
        "association": {"id": 0, "name": _("れんしゅう町")},
        "municipality": {"name": _("れんしゅう")},
        "until": ALWAYS,
        "since": SINCE,
        "houses": houses,
        "requests": [
            {"house": house["id"], "number": number, "done": False}
            for number, house in enumerate(houses[:ASKED], start=1)
        ],
        "ground": [
            ground("block", 0, "", "Polygon", [box(-60, 8, 200, 45)]),
            ground("block", 0, "", "Polygon", [box(-60, -55, 200, 45)]),
            ground("park", 0, _("れんしゅう公園"), "Polygon", [box(95, 10, 35, 30)], named_at=at(112, 25)),
            ground("road", 1, _("れんしゅう通り"), "LineString", [at(-60, -1), at(40, 0), at(140, 1)], 8, at(40, 0)),
            ground("road", 3, "", "LineString", [at(88, -55), at(88, 53)], 5),
        ],
    }


def at(aside: float, up: float) -> list[float]:
    """Longitude and latitude in degrees of a point so many metres east and north of the corner."""
    return [round(CORNER[0] + aside * METRE_ASIDE, 6), round(CORNER[1] + up * METRE_UP, 6)]


def box(west: float, south: float, wide: float, high: float) -> list[list[float]]:
    """The ring of a rectangle, in metres from the corner."""
    corners = [(west, south), (west + wide, south), (west + wide, south + high), (west, south + high), (west, south)]
    return [at(*corner) for corner in corners]


def ground(
    kind: str,
    rank: int,
    name: str,
    form: str,
    coordinates: Any,
    width: float | None = None,
    named_at: list[float] | None = None,
) -> dict[str, Any]:
    """One piece of the map under the houses; ``width`` in metres."""
    piece = {
        "kind": kind,
        "rank": rank,
        "name": name,
        "width": width,
        "geometry": {"type": form, "coordinates": coordinates},
    }
    return piece | {"at": named_at} if named_at else piece
