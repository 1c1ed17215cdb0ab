"""A whole list of houses into the register at one stroke: the bulk half of the one door for writes.

A list says of each house it names: in this state since that day, as of the list's own day. These become entries.
A complete list also says that no other house of its city is vacant; that is read from its being complete
(evidence.py). Nothing is overwritten, and taking the same list in twice changes nothing.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.contrib.gis.geos import Point
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from akiya.access import Scope, as_register
from akiya.evidence import reading, silence
from akiya.locks import lock_every_house, lock_houses, lock_municipality
from akiya.models import Batch, House, Municipality, Reference
from akiya.not_possible import NotPossible
from akiya.places import membership
from akiya.places.crs import STORAGE_SRID
from akiya.places.position import Position
from akiya.projections import current, found_by
from akiya.projections.waiting import merges
from akiya.words import Precision, State

AT_ONCE = 2000
Say = Callable[[str], None]

LISTINGS = """
CREATE TEMPORARY TABLE listing (
  row integer, key text, state text, since date, precision text, received text, address text,
  address_search text, search_text text, search_rules integer, longitude double precision, latitude double precision,
  house_id bigint, number integer)
"""
COPY_LISTINGS = "COPY listing FROM STDIN"
# What is numbered is new.
ADD_HOUSES = """
INSERT INTO akiya_house (municipality_id, number, point, address, address_search, search_text, search_rules,
                         source, recorded_at, residential_address, lot_number, landmark, use, structure,
                         built_precision, built_text)
SELECT %(city)s, number, ST_SetSRID(ST_MakePoint(longitude, latitude), %(srid)s), address, address_search, search_text,
       search_rules, %(source)s, %(now)s, '', '', '', '', '', '', ''
  FROM listing WHERE number IS NOT NULL ORDER BY number
"""
FIND_NEW_HOUSES = """
UPDATE listing SET house_id = house.id FROM akiya_house house
 WHERE house.municipality_id = %(city)s AND house.number = listing.number
"""
ADD_REFERENCES = """
INSERT INTO akiya_reference (municipality_id, source, key, house_id)
SELECT %(city)s, %(source)s, key, house_id FROM listing WHERE number IS NOT NULL
"""
ADD_ENTRIES = """
INSERT INTO akiya_entry (municipality_id, batch_id, house_id, row, state, since, precision, received, recorded_at)
SELECT %(city)s, %(batch)s, house_id, row, state, since, precision, received, %(now)s FROM listing
"""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list says of one house, whatever file it came in. ``received`` is its date as written."""

    row: int
    key: str
    state: State
    since: dt.date
    precision: Precision
    received: str = ""
    address: str = ""
    position: Position | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a list: what it says of each house as of a day, and whether it names all of them."""

    source: str
    list_on: dt.date
    complete: bool
    listings: Sequence[Listing]
    file_name: str = ""

    def digest(self) -> bytes:
        """SHA-256 of what the edition says, whatever file it came in and in whatever order."""
        said = sorted(
            (each.key, each.state, each.since.isoformat(), each.precision, each.address, each.position)
            for each in self.listings
        )
        whole = [self.source, self.list_on.isoformat(), self.complete, said]
        return hashlib.sha256(json.dumps(whole, ensure_ascii=False).encode()).digest()


@dataclass(frozen=True, slots=True)
class Plan:
    """What an edition means to the register as it is: its houses by key, and what they would bring.

    ``repeated`` is the batch in which this very edition was taken in before; ``absent`` are the houses whose
    vacancy ends because the edition is complete and lacks them.
    """

    repeated: Batch | None
    known: dict[str, int]
    new: list[Listing]
    placed: dict[int, Position]
    absent: list[int]


def plan(edition: Edition, municipality: Municipality) -> Plan:
    """Work out what taking an edition in would do, and write nothing.

    Raises NotPossible where it is of a day to come: what stands today would follow from it before it is true.
    """
    if edition.list_on > timezone.localdate():
        raise NotPossible(_("台帳の日付が まだ来ていない日です。いつの台帳かを たしかめてください。"))
    with as_register():
        known = _known(edition, municipality)
        where = {known[each.key]: each.position for each in edition.listings if each.key in known and each.position}
        nowhere = House.objects.filter(pk__in=where, point=None).values_list("pk", flat=True)
        repeated = _batch_of(edition, municipality)
        return Plan(
            repeated=repeated,
            known=known,
            new=[each for each in edition.listings if each.key not in known],
            placed={house: where[house] for house in nowhere},
            absent=[] if repeated or not edition.complete else _ended(edition, municipality, frozenset(known.values())),
        )


@transaction.atomic
def take_in(edition: Edition, municipality: Municipality, by: Scope, say: Say = lambda step: None) -> Plan:
    """Take an edition in, whole or not at all, and give what was done. ``say`` hears each step begin.

    A new key is a new house, without a position where the list gives none. Raises Refused, NotPossible.
    """
    by.require_editor(municipality.pk)
    with as_register():
        # One edition at a time in a city: two would both find the same keys new.
        lock_municipality(municipality.pk)
        if edition.complete:
            lock_every_house(municipality.pk)
        now = lock_houses(_known(edition, municipality).values()).at
        todo = plan(edition, municipality)
        if todo.repeated:
            return todo
        batch = Batch.objects.create(
            municipality=municipality,
            source=edition.source,
            file_name=edition.file_name,
            sha256=edition.digest(),
            list_on=edition.list_on,
            complete=edition.complete,
            rows=len(edition.listings),
            person_id=by.person_id,
            recorded_at=now,
        )
        say("家屋と 台帳の行を 書いています")
        listed = _write(edition, batch, todo.known)
        _place(todo.placed)
        _count_anew()
        say("利用状態を 出しなおしています")
        touched = touched_by(batch, listed)
        if todo.new or todo.placed:
            touched |= set(merges.found_in(municipality.pk).values_list("pk", flat=True))
        current.bring_up_to_date(lock_houses(touched)._replace(at=now), f"batch:{batch.pk}")
        _count_anew()
        return todo


def touched_by(batch: Batch, listed: Collection[int]) -> set[int]:
    """The houses of which a list can change what stands: those it names, and by its silence those once said vacant."""
    return {*listed, *(reading.said_vacant(batch.municipality_id) if batch.complete else ())}


def _ended(edition: Edition, municipality: Municipality, listed: frozenset[int]) -> list[int]:
    """The houses whose vacancy a complete edition would end, by id."""
    houses = sorted(reading.said_vacant(municipality.pk) - listed)
    found: list[int] = []
    for first in range(0, len(houses), AT_ONCE):
        for house, dossier in reading.of_houses(houses[first : first + AT_ONCE]).items():
            said = silence.meant(edition.list_on, timezone.now())
            if any(step.evidence == said.id for step in dossier.saying(said).timeline):
                found.append(house)
    return found


def _count_anew() -> None:
    """Tell the planner how much there is now, or it would plan for the tables as they were."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT akiya_count_anew()")


def _batch_of(edition: Edition, municipality: Municipality) -> Batch | None:
    """The batch in which this very edition was taken in before."""
    same = {"municipality": municipality, "source": edition.source, "list_on": edition.list_on}
    return Batch.objects.filter(**same, sha256=edition.digest()).first()


def _known(edition: Edition, municipality: Municipality) -> dict[str, int]:
    """The houses that earlier editions of the list know by its keys."""
    keys = [each.key for each in edition.listings]
    references = Reference.objects.filter(municipality=municipality, source=edition.source, key__in=keys)
    return dict(references.values_list("key", "house_id"))


def _write(edition: Edition, batch: Batch, known: Mapping[str, int]) -> list[int]:
    """Write the new houses, their references and every entry, and give the houses that are listed.

    The listings go by COPY into a table of this connection: row security takes no COPY into its own.
    """
    houses = House.objects.filter(municipality=batch.municipality)
    numbers = count((houses.aggregate(last=Max("number"))["last"] or 0) + 1)
    params: dict[str, Any] = {
        "city": batch.municipality_id,
        "source": batch.source,
        "batch": batch.pk,
        "now": batch.recorded_at,
        "srid": STORAGE_SRID,
    }
    with connection.cursor() as cursor:
        cursor.execute(LISTINGS)
        with cursor.copy(COPY_LISTINGS) as copy:
            for each in edition.listings:
                house = known.get(each.key)
                number = next(numbers) if house is None else None
                copy.write_row((*_columns(each, batch, number), house, number))
        for statement in (ADD_HOUSES, FIND_NEW_HOUSES, ADD_REFERENCES, ADD_ENTRIES):
            cursor.execute(statement, params)
        cursor.execute("SELECT house_id, number IS NOT NULL FROM listing ORDER BY house_id")
        written = cursor.fetchall()
        cursor.execute("DROP TABLE listing")
    membership.place_houses(house for house, is_new in written if is_new)
    return [house for house, _is_new in written]


def _columns(each: Listing, batch: Batch, number: int | None) -> tuple[object, ...]:
    """What is written of a listing; a new house, which has a number, is found by its address and its key."""
    city, keys = batch.municipality.name, [f"{batch.source} {each.key}"]
    texts = found_by.texts_of(city, address=each.address, number=number, keys=keys) if number else (None, None, None)
    said = (each.row, each.key, each.state, each.since, each.precision, each.received[:60])
    return (*said, each.address, *texts, *(each.position or (None, None)))


def _place(placed: dict[int, Position]) -> None:
    """Give houses that had no position the one that this list knows."""
    houses = House.objects.in_bulk(list(placed))
    for pk, house in houses.items():
        house.point = _point(placed[pk])
    House.objects.bulk_update(houses.values(), ["point"], batch_size=AT_ONCE)
    membership.place_houses(houses)


def _point(position: Position) -> Point:
    return Point(*position, srid=STORAGE_SRID)
