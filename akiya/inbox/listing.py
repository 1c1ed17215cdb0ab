"""The list of what waits: how much of each kind and where, and fifty rows of it."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from akiya.access import Scope
from akiya.inbox import registry
from akiya.projections.waiting.live import open_items
from akiya.texts.house_labels import address_sql
from akiya.texts.searching import Sought, read
from akiya.web.page_number import PAGE
from akiya.words import InboxKind


class Order(TextChoices):
    """並べ方."""

    URGENT = "urgent", _("急ぐものから")
    OLDEST = "oldest", _("古いものから")
    NEWEST = "newest", _("新しいものから")


SORTED = {
    Order.URGENT: "array_position(%(kinds)s, kind), since, key",
    Order.OLDEST: "since, key",
    Order.NEWEST: "since DESC, key",
}
# A pair that may be one house waits at both of them, under the one that was found.
OF_HOUSE = """(%(house)s::bigint IS NULL OR open.house_id = %(house)s
        OR open.kind = 'merge' AND split_part(open.key, ':', 3) = %(house)s::text)"""
# What is about a house is found as the house is; what is about none, a silent tablet, by its association.
FOUND = """(open.house_id IN (SELECT akiya_found(%(terms)s::text[], %(patterns)s::text[], %(day)s::date))
        OR open.kind = 'merge' AND split_part(open.key, ':', 3)::bigint
           IN (SELECT akiya_found(%(terms)s::text[], %(patterns)s::text[], %(day)s::date))
        OR open.house_id IS NULL AND open.association_id IN (
           SELECT named.id FROM akiya_area named WHERE named.search_text LIKE ALL(%(names)s::text[])))"""
NUMBERS = """
SELECT open.kind, open.association_id, area.name, count(*), min(open.since)
  FROM ({open}) AS open LEFT JOIN akiya_area area ON area.id = open.association_id
 WHERE {of_house} AND {found}
 GROUP BY open.kind, open.association_id, area.name
"""
# Everything is found by the fifty keys alone; what an item is about is written in its key. What is laid open
# may wait on another page of the list, or be of another kind; then it comes after the page, without a place.
ROWS = """
WITH waiting AS MATERIALIZED ({open}), page AS MATERIALIZED (
  SELECT open.*, row_number() OVER (ORDER BY {order}) AS place FROM waiting AS open
   WHERE {of_house} AND {found} AND kind = ANY(%(chosen)s) AND (%(area)s::bigint IS NULL OR association_id = %(area)s)
   ORDER BY {order} LIMIT %(limit)s OFFSET %(offset)s
), named AS (
  SELECT listed.*,
         CASE WHEN kind = ANY(%(naming_one)s) THEN split_part(key, ':', 2)::uuid END AS one,
         CASE WHEN kind = ANY(%(naming_two)s) THEN split_part(key, ':', 3)::uuid END AS two
    FROM (SELECT * FROM page
          UNION ALL SELECT waiting.*, NULL FROM waiting
                     WHERE key = %(key)s AND NOT EXISTS (SELECT 1 FROM page WHERE page.key = waiting.key)) AS listed
)
SELECT named.key, named.kind, named.house_id,
       {address},
       house.number, coalesce(area.name, ''), named.since,
       coalesce(a.answer, ''), coalesce(a.channel, ''), coalesce(a_area.name, ''), coalesce(a.flags, '{{}}'),
       coalesce(b.answer, ''), coalesce(b.channel, ''), coalesce(b_area.name, ''), named.place IS NULL
  FROM named
  LEFT JOIN akiya_house house ON house.id = named.house_id
  LEFT JOIN akiya_area area ON area.id = named.association_id
  LEFT JOIN akiya_observation a ON a.id = named.one LEFT JOIN akiya_area a_area ON a_area.id = a.association_id
  LEFT JOIN akiya_observation b ON b.id = named.two LEFT JOIN akiya_area b_area ON b_area.id = b.association_id
 ORDER BY named.place
"""


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many items wait, by kind and by association (None: of none)."""

    by_kind_and_area: dict[tuple[InboxKind, int | None], int] = field(default_factory=dict)
    areas: dict[int, str] = field(default_factory=dict)
    since: dict[InboxKind, dt.datetime] = field(default_factory=dict)

    @property
    def oldest(self) -> dt.datetime | None:
        """Since when the first of all waits."""
        return min(self.since.values(), default=None)

    def of(self, kind: InboxKind | None = None, area: int | None = None) -> int:
        """The items of a kind and an association; None is any."""
        return sum(
            number
            for (a_kind, an_area), number in self.by_kind_and_area.items()
            if kind in (None, a_kind) and area in (None, an_area)
        )


class Row(NamedTuple):
    """One line of the list."""

    key: str
    kind: str
    house_id: int | None
    address: str
    number: int | None
    association: str
    since: dt.datetime
    answer: str
    channel: str
    by: str
    flags: list[str]
    other_answer: str
    other_channel: str
    other_by: str
    is_elsewhere: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """Which items are listed, and in which order. ``kind``, ``area`` and ``house`` None are all.

    ``text``: words of the house or of its areas (akiya/texts/searching.py), of the association where there is no house.
    """

    kind: InboxKind | None = None
    area: int | None = None
    house: int | None = None
    order: Order = Order.URGENT
    page: int = 1
    text: str = ""


def numbers(scope: Scope, house: int | None = None, text: str = "") -> Numbers:
    """How much waits for whoever may write, everywhere, at one house, or at what words find. One query."""
    found, sought = Numbers(), read(text, scope.cities)
    sql = NUMBERS.format(open=open_items(), of_house=OF_HOUSE, found=found_sql(sought))
    with connection.cursor() as cursor:
        cursor.execute(sql, {"cities": scope.edits, "house": house, **found_params(sought)})
        for each, area, name, number, since in cursor:
            kind = InboxKind(each)
            found.by_kind_and_area[kind, area] = number
            if area is not None:
                found.areas[area] = name
            found.since[kind] = min(since, found.since.get(kind, since))
    return found


def rows(choice: Choice, scope: Scope, key: str = "") -> tuple[list[Row], Row | None]:
    """One page of the list, and the item with a key where it is not among them. One query."""
    sought = read(choice.text, scope.cities)
    sql = ROWS.format(
        address=address_sql("house"),
        open=open_items(),
        order=SORTED[choice.order],
        of_house=OF_HOUSE,
        found=found_sql(sought),
    )
    params: dict[str, Any] = {
        "cities": scope.edits,
        "kinds": InboxKind.values,
        "chosen": [choice.kind] if choice.kind else InboxKind.values,
        "area": choice.area,
        "house": choice.house,
        "key": key,
        "naming_one": registry.naming(1),
        "naming_two": registry.naming(2),
        "limit": PAGE,
        "offset": (choice.page - 1) * PAGE,
        **found_params(sought),
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        found = [Row(*row) for row in cursor]
    return [row for row in found if not row.is_elsewhere], next((row for row in found if row.is_elsewhere), None)


def found_sql(sought: Sought) -> str:
    """The condition that an item is found by words; of everything where there are none."""
    if sought.is_nothing:
        return "false"
    return FOUND if sought.words else "true"


def found_params(sought: Sought) -> dict[str, Any]:
    """Its parameters. Numbers alone name no area."""
    names = None if all(word.is_number for word in sought.words) else sought.params["patterns"]
    return {**sought.params, "names": names, "day": timezone.localdate()}
