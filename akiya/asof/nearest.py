"""What there is near by where nothing was found: the same search with fewer parts, each with its number."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.db import connection

from akiya.access import Scope
from akiya.asof.fragment import Fragment
from akiya.asof.selection import Selection
from akiya.texts.searching import read

MOST = 8
COUNT = "SELECT {nth} AS nth, count(*) FROM ({rows}) nearest"


@dataclass(frozen=True, slots=True)
class Near:
    """A selection that finds something, how many houses, and how its words are read; empty where they are as asked."""

    chosen: Selection
    houses: int
    reading: str = ""


def nearest(scope: Scope, chosen: Selection) -> list[Near]:
    """The nearest searches that find houses, nearest first. One query; none where no word was looked for."""
    asked = list(_asked(scope, chosen))[:MOST]
    if not asked:
        return []
    parts = [_numbered(each.rows(scope, ["house"]), nth) for nth, (each, _reading) in enumerate(asked)]
    sql = " UNION ALL ".join(COUNT.format(nth=nth, rows=part.sql) for nth, part in enumerate(parts))
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} ORDER BY nth", {name: value for part in parts for name, value in part.params.items()})
        return [Near(asked[nth][0], houses, asked[nth][1]) for nth, houses in cursor.fetchall() if houses]


def _asked(scope: Scope, chosen: Selection) -> Iterator[tuple[Selection, str]]:
    """What to ask instead: the same words among all houses, then fewer words as they were narrowed."""
    if not chosen.text:
        return
    among_all = Selection(when=chosen.when, text=chosen.text)
    if among_all != chosen:
        yield among_all, ""
    for text in read(chosen.text, scope.cities).fewer:
        yield replace(chosen, text=text), "　".join(read(text, scope.cities).readings)


def _numbered(rows: Fragment, nth: int) -> Fragment:
    """A statement whose parameters are told from those of its neighbours."""
    sql = rows.sql
    for name in rows.params:
        sql = sql.replace(f"%({name})s", f"%({name}_{nth})s")
    return Fragment(sql, {f"{name}_{nth}": value for name, value in rows.params.items()})
