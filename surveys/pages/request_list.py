"""The list of open requests: which of them, in which order, and fifty rows of it."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import TextChoices
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from akiya.access import Scope
from akiya.texts.house_labels import address_sql, house_label
from akiya.texts.searching import read
from akiya.web.asked import number_in, one_of, query_string, words_in
from akiya.web.page_number import PAGE, page_number
from akiya.words import RequestReason


class Order(TextChoices):
    """What the list is sorted by."""

    OLDEST = "oldest", gettext_lazy("古いものから")
    NEWEST = "newest", gettext_lazy("新しいものから")
    ASSOCIATION = "association", gettext_lazy("自治会ごと")
    REASON = "reason", gettext_lazy("理由ごと")


class Age(TextChoices):
    """How long a request has waited."""

    ROUND = "2", gettext_lazy("2か月より前から")
    HALF_A_YEAR = "6", gettext_lazy("6か月より前から")
    YEAR = "12", gettext_lazy("1年より前から")

    @property
    def before(self) -> dt.date:
        """Requests of this day and before have waited so long."""
        return timezone.localdate() - dt.timedelta(days=int(self.value) * 365 // 12)


SORTED = {
    Order.OLDEST: "asked.asked_on, asked.id",
    Order.NEWEST: "asked.asked_on DESC, asked.id DESC",
    Order.ASSOCIATION: "area.name, asked.asked_on, asked.id",
    Order.REASON: "array_position(%(reasons)s, asked.reason::text), asked.asked_on, asked.id",
}
CHOSEN = """
  FROM surveys_request asked JOIN akiya_area area ON area.id = asked.association_id
 WHERE asked.municipality_id = ANY(%(cities)s) AND asked.closed_on IS NULL
   AND (%(reason)s::text IS NULL OR asked.reason = %(reason)s)
   AND (%(before)s::date IS NULL OR asked.asked_on <= %(before)s)
   AND {found}
"""
FOUND = "asked.house_id IN (SELECT akiya_found(%(terms)s::text[], %(patterns)s::text[], %(day)s::date))"
# The numbers of every association stand beside the fifty rows, so that the choice says what it would show.
ROWS = """
WITH page AS (
  SELECT asked.id, asked.house_id, asked.association_id, asked.reason, asked.asked_on, asked.person_id,
         area.name AS association, row_number() OVER (ORDER BY {order}) AS place
  {chosen} AND (%(association)s::bigint IS NULL OR asked.association_id = %(association)s)
   ORDER BY place LIMIT %(limit)s OFFSET %(offset)s
)
SELECT page.id, page.house_id,
       {address},
       house.number, page.association_id, page.association, page.reason, page.asked_on, coalesce(person.name, ''),
       coalesce(o.state, 'unknown'), coalesce(o.certainty, 'signalled')
  FROM page JOIN akiya_house house ON house.id = page.house_id
  LEFT JOIN akiya_occupancy o ON o.house_id = page.house_id
  LEFT JOIN akiya_person person ON person.id = page.person_id
 ORDER BY page.place
"""
NUMBERS = (
    "SELECT asked.association_id, area.name, count(*) {chosen} GROUP BY asked.association_id, area.name ORDER BY 2, 1"
)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which requests are listed. None is all. ``text``: words of the house or of its areas."""

    association: int | None = None
    reason: RequestReason | None = None
    age: Age | None = None
    order: Order = Order.OLDEST
    page: int = 1
    text: str = ""


class Row(NamedTuple):
    """One open request."""

    id: int
    house: int
    address: str
    number: int
    association_id: int
    association: str
    reason: str
    asked_on: dt.date
    person: str
    state: str
    certainty: str

    @property
    def reason_words(self) -> str:
        return str(RequestReason(self.reason).label)

    @property
    def house_words(self) -> str:
        """The address, else the number of the house."""
        return house_label(self.address, self.number)


@dataclass(frozen=True, slots=True)
class Listed:
    """Fifty rows, how many there are in all, and how many each association has with the rest of the choice.

    ``readings``: how the words were read that find nothing.
    """

    rows: list[Row]
    in_all: int
    associations: list[tuple[int, str, int]] = field(default_factory=list)
    readings: list[str] = field(default_factory=list)


def listed(choice: Choice, scope: Scope) -> Listed:
    """One page of the list. Two queries."""
    sought = read(choice.text, scope.cities)
    chosen = CHOSEN.format(found="false" if sought.is_nothing else FOUND if sought.words else "true")
    params: dict[str, Any] = {
        **sought.params,
        "day": timezone.localdate(),
        "cities": scope.sees,
        "association": choice.association,
        "reason": choice.reason,
        "before": choice.age.before if choice.age else None,
        "reasons": RequestReason.values,
        "limit": PAGE,
        "offset": (choice.page - 1) * PAGE,
    }
    with connection.cursor() as cursor:
        cursor.execute(ROWS.format(address=address_sql("house"), order=SORTED[choice.order], chosen=chosen), params)
        rows = [Row(*row) for row in cursor]
        cursor.execute(NUMBERS.format(chosen=chosen), params)
        associations = [(id_, name, number) for id_, name, number in cursor]
    in_all = sum(number for id_, _name, number in associations if choice.association in (None, id_))
    return Listed(rows, in_all, associations, [] if rows else sought.readings)


def choice_of(query: QueryDict, scope: Scope) -> Choice:
    """The choice that a query string asks for. Only who writes learns the reasons. Raises BadRequest."""
    order = one_of(Order, query.get("order", ""), _("並べ方が 読めません。")) or Order.OLDEST
    reason = one_of(RequestReason, query.get("reason", ""), _("理由が 読めません。"))
    return Choice(
        number_in(query, "association", _("区域の番号が 読めません。")),
        reason if scope.edits else None,
        one_of(Age, query.get("age", ""), _("期間が 読めません。")),
        order if scope.edits or order is not Order.REASON else Order.OLDEST,
        page_number(query),
        words_in(query),
    )


def written(choice: Choice, **more: object) -> str:
    """The query string of a choice, with whatever else is to stand in it and is not empty."""
    order = choice.order if choice.order != Order.OLDEST else ""
    page = choice.page if choice.page > 1 else ""
    parts = {"association": choice.association, "reason": choice.reason, "age": choice.age, "words": choice.text}
    return query_string({**parts, "order": order, "page": page}, **more)
