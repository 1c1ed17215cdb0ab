"""A whole list of houses into the register at one stroke: the bulk half of the one door for writes.

A list says of each house it names: in this state since that day, as of the list's own day. A complete
list also says that no other house is vacant. Both become entries, which occupancy.py weighs beside
looks and decisions; nothing is overwritten, and taking the same list in twice changes nothing.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from django.contrib.gis.geos import Point
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from akiya import copies, history, membership
from akiya.access import Scope, as_register
from akiya.imports.listings import Listing
from akiya.imports.positions import Position
from akiya.models import Batch, Entry, House, Municipality, Reference
from akiya.texts.addresses import search_form
from akiya.words import State

BATCH_SIZE = 2000
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
    """What an edition means to the register as it is: its houses by key, and what they would bring."""

    repeated: bool
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
            repeated=_batch_of(edition, municipality) is not None,
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
        Municipality.objects.select_for_update().get(pk=municipality.pk)
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
        say("家屋を書いています")
        houses = todo.known | _add_houses(edition, municipality, todo.new, now)
        _place(todo.placed)
        say("台帳の行を書いています")
        listed = {houses[each.key]: each for each in edition.listings}
        _add_entries([_entry(batch, house, each, now) for house, each in listed.items()])
        say("利用状態を 出しなおしています")
        cause = f"batch:{batch.pk}"
        copies.bring_up_to_date(listed, now, cause)
        _end(batch, todo.absent, now, cause)
        later = Batch.objects.filter(municipality=municipality, complete=True, list_on__gt=edition.list_on)
        for successor in later.order_by("list_on", "pk"):
            spared = Entry.objects.filter(batch=successor, house__in=listed).values_list("house_id", flat=True)
            lacking = set(listed) - set(spared)
            vacant = _vacant_elsewhere(municipality, successor.list_on, list(spared))
            _end(successor, [house for house in vacant if house in lacking], now, cause)
        return todo


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


def _add_houses(
    edition: Edition, municipality: Municipality, new: Sequence[Listing], now: dt.datetime
) -> dict[str, int]:
    """New houses for new keys, with the references by which the next edition finds them."""
    last = House.objects.filter(municipality=municipality).aggregate(last=Max("number"))["last"] or 0
    houses = House.objects.bulk_create(
        [
            House(
                municipality=municipality,
                number=number,
                point=_point(each.position) if each.position else None,
                address=each.address,
                address_search=search_form(each.address),
                source=edition.source,
                recorded_at=now,
            )
            for number, each in enumerate(new, last + 1)
        ],
        batch_size=BATCH_SIZE,
    )
    Reference.objects.bulk_create(
        [
            Reference(municipality=municipality, source=edition.source, key=each.key, house=house)
            for each, house in zip(new, houses, strict=True)
        ],
        batch_size=BATCH_SIZE,
    )
    membership.place_houses(house.pk for house in houses)
    return {each.key: house.pk for each, house in zip(new, houses, strict=True)}


def _place(placed: dict[int, Position]) -> None:
    """Give houses that had no position the one that this list knows."""
    houses = House.objects.in_bulk(list(placed))
    for pk, house in houses.items():
        house.point = _point(placed[pk])
    House.objects.bulk_update(houses.values(), ["point"], batch_size=BATCH_SIZE)
    membership.place_houses(houses)


def _point(position: Position) -> Point:
    return Point(*position, srid=House.point.field.srid)


def _entry(batch: Batch, house: int, listing: Listing, now: dt.datetime) -> Entry:
    return Entry(
        municipality_id=batch.municipality_id,
        batch=batch,
        house_id=house,
        row=listing.row,
        state=listing.state,
        since=listing.since,
        precision=listing.precision,
        received=listing.received[:60],
        recorded_at=now,
    )


def _end(batch: Batch, houses: Collection[int], now: dt.datetime, cause: str) -> None:
    """Say that a complete list lacks some houses: no longer vacant, and what became of them is not known."""
    _add_entries(
        [
            Entry(
                municipality_id=batch.municipality_id,
                batch=batch,
                house_id=house,
                listed=False,
                state=State.UNKNOWN,
                since=batch.list_on,
                recorded_at=now,
            )
            for house in houses
        ]
    )
    copies.bring_up_to_date(houses, now, cause)


def _add_entries(entries: Sequence[Entry]) -> None:
    Entry.objects.bulk_create(entries, batch_size=BATCH_SIZE)
