"""Take houses out in a test, as somebody, and read the file back."""

import csv
import datetime as dt
import io
from pathlib import Path
from typing import Any

from django.http import QueryDict

from akiya.access import acting_as, as_register
from akiya.models import House, Person
from maps.exports.order import read
from maps.exports.take import Taken, take
from tests.world import World


def out(world: World, path: Path, by: Person | None = None, filters: str = "", **how: Any) -> Taken:
    """Take the houses of みほん市 out to ``path``, whose ending is the format. As its staff unless told."""
    order = read(path.suffix[1:], QueryDict(filters), **how)
    with acting_as(by or world.staff):
        return take(order, [world.mihon], path, lambda rows, total: None)


def rows_of(path: Path, encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    """The rows of a CSV, texts as they stand in the file."""
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode(encoding), newline="")))


def house_of(rows: list[dict[str, str]], number: int) -> dict[str, str]:
    return next(row for row in rows if row["house_number"] == str(number))


def edit(house: House, **attributes: Any) -> None:
    """Write attributes straight into the register, whatever they are."""
    with as_register():
        House.objects.filter(pk=house.pk).update(**attributes)


def known_at(moment: dt.datetime) -> str:
    """The filter that asks for what was known at a moment."""
    return f"known={moment:%Y-%m-%dT%H:%M:%S.%fZ}"
