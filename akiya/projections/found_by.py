"""What houses and areas are found by: their texts in the compared form, worked out again at any time.

Each says by which rules it was made. Where the rules have changed since, it is stale until ``renew`` was here.
"""

from collections.abc import Callable, Collection, Iterable
from functools import reduce
from operator import and_
from typing import Any, Literal, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils import timezone

from akiya.access import REGISTER, acting
from akiya.texts.forms import RULES, search_form
from akiya.texts.searching import Sought, address_form, barred, text_of_house

AT_ONCE = 5_000
# The list is put in order by it, through an index whose entries may not be long. Houses that are alike so far are put
# in order by their number; nothing is looked for here.
ORDERED_BY = 200

TEXTS = """
SELECT house.id, city.name, house.residential_address, house.address, house.lot_number, house.landmark, house.number,
       ARRAY(SELECT known.source || ' ' || known.key FROM akiya_reference known
              WHERE known.house_id = house.id ORDER BY known.source, known.key)
  FROM akiya_house house JOIN akiya_municipality city ON city.id = house.municipality_id
 WHERE house.id > %(last)s AND {houses}
 ORDER BY house.id LIMIT %(most)s
"""
STALE = "house.search_rules <> %(rules)s"
CHOSEN = "house.id = ANY(%(houses)s)"
WRITE = """
UPDATE akiya_house house
   SET address_search = made.address_search, search_text = made.search_text, search_rules = %(rules)s
  FROM unnest(%(ids)s::bigint[], %(orders)s::text[], %(texts)s::text[]) AS made (id, address_search, search_text)
 WHERE house.id = made.id
"""
# Somebody may have corrected what it is found by since its texts were read.
STILL_STALE = f" AND {STALE}"
STALE_AREAS = "SELECT id, name FROM akiya_area WHERE search_rules <> %(rules)s"
WRITE_AREAS = """
UPDATE akiya_area area SET search_text = made.search_text, search_rules = %(rules)s
  FROM unnest(%(ids)s::bigint[], %(texts)s::text[]) AS made (id, search_text) WHERE area.id = made.id
"""
COUNT = """
SELECT (SELECT count(*) FROM akiya_house house WHERE house.search_rules <> %(rules)s),
       (SELECT count(*) FROM akiya_area area WHERE area.search_rules <> %(rules)s)
"""
FIND = "SELECT akiya_found(%(terms)s::text[], %(patterns)s::text[], %(day)s::date, %(most)s)"
HELD = "SELECT id, address_search, search_text FROM akiya_house WHERE id = ANY(%(houses)s)"


class Texts(NamedTuple):
    """The three columns of a house that follow from its texts."""

    address_search: str
    search_text: str
    search_rules: int


class Stale(NamedTuple):
    """How many houses and areas are still found by what older rules made."""

    houses: int
    areas: int


def texts_of(
    city: str,
    residential_address: str = "",
    address: str = "",
    lot_number: str = "",
    landmark: str = "",
    number: int = 0,
    keys: Iterable[str] = (),
) -> Texts:
    """What one house of a city is found by. ``keys`` are those of lists, each after the name of its list."""
    addresses = (residential_address, address, lot_number)
    first = next(filter(None, addresses), "")
    return Texts(address_form(first, city)[:ORDERED_BY], text_of_house(city, addresses, landmark, number, keys), RULES)


def text_of_area(name: str) -> str:
    """What an area is found by."""
    return barred(search_form(name))


def named(sought: Sought) -> Q | None:
    """The areas that words name, by the rule of akiya_found: numbers alone name none. None where they name none."""
    if all(word.is_number for word in sought.words):
        return None
    return reduce(and_, (Q(search_text__contains=word.stored) for word in sought.words))


def houses_of(sought: Sought, written: Literal["bigint", "text"] = "bigint") -> RawSQL:
    """The ids of the houses that words find today, for a query that asks for rows about them."""
    params = (sought.params["terms"], sought.params["patterns"], timezone.localdate())
    return RawSQL(f"SELECT akiya_found(%s::text[], %s::text[], %s::date)::{written}", params)  # noqa: S611


def found(sought: Sought, most: int) -> list[int]:
    """The houses that words find today, by id: no more than ``most``, of those that the actor sees. One statement."""
    if not sought.words:
        return []
    with connection.cursor() as cursor:
        cursor.execute(FIND, {**sought.params, "day": timezone.localdate(), "most": most})
        return [house for (house,) in cursor.fetchall()]


def stale() -> Stale:
    """What ``renew`` would work out again. Counts all that the actor sees, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {"rules": RULES})
        return Stale(*cursor.fetchone())


def renew(progress: Callable[[int], None] = lambda houses: None, using: str = DEFAULT_DB_ALIAS) -> Stale:
    """Work out again what older rules made, and give how many there were.

    Some thousand houses a transaction, so that others can write meanwhile, and what was done stays where it stops.
    ``progress`` is told how many more houses are done.
    """
    done, last = 0, 0
    while True:
        with acting(REGISTER, using):
            made = _made(STALE, last, using=using)
            _write(made, using, WRITE + STILL_STALE)
        if not made:
            break
        done, last = done + len(made), max(made)
        progress(len(made))
    with acting(REGISTER, using), connections[using].cursor() as cursor:
        cursor.execute(STALE_AREAS, {"rules": RULES})
        areas = {pk: text_of_area(name) for pk, name in cursor.fetchall()}
        cursor.execute(WRITE_AREAS, {"rules": RULES, "ids": list(areas), "texts": list(areas.values())})
    return Stale(done, len(areas))


def renew_houses(houses: Collection[int]) -> None:
    """Work out again what some houses are found by: something of it has changed. Two statements."""
    _write(_made(CHOSEN, 0, houses))


def differences(houses: Collection[int]) -> Iterable[tuple[int, str, str]]:
    """The houses that are not found by what their texts call for: what is held, and what should be."""
    made = _made(CHOSEN, 0, houses)
    with connection.cursor() as cursor:
        cursor.execute(HELD, {"houses": list(houses)})
        for pk, order, text in cursor.fetchall():
            if (order, text) != (made[pk].address_search, made[pk].search_text):
                yield pk, text, made[pk].search_text


def _made(which: str, last: int, houses: Collection[int] = (), using: str = DEFAULT_DB_ALIAS) -> dict[int, Texts]:
    """What houses after ``last`` are found by, by id."""
    most = len(houses) if houses else AT_ONCE
    params: dict[str, Any] = {"last": last, "rules": RULES, "houses": list(houses), "most": most}
    with connections[using].cursor() as cursor:
        cursor.execute(TEXTS.format(houses=which), params)
        return {pk: texts_of(*texts) for pk, *texts in cursor.fetchall()}


def _write(made: dict[int, Texts], using: str = DEFAULT_DB_ALIAS, statement: str = WRITE) -> None:
    if not made:
        return
    params: dict[str, Any] = {
        "rules": RULES,
        "ids": list(made),
        "orders": [each.address_search for each in made.values()],
        "texts": [each.search_text for each in made.values()],
    }
    with connections[using].cursor() as cursor:
        cursor.execute(statement, params)
