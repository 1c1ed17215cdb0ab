"""An edition of borders into the register: the part of the one door for writes that knows areas.

A border that moves ends the old row and begins a new one on the same day, so that counts of earlier
days keep the earlier border. Borders that did not change are left alone, whatever day the edition is of.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.contrib.gis.geos import GEOSGeometry, MultiPolygon
from django.db import connection, transaction
from django.utils import timezone
from shapely import MultiPolygon as Shape
from shapely import to_wkb

from akiya.access import Console, Scope, as_register
from akiya.locks import lock_municipality
from akiya.models import Area, Ground, Municipality
from akiya.places import membership
from akiya.places.area_shape import AreaShape
from akiya.places.crs import STORAGE_SRID
from akiya.places.position import Position
from akiya.projections import found_by
from akiya.texts.forms import RULES
from akiya.words import AreaKind, GroundKind

ALWAYS = dt.date(1889, 4, 1)
"""From when the first known borders of an area count: the day the first cities of Japan began to exist."""

NAMED = ("name", "search_text", "search_rules")
"""What changes where an area is named anew."""

SAME_PLACE = 1e-9
"""Degrees (about 0.1 mm) within which two borders are one and the same."""

ADD_MUNICIPALITY = """
INSERT INTO akiya_municipality (code, name, plane_srid, boundary_source)
SELECT %(code)s, %(name)s, %(plane_srid)s, ''
 WHERE NOT EXISTS (SELECT 1 FROM akiya_municipality WHERE code = %(code)s)
"""

PLACE_RANK = 2
"""Importance of an imported name among the map's names: below the city's and the districts' own."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What taking an edition of borders in did, in areas, by name. ``absent``: the edition lacks them."""

    added: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    renamed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)


@transaction.atomic
def set_areas(
    municipality: Municipality,
    kind: AreaKind,
    shapes: Sequence[AreaShape],
    by: Scope,
    valid_from: dt.date | None = None,
    source: str = "",
) -> Outcome:
    """Take an edition of one kind of areas in, valid from a day.

    Without a day, an area new to the register counts as always there, and a moved border moves
    today. Areas that the edition lacks stay as they are. Raises Refused.
    """
    by.require_editor(municipality.pk)
    with as_register():
        lock_municipality(municipality.pk)
        held: dict[str, list[Area]] = defaultdict(list)
        for area in Area.objects.filter(municipality=municipality, kind=kind).order_by("valid_from"):
            held[area.code].append(area)
        outcome = Outcome()
        drawn: list[int] = []
        for shape in shapes:
            new = Area(
                municipality=municipality,
                kind=kind,
                code=shape.code,
                name=shape.name,
                search_text=found_by.text_of_area(shape.name),
                search_rules=RULES,
                geometry=stored(shape.geometry),
                source=source,
            )
            drawn += _set(held[shape.code], new, valid_from, outcome)
        membership.fill_areas(drawn)
    codes = {shape.code for shape in shapes}
    gone = (rows[-1] for code, rows in held.items() if code not in codes)
    outcome.absent.extend(area.name for area in gone if area.valid_to is None)
    return outcome


def _set(held: Sequence[Area], new: Area, valid_from: dt.date | None, outcome: Outcome) -> list[int]:
    """Bring the rows of one area, oldest first, up to a new edition of it; the rows drawn anew, by id."""
    day = valid_from or timezone.localdate()
    now = next((area for area in held if area.valid_from <= day and (area.valid_to or dt.date.max) > day), None)
    if now is None:
        new.valid_from = day if held else valid_from or ALWAYS
        new.valid_to = next((area.valid_from for area in held if area.valid_from > day), None)
        new.save(force_insert=True)
        outcome.added.append(new.name)
        return [new.pk]
    if now.geometry.equals_exact(new.geometry, SAME_PLACE):
        (outcome.unchanged if now.name == new.name else outcome.renamed).append(new.name)
        if now.name != new.name:
            now.name, now.search_text, now.search_rules = new.name, new.search_text, new.search_rules
            now.save(update_fields=NAMED)
        return []
    outcome.moved.append(new.name)
    if now.valid_from == day:
        now.name, now.search_text, now.search_rules = new.name, new.search_text, new.search_rules
        now.geometry, now.source = new.geometry, new.source
        now.save(update_fields=[*NAMED, "geometry", "source"])
        return [now.pk]
    new.valid_from, new.valid_to, now.valid_to = day, now.valid_to, day
    now.save(update_fields=["valid_to"])
    new.save(force_insert=True)
    return [new.pk]


def add_municipality(code: str, name: str, plane_srid: int, by: Console) -> Municipality:
    """Make room for a city in the register, or give the one that is there under this code."""
    with as_register():
        # No RETURNING: the row being made is not yet among the cities that row security lets us read.
        with connection.cursor() as cursor:
            cursor.execute(ADD_MUNICIPALITY, {"code": code, "name": name, "plane_srid": plane_srid})
        return Municipality.objects.get(code=code)


def set_boundary(municipality: Municipality, shape: AreaShape, by: Scope, source: str = "") -> bool:
    """Set where the city is; whether that changed anything. Raises Refused."""
    by.require_editor(municipality.pk)
    geometry = stored(shape.geometry)
    with as_register():
        held = Municipality.objects.select_for_update().get(pk=municipality.pk)
        if held.boundary is not None and held.boundary.equals_exact(geometry, SAME_PLACE):
            return False
        held.boundary, held.boundary_source = geometry, source
        held.save(update_fields=["boundary", "boundary_source"])
    return True


@transaction.atomic
def add_places(municipality: Municipality, places: Sequence[tuple[str, Position]], by: Scope) -> int:
    """Write names on the map at positions, each once; how many were new. Raises Refused."""
    by.require_editor(municipality.pk)
    with as_register():
        written = Ground.objects.filter(municipality=municipality, kind=GroundKind.PLACE)
        known = {(name, *geometry.coords) for name, geometry in written.values_list("name", "geometry")}
        new = dict.fromkeys((name, position) for name, position in places if (name, *position) not in known)
        Ground.objects.bulk_create(
            Ground(
                municipality=municipality,
                kind=GroundKind.PLACE,
                rank=PLACE_RANK,
                name=name,
                geometry=GEOSGeometry(f"POINT ({position.longitude!r} {position.latitude!r})", srid=STORAGE_SRID),
            )
            for name, position in new
        )
    return len(new)


def stored(shape: Shape) -> MultiPolygon:
    """A polygon of shapely as GeoDjango stores it."""
    geometry = GEOSGeometry(memoryview(to_wkb(shape)), srid=STORAGE_SRID)
    assert isinstance(geometry, MultiPolygon)
    return geometry
