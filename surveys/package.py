"""What a tablet carries out of the office: its own association's houses, what is asked of it, and a map.

Whoever finds the tablet may read all of it. So it never says what state a house is in, why it is
asked about, who owns it or what others said of it.
"""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from typing import NamedTuple

from django.contrib.gis.geos import MultiPolygon
from django.db.models import Max, OuterRef, Subquery
from django.utils import timezone

from akiya.access import Grant, Scope
from akiya.models import Term
from akiya.places.crs import STORAGE_SRID
from akiya.rules.last_day import last_day_before
from surveys.association_houses import LastSaid, carried, houses_of, last_said, requests_among
from surveys.epoch import epoch_of, identity
from surveys.ground import around, ground_within
from surveys.models import Device, NoChange

SCHEMA = 1
KEPT_FOR = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Package:
    """A package as JSON, and the hash of all of it but the time it was made."""

    body: bytes
    content_hash: str


class Heading(NamedTuple):
    """Who holds a post, where, from when to when, and until when nothing was said to have changed."""

    person: str
    association: str
    border: MultiPolygon
    city: str
    starts_on: dt.date
    ends_on: dt.date | None
    unchanged_to: dt.date | None
    identity: str


def package_for(post: Grant, scope: Scope, device: Device | None = None) -> Package:
    """The package of the association that ``post`` heads, for one of its head's devices. Four queries."""
    assert post.area_id is not None, "a head's post names an association"
    head = heading_of(post)
    said = last_said(post.area_id)
    houses = list(houses_of(post.area_id, scope, head.starts_on))
    content = {
        "schema": SCHEMA,
        "epoch": epoch_of(head.identity),
        "device": str(device.pk) if device else None,
        "person": {"id": scope.person_id, "name": head.person},
        "association": {"id": post.area_id, "name": head.association},
        "municipality": {"name": head.city},
        "until": last_day(timezone.localdate(), head.ends_on).isoformat(),
        "since": (head.unchanged_to or head.starts_on).isoformat(),
        "houses": [carried(house, head.city, said.get(house.pk, LastSaid())) for house in houses],
        "requests": requests_among(houses),
        "ground": ground_within(around(head.border.extent), post.municipality_id, STORAGE_SRID),
    }
    return sealed(content)


def heading_of(post: Grant) -> Heading:
    """Who holds the post and where. One query."""
    unchanged = NoChange.objects.standing().filter(association=OuterRef("area")).values("association")
    terms = Term.objects.annotate(unchanged_to=Subquery(unchanged.values(last=Max("to_on"))), identity=identity())
    columns = ("person__name", "area__name", "area__geometry", "municipality__name", "starts_on", "ends_on")
    return Heading(*terms.values_list(*columns, "unchanged_to", "identity").get(pk=post.term_id))


def last_day(today: dt.date, ends_on: dt.date | None) -> dt.date:
    """The last day on which the package may be used: a week after it was fetched, and within the term."""
    week = today + KEPT_FOR
    return min(week, last_day_before(ends_on)) if ends_on else week


def sealed(content: dict[str, object]) -> Package:
    """The content as JSON with the time it was made, which alone does not make it another package."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    made = json.dumps({"generated_at": timezone.now().isoformat(timespec="seconds")})
    body = f"{made[:-1]},{text[1:]}".encode()
    return Package(body, hashlib.sha256(text.encode()).hexdigest())
