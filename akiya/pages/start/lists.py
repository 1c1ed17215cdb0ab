"""What the lists of houses of the first page share: the associations of each house, and the column it is sorted by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.db import connection
from django.http import QueryDict
from django.utils.translation import gettext as _

from akiya.web.asked import number_in
from akiya.web.heading import Heading, direction, turns_down
from akiya.web.page_number import page_number

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

TODAY = "(now() AT TIME ZONE 'Asia/Tokyo')::date"
# The associations of today of the house whose id is put in, by name.
ASSOCIATIONS = f"""
ARRAY(SELECT area.name FROM akiya_housearea lies JOIN akiya_area area ON area.id = lies.area_id
       WHERE lies.house_id = {{house}} AND area.kind = 'association' AND area.valid_from <= {TODAY}
         AND (area.valid_to IS NULL OR area.valid_to > {TODAY}) ORDER BY area.name)"""  # noqa: S608 - constants
LIES_IN = "EXISTS (SELECT 1 FROM akiya_housearea lies WHERE lies.house_id = {house} AND lies.area_id = {area:d})"
NUMBERS = """
SELECT area.id, area.name, count(DISTINCT listed.house_id)
  FROM ({listed}) AS listed JOIN akiya_housearea lies ON lies.house_id = listed.house_id
  JOIN akiya_area area ON area.id = lies.area_id AND area.kind = 'association' AND area.valid_from <= {today}
   AND (area.valid_to IS NULL OR area.valid_to > {today})
 GROUP BY area.id, area.name ORDER BY area.name, area.id
"""


class Column(NamedTuple):
    """A column that a list can be sorted by: its SQL, its heading, and whether the largest are looked for first."""

    sql: str
    label: "str | StrPromise"
    falls: bool = False


Columns = Mapping[str, Column]
USUAL = "-since"
"""How every list is sorted where nobody asks for more: the newest first."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which houses of a list, sorted by which column, by the largest first where there is a dash before it."""

    sort: str = USUAL
    association: int | None = None
    page: int = 1

    def order(self, columns: Columns, last: str) -> str:
        """ORDER BY, with ``last`` where two are alike."""
        down = " DESC NULLS LAST" if self.sort.startswith("-") else " NULLS LAST"
        return f"{columns[self.sort.removeprefix('-')].sql}{down}, {last}"

    def condition(self, house: str) -> str:
        """The condition on the id of a house."""
        return "true" if self.association is None else LIES_IN.format(house=house, area=self.association)

    def carried(self) -> dict[str, str]:
        """The choice without its page, as an address or a form brings it along."""
        sort = {} if self.sort == USUAL else {"sort": self.sort}
        return sort if self.association is None else {**sort, "association": str(self.association)}


def choice_of(query: QueryDict, columns: Columns) -> Choice:
    """The choice that an address asks for. Raises BadRequest."""
    sort = query.get("sort", "") or USUAL
    if sort.removeprefix("-") not in columns:
        raise BadRequest(_("並べ方が 読めません。"))
    return Choice(sort, number_in(query, "association", _("区域の番号が 読めません。")), page_number(query))


def headings(choice: Choice, columns: Columns) -> dict[str, Heading]:
    """The heads of the columns, by their names."""
    return {name: _heading(choice, name, column) for name, column in columns.items()}


def _heading(choice: Choice, name: str, column: Column) -> Heading:
    is_sorted, is_down = choice.sort.removeprefix("-") == name, choice.sort.startswith("-")
    turned = turns_down(is_sorted, is_down, column.falls)
    query = urlencode({**choice.carried(), "sort": f"{'-' if turned else ''}{name}"})
    return Heading(column.label, direction(is_sorted, is_down), f"?{query}")


def associations_of(listed: str, params: Mapping[str, Any]) -> Sequence[tuple[int, str, int]]:
    """The associations of the houses of a statement, with how many of them lie in each. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(NUMBERS.format(listed=listed, today=TODAY), params)
        return [(area, name, number) for area, name, number in cursor]
