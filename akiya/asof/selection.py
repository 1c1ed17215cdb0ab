"""Which houses, as of which moment: the one place that turns a filter into SQL.

The map's tiles, the list, every count and the exports ask for houses through a Selection, so that a
number, the list behind it and the symbols on the map can never mean different houses.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from akiya.access import Scope
from akiya.asof.ages import Age, age_sql, boundaries
from akiya.asof.fragment import Fragment
from akiya.asof.joins import CONFIRMED, RUN, Join
from akiya.asof.moment import NOW, Moment
from akiya.asof.standing import as_of, clocks, present
from akiya.asof.visibility import visible
from akiya.models import House
from akiya.places.box import Box, covering, keys_sql
from akiya.texts.searching import Sought, read
from akiya.words import Certainty, State


class StateClass(NamedTuple):
    """利用状態と確からしさ: one field of the grid of states and certainties."""

    state: State
    certainty: Certainty

    def __str__(self) -> str:
        return f"{self.state.value}-{self.certainty.value}"


STATE_CLASSES = tuple(StateClass(state, certainty) for state in State for certainty in Certainty)


def of_state(state: State) -> frozenset[StateClass]:
    """The classes of one state, however certain."""
    return frozenset(each for each in STATE_CLASSES if each.state is state)


# What stands today is one row of the projection, which carries all that a tile needs. Where the house is
# asked for too, or another moment, it is read house by house. OFFSET 0 makes it so: under row security the
# planner takes each house for so dear that it no longer minds reading the whole projection for every one of them.
NOW_ALONE = "akiya_occupancy o"
NOW_WITH_HOUSE = (
    "akiya_house h JOIN LATERAL (SELECT * FROM akiya_occupancy held WHERE held.house_id = h.id OFFSET 0) o ON true"
)
# Every house that was not merged into another has a row of it: where nothing of it is asked, it is not read.
HOUSES_ALONE = "akiya_house h"
THEN = "akiya_house h LEFT JOIN LATERAL ({as_of}) o ON true"
ROWS = "SELECT {wanted} FROM {source} WHERE {conditions}"
IN_AREA = "EXISTS (SELECT 1 FROM akiya_housearea lies WHERE lies.house_id = {house} AND lies.area_id = %(area)s)"
IN_BOX = "h.id IN (SELECT found.id FROM akiya_house found WHERE {conditions})"
FOUND = "{house} IN (SELECT found FROM akiya_found(%(terms)s::text[], %(patterns)s::text[], %(day)s::date) AS found)"


def looked_up(value: str, join: Join) -> str:
    """SQL: a value that is joined for the rows that need it alone."""
    return f"(SELECT {value} FROM (SELECT 1) one {join.then})"  # noqa: S608 - constants


NOW_COLUMNS: dict[str, str] = {
    "house": "o.house_id",
    "municipality": "o.municipality_id",
    "cell": "o.cell",
    "state": "o.state",
    "certainty": "o.certainty",
    "since": "o.since",
    "precision": "o.precision",
    "earliest": "o.earliest",
    "latest": "o.latest",
    "confirmed_on": "o.confirmed_on",
    "age": age_sql("o.confirmed_on"),
}
NOW_HOUSE_COLUMNS = NOW_COLUMNS | {"house": "h.id", "municipality": "h.municipality_id", "cell": "h.cell"}
THEN_COLUMNS: dict[str, str] = {
    "house": "h.id",
    "municipality": "h.municipality_id",
    "cell": "h.cell",
    "state": "coalesce(o.state, 'unknown')",
    "certainty": "coalesce(o.certainty, 'signalled')",
    "since": looked_up("run.since", RUN),
    "precision": f"coalesce({looked_up('run.precision', RUN)}, 'unknown')",
    "earliest": looked_up("run.earliest", RUN),
    "latest": looked_up("run.latest", RUN),
    "confirmed_on": looked_up("c.confirmed_on", CONFIRMED),
    "age": looked_up(age_sql("c.confirmed_on"), CONFIRMED),
}
HOUSE_COLUMNS: dict[str, str] = {
    field.column: f"h.{field.column}" for field in House._meta.concrete_fields if field.column
}
OF_THE_HOUSE = HOUSE_COLUMNS.keys() | {"house", "municipality", "cell"}


class NoSuchColumn(ValueError):
    """A column was asked for that no selection has."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Houses by what stands of them, where they are and how they are called.

    ``classes`` None is every state and certainty; ``area`` the id of one area; ``age`` how long before
    the day of ``when`` a person last knew; ``text`` are words of the house (akiya/texts/searching.py) or of the
    areas of that day in which it lies.
    Its statements must be built and run inside a transaction that tells the database who acts.
    """

    when: Moment = NOW
    classes: frozenset[StateClass] | None = None
    area: int | None = None
    age: Age | None = None
    text: str = ""
    box: Box | None = None

    def rows(self, scope: Scope, columns: Sequence[str], also: str = "true") -> Fragment:
        """One SELECT of the houses that ``scope`` may see, one row each, in no order.

        ``columns`` are keys of NOW_COLUMNS or columns of akiya_house; ``also`` is one more condition,
        written with their names in braces. Raises NoSuchColumn.
        """
        source, columns_of = self._source(columns)
        names = HOUSE_COLUMNS | columns_of
        if unknown := [name for name in columns if name not in names]:
            raise NoSuchColumn(", ".join(unknown))
        seen = visible(scope, names["house"], names["municipality"])
        sought = read(self.text, scope.cities)
        conditions = [seen.sql, also.format(**names), *self._of_standing(names, sought), *self._of_place("h")]
        if not self.when.is_now or source == HOUSES_ALONE:
            conditions.append(present(self.when).sql)
        if not self.when.is_now and self.when.known is not None:
            conditions.append("h.recorded_at <= %(known_at)s")
        wanted = ", ".join(f"{names[name]} AS {name}" for name in columns)
        sql = ROWS.format(wanted=wanted, source=source, conditions=" AND ".join(conditions))
        return self._complete(sql, seen.params, sought)

    def where(self, cities: Iterable[str]) -> Fragment:
        """The filter alone, for a statement that has the house as ``h`` and what stood of it as ``o``.

        ``cities`` are the names of the municipalities of which houses are asked for.
        """
        names = THEN_COLUMNS | ({"age": NOW_COLUMNS["age"]} if self.when.is_now else {})
        sought = read(self.text, cities)
        conditions = ["true", *self._of_standing(names, sought)]
        if of_place := [*self._of_place("found")]:
            conditions.append(IN_BOX.format(conditions=" AND ".join(of_place)))
        return self._complete(" AND ".join(conditions), {}, sought)

    def _source(self, columns: Sequence[str]) -> tuple[str, dict[str, str]]:
        """What to read from, and what its columns are called there."""
        if not self.when.is_now:
            return THEN.format(as_of=as_of(self.when).sql), THEN_COLUMNS
        if all(name in OF_THE_HOUSE for name in columns) and self.classes is None and self.age is None:
            return HOUSES_ALONE, NOW_HOUSE_COLUMNS
        if self.box or any(name not in NOW_COLUMNS for name in columns):
            return NOW_WITH_HOUSE, NOW_HOUSE_COLUMNS
        return NOW_ALONE, NOW_COLUMNS

    def _of_standing(self, names: Mapping[str, str], sought: Sought) -> Iterator[str]:
        """Conditions on what stood of a house, on the areas it lies in and on the words it is found by."""
        if sought.is_nothing:
            yield "false"
        if sought.words:
            yield FOUND.format(house=names["house"])
        if self.classes is not None:
            yield f"{names['state']} || '-' || {names['certainty']} = ANY(%(classes)s::text[])"
        if self.age is not None:
            yield f"{names['age']} = %(age)s"
        if self.area is not None:
            yield IN_AREA.format(house=names["house"])

    def _of_place(self, h: str) -> Iterator[str]:
        """Conditions on where the building stands, whose row is called ``h``."""
        if self.box is not None:
            yield keys_sql(f"{h}.cell", covering(self.box))
            yield (f"ST_X({h}.point) BETWEEN %(west)s AND %(east)s AND ST_Y({h}.point) BETWEEN %(south)s AND %(north)s")

    def _complete(self, sql: str, params: dict[str, Any], sought: Sought) -> Fragment:
        """The statement with its parameters, and with those of the filters that are not set."""
        days = boundaries(self.when.day)
        complete: dict[str, Any] = {
            **params,
            **clocks(self.when),
            "age": self.age,
            "age_year": days.year,
            "age_two_years": days.two_years,
            "classes": sorted(map(str, self.classes or ())),
            "area": self.area,
            **sought.params,
            **(self.box._asdict() if self.box else {}),
        }
        return Fragment(sql, complete)
