"""What waits for staff: kinds of houses, each said once as a statement, so that a count and its list agree.

Another app may add kinds of its own; this one knows only that there are some.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection
from django.db.models import JSONField
from django.db.models.expressions import Combinable, RawSQL
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from akiya.inbox.registry import KINDS
from akiya.pages.start.lists import ASSOCIATIONS, Choice, Column, Columns, associations_of
from akiya.projections.waiting.live import open_items
from akiya.projections.waiting.merges import FOUND
from akiya.texts.house_labels import address_sql, house_label
from akiya.words import InboxKind

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

IN_THE_INBOX = """
SELECT item.house_id, item.since FROM akiya_inboxitem item
 WHERE item.municipality_id = ANY(%(cities)s) AND item.kind = ANY('{{{kinds}}}')
"""
# When the answer came: also one that was accepted later, or given at a house that was merged into this one.
REPORTED = """
SELECT o.house_id, coalesce(
         CASE split_part(o.confirmed_by, ':', 1)
         WHEN 'look' THEN (SELECT recorded_at FROM akiya_observation
                            WHERE id = split_part(o.confirmed_by, ':', 2)::uuid)
         WHEN 'accepted' THEN (SELECT said.recorded_at FROM akiya_acceptance yes
                                 JOIN akiya_observation said ON said.id = yes.observation_id
                                WHERE yes.id = split_part(o.confirmed_by, ':', 2)::bigint)
         WHEN 'entry' THEN (SELECT recorded_at FROM akiya_entry WHERE id = split_part(o.confirmed_by, ':', 2)::bigint)
         END, o.confirmed_on::timestamptz) AS since
  FROM akiya_occupancy o
 WHERE o.municipality_id = ANY(%(cities)s) AND o.state = 'vacant' AND o.certainty = 'reported'
"""
NAMELESS = f"""
SELECT house.id AS house_id, house.recorded_at AS since
  FROM akiya_house house
 WHERE house.municipality_id = ANY(%(cities)s) AND house.source = '{FOUND}' AND house.address_search = ''
   AND house.merged_into_id IS NULL
"""  # noqa: S608 - constants
CAME = _("届いた日")


@dataclass(frozen=True, slots=True)
class Kind:
    """A reason for which houses wait. ``rows`` selects house_id and since, of the municipalities %(cities)s.

    ``to_do``: what whoever may write can do about it, after what is so for everybody. ``in_inbox``: it is settled
    there by them, and to others its houses would show nothing of it. ``page``: the name of its own page, whose rows
    may be several a house; else it is a list of houses. ``came``: what the day is since when a house waits.
    """

    code: str
    title: "StrPromise"
    explanation: "StrPromise"
    rows: str
    in_inbox: tuple[InboxKind, ...] = ()
    page: str = ""
    came: "StrPromise" = CAME
    to_do: "StrPromise | str" = ""

    @property
    def address(self) -> str:
        """Where all that it counts can be worked on."""
        return reverse(self.page) if self.page else reverse("waiting", args=[self.code])


_kinds: list[Kind] = [
    Kind(
        "differing",
        _("食いちがい"),
        _("同じ家に 60日のうちに、別の人から ちがう答えが届いています。新しい答えか 職員の決定で なくなります。"),
        IN_THE_INBOX.format(kinds="differing"),
        in_inbox=(InboxKind.DIFFERING,),
    ),
    Kind(
        "reported",
        _("新しい報告"),
        _("「だれも住んでいないようだ」と報告された家です。職員が決めると「確認」になります。"),
        REPORTED,
    ),
    Kind(
        "odd",
        _("確かめる答え"),
        _("遠い場所から、端末の時計がずれている、受け持ちの外など、ようすが ふつうでない答えです。"),
        IN_THE_INBOX.format(kinds="held,odd"),
        in_inbox=(InboxKind.HELD, InboxKind.ODD),
    ),
    Kind(
        "nameless",
        _("住所のない家"),
        _("現地で見つけて 加えられた家です。"),
        NAMELESS,
        came=_("加えた日"),
        to_do=_("住所を書くと なくなります。"),
    ),
]


def register(kind: Kind) -> None:
    """Add a kind to the start page, after those that are there. Adding it twice adds it once."""
    if kind.code not in {known.code for known in _kinds}:
        _kinds.append(kind)


def kinds() -> Sequence[Kind]:
    return tuple(_kinds)


OLD = dt.timedelta(days=60)
"""What has waited longer than a round of requests has waited too long, of whatever kind it is."""

IN_INBOX = """
SELECT false AS is_of_houses, kind AS code, array_position(%(kinds)s, kind) AS position, count(*), min(since)
  FROM ({open}) AS open GROUP BY kind
"""
COUNTED = """
SELECT true, '{code}', {position}, count({what}), min(since)
  FROM ({rows}) AS waits WHERE house_id IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Count:
    """How many houses wait for one reason, and since when the first of them."""

    kind: Kind
    number: int
    oldest: dt.datetime

    @property
    def is_old(self) -> bool:
        return has_waited_long(self.oldest)


def has_waited_long(since: dt.datetime) -> bool:
    """Whether something that waits since a moment has waited too long."""
    return timezone.now() - since > OLD


@dataclass(frozen=True, slots=True)
class InInbox:
    """How many of one kind wait in the inbox, and since when the first of them."""

    kind: InboxKind
    number: int
    oldest: dt.datetime

    @property
    def about(self) -> "StrPromise":
        """What it is, in one line."""
        return KINDS[self.kind].about

    @property
    def is_old(self) -> bool:
        return has_waited_long(self.oldest)


def counted(cities: Sequence[int], edits: Sequence[int]) -> tuple[list[InInbox], list[Count]]:
    """What waits in the inbox of who may write, and the houses that wait, each by kind in its order. One statement."""
    by_code = {kind.code: kind for kind in kinds()}
    parts = [IN_INBOX.format(open=open_items().replace("%(cities)s", "%(edits)s"))]
    parts += [
        COUNTED.format(
            code=code, position=position, rows=kind.rows, what="house_id" if kind.page else "DISTINCT house_id"
        )
        for position, (code, kind) in enumerate(by_code.items())
    ]
    inbox: list[InInbox] = []
    houses: list[Count] = []
    with connection.cursor() as cursor:
        params: dict[str, Any] = {"cities": list(cities), "edits": list(edits), "kinds": InboxKind.values}
        cursor.execute(f"{' UNION ALL '.join(parts)} ORDER BY is_of_houses, position", params)
        for is_of_houses, code, _position, number, oldest in cursor:
            if not is_of_houses:
                inbox.append(InInbox(InboxKind(code), number, oldest))
            elif number:
                houses.append(Count(by_code[code], number, oldest))
    return inbox, houses


def counts(cities: Sequence[int]) -> list[Count]:
    """Every kind for which houses wait, in their order. One statement."""
    return counted(cities, [])[1]


class Began(NamedTuple):
    """Since when a state stands, and between which days it began."""

    since: dt.date | None
    precision: str
    earliest: dt.date | None
    latest: dt.date | None


class Waiting(NamedTuple):
    """One house that waits."""

    house_id: int
    address: str
    number: int
    landmark: str
    since: dt.datetime
    state: str
    certainty: str
    associations: list[str]
    began: Began


HOUSES = """
SELECT house.id, {address},
       house.number, house.landmark, waits.since, o.state, o.certainty, {associations},
       o.since, o.precision, o.earliest, o.latest, count(*) OVER ()
  FROM ({each}) AS waits
  JOIN akiya_house house ON house.id = waits.house_id
  JOIN akiya_occupancy o ON o.house_id = house.id
 ORDER BY {order} LIMIT %(limit)s OFFSET %(offset)s
"""


# A list has each house once.
EACH = "SELECT house_id, max(since) AS since FROM ({rows}) AS rows WHERE {condition} GROUP BY house_id"
LAST = "waits.house_id"


def columns(kind: Kind) -> Columns:
    """What a list can be sorted by."""
    return {
        "house": Column("house.address_search", _("家")),
        "association": Column(ASSOCIATIONS.format(house="house.id"), _("自治会")),
        "from": Column("o.since", _("いつから"), falls=True),
        "since": Column("waits.since", kind.came, falls=True),
    }


class Following(NamedTuple):
    """The house that comes next in a list, and its place there."""

    nth: int
    house_id: int
    address: str
    number: int

    @property
    def name(self) -> str:
        """Its address, else its number."""
        return house_label(self.address, self.number)


# As a column of a query over akiya_house.
FOLLOWING = """
(WITH listed AS (SELECT waits.house_id, row_number() OVER (ORDER BY {order}) AS nth FROM ({each}) AS waits
                  JOIN akiya_house house ON house.id = waits.house_id
                  JOIN akiya_occupancy o ON o.house_id = house.id)
SELECT jsonb_build_array(
         listed.nth, below.id,
         {address}, below.number)
  FROM listed JOIN akiya_house below ON below.id = listed.house_id
 WHERE listed.nth = coalesce((SELECT nth + 1 FROM listed WHERE house_id = akiya_house.id), %s))
"""


def following(kind: Kind, cities: Sequence[int], choice: Choice, nth: int) -> Combinable:
    """The house below one in its list, as an annotation that holds a Following.

    Where that one waits no more, whichever took its place: the nth.
    """
    sql = FOLLOWING.format(
        address=address_sql("below"), each=_each(kind, choice), order=choice.order(columns(kind), LAST)
    )
    asked = [list(cities)] * sql.count("%(cities)s")
    return RawSQL(sql.replace("%(cities)s", "%s"), [*asked, nth], output_field=JSONField())  # noqa: S611  (constants, and parameters apart)


def houses(kind: Kind, cities: Sequence[int], choice: Choice, offset: int, limit: int) -> tuple[list[Waiting], int]:
    """Some of the houses that wait, and how many there are in all. One statement."""
    sql = HOUSES.format(
        address=address_sql("house"),
        each=_each(kind, choice),
        order=choice.order(columns(kind), LAST),
        associations=ASSOCIATIONS.format(house="house.id"),
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, {"cities": list(cities), "offset": offset, "limit": limit})
        rows = cursor.fetchall()
    return [Waiting._make([*row[:-5], Began(*row[-5:-1])]) for row in rows], rows[0][-1] if rows else 0


def associations(kind: Kind, cities: Sequence[int]) -> Sequence[tuple[int, str, int]]:
    """The associations of all that wait, each with how many it has. One statement."""
    return associations_of(_each(kind, Choice()), {"cities": list(cities)})


def _each(kind: Kind, choice: Choice) -> str:
    return EACH.format(rows=kind.rows, condition=choice.condition("rows.house_id"))
