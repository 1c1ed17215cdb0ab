"""A whole list of houses into the register at one stroke: the bulk half of the one door for writes.

A list says of each house it names: in this state since that day, as of the list's own day. A complete
list also says that no other house is vacant. Both become entries, which occupancy.py weighs beside
looks and decisions; nothing is overwritten, and taking the same list in twice changes nothing.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.conf import settings
from django.contrib.gis.geos import Point
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from akiya import copies, history, membership
from akiya.access import Scope, as_register
from akiya.imports.listings import Listing
from akiya.imports.positions import Position
from akiya.models import Batch, Entry, House, Municipality, Reference
from akiya.register.turns import wait_for_turn
from akiya.texts.addresses import search_form
from akiya.words import State

AT_ONCE = 2000
Say = Callable[[str], None]

# Vacant on the list's day as far as is known now, and not because a later list looked back over that day.
VACANT_ELSEWHERE = """
SELECT h.id FROM akiya_house h LEFT JOIN LATERAL ({as_of}) AS o ON true
 WHERE h.municipality_id = %(city)s AND o.state = 'vacant' AND h.id <> ALL(%(listed)s)
   AND NOT EXISTS (SELECT 1 FROM akiya_entry e JOIN akiya_batch b ON b.id = e.batch_id
                    WHERE e.house_id = h.id AND e.listed
                      AND e.since <= %(list_on)s AND b.list_on > %(list_on)s)
 ORDER BY h.id
"""

LISTINGS = """
CREATE TEMPORARY TABLE listing (
  row integer, key text, state text, since date, precision text, received text, address text,
  address_search text, longitude double precision, latitude double precision, house_id bigint, number integer)
"""
COPY_LISTINGS = "COPY listing FROM STDIN"
# What is numbered is new.
ADD_HOUSES = """
INSERT INTO akiya_house (municipality_id, number, point, address, address_search, source, recorded_at,
                         residential_address, lot_number, landmark, use, structure, built_precision, built_text)
SELECT %(city)s, number, ST_SetSRID(ST_MakePoint(longitude, latitude), %(srid)s), address, address_search,
       %(source)s, %(now)s, '', '', '', '', '', '', ''
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
INSERT INTO akiya_entry (municipality_id, batch_id, house_id, row, listed, state, since, precision, received,
                         recorded_at)
SELECT %(city)s, %(batch)s, house_id, row, true, state, since, precision, received, %(now)s FROM listing
"""


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

    ``repeated`` is the batch in which this very edition was taken in before.
    """

    repeated: Batch | None
    known: dict[str, int]
    new: list[Listing]
    placed: dict[int, Position]
    absent: list[int]


def plan(edition: Edition, municipality: Municipality) -> Plan:
    """Work out what taking an edition in would do, and write nothing."""
    with as_register():
        known = _known(edition, municipality)
        listed = list(known.values())
        where = {known[each.key]: each.position for each in edition.listings if each.key in known and each.position}
        nowhere = House.objects.filter(pk__in=where, point=None).values_list("pk", flat=True)
        return Plan(
            repeated=_batch_of(edition, municipality),
            known=known,
            new=[each for each in edition.listings if each.key not in known],
            placed={house: where[house] for house in nowhere},
            absent=_vacant_elsewhere(municipality, edition.list_on, listed) if edition.complete else [],
        )


@transaction.atomic
def take_in(edition: Edition, municipality: Municipality, by: Scope, say: Say = lambda step: None) -> Plan:
    """Take an edition in, whole or not at all, and give what was done. ``say`` hears each step begin.

    A new key is a new house, without a position where the list gives none. A house that the register
    holds vacant and a complete list lacks is no longer vacant from the list's day; that also holds
    for the houses of this edition and a later complete one taken in before. Raises Refused.
    """
    by.require_editor(municipality.pk)
    with as_register():
        # One edition at a time in a city: two would both find the same keys new.
        wait_for_turn(municipality.pk)
        todo = plan(edition, municipality)
        if todo.repeated:
            return todo
        now = timezone.now()
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
        copies.bring_up_to_date(listed, now, f"batch:{batch.pk}")
        _end(batch, todo.absent, batch)
        successors = Batch.objects.filter(municipality=municipality, complete=True, list_on__gt=edition.list_on)
        for later in successors.order_by("list_on", "pk"):
            entries = Entry.objects.filter(batch=later, house__in=listed)
            named = set(entries.values_list("house_id", flat=True))
            vacant = _vacant_elsewhere(municipality, later.list_on, named)
            _end(later, sorted((set(listed) - named) & set(vacant)), batch)
        _count_anew()
        return todo


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


def _vacant_elsewhere(municipality: Municipality, list_on: dt.date, listed: Collection[int]) -> list[int]:
    as_of = history.as_of(history.Moment(on=list_on))
    params = {**as_of.params, "city": municipality.pk, "listed": list(listed), "list_on": list_on}
    with connection.cursor() as cursor:
        cursor.execute(VACANT_ELSEWHERE.format(as_of=as_of.sql), params)
        return [house for (house,) in cursor]


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
        "srid": settings.STORAGE_SRID,
    }
    with connection.cursor() as cursor:
        cursor.execute(LISTINGS)
        with cursor.copy(COPY_LISTINGS) as copy:
            for each in edition.listings:
                house = known.get(each.key)
                copy.write_row((*_columns(each), house, next(numbers) if house is None else None))
        for statement in (ADD_HOUSES, FIND_NEW_HOUSES, ADD_REFERENCES, ADD_ENTRIES):
            cursor.execute(statement, params)
        cursor.execute("SELECT house_id, number IS NOT NULL FROM listing ORDER BY house_id")
        written = cursor.fetchall()
        cursor.execute("DROP TABLE listing")
    membership.place_houses(house for house, is_new in written if is_new)
    return [house for house, _is_new in written]


def _columns(each: Listing) -> tuple[object, ...]:
    said = (each.row, each.key, each.state, each.since, each.precision, each.received[:60])
    return (*said, each.address, search_form(each.address)[:200], *(each.position or (None, None)))


def _place(placed: dict[int, Position]) -> None:
    """Give houses that had no position the one that this list knows."""
    houses = House.objects.in_bulk(list(placed))
    for pk, house in houses.items():
        house.point = _point(placed[pk])
    House.objects.bulk_update(houses.values(), ["point"], batch_size=AT_ONCE)
    membership.place_houses(houses)


def _point(position: Position) -> Point:
    return Point(*position, srid=settings.STORAGE_SRID)


def _end(batch: Batch, houses: Collection[int], cause: Batch) -> None:
    """Say that a complete list lacks some houses: no longer vacant, and what became of them is not known.

    It is known since ``cause`` was taken in, which need not be the list itself.
    """
    Entry.objects.bulk_create(
        [
            Entry(
                municipality_id=batch.municipality_id,
                batch=batch,
                house_id=house,
                listed=False,
                state=State.UNKNOWN,
                since=batch.list_on,
                recorded_at=cause.recorded_at,
            )
            for house in houses
        ],
        batch_size=AT_ONCE,
    )
    copies.bring_up_to_date(houses, cause.recorded_at, f"batch:{cause.pk}")
