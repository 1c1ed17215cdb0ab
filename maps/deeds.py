"""What people of the office did: one list of everything they wrote and took out, for administrators.

Each kind of deed has a table of its own, written for a reason of its own; here they are read side by side.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from akiya.words import Channel

BY_STAFF = (Channel.PHONE, Channel.COUNTER, Channel.OFFICE)
"""Looks that somebody in the office wrote down."""


class Deed(TextChoices):
    """What was done."""

    EXPORT = "export", _("書き出し")
    FETCH = "fetch", _("書き出したファイルの受け取り")
    DECISION = "decision", _("状態の決定")
    LOOK = "look", _("電話・窓口の確認の記入")
    SIGNAL = "signal", _("兆候の記入")
    EDIT = "edit", _("家の情報の訂正")
    RETRACTION = "retraction", _("記録の取り消し")
    SETTLEMENT = "settlement", _("受信箱の処理")
    LIST = "list", _("台帳の取り込み")
    LIST_OUT = "list_out", _("取り込みの取り消し")
    REQUEST = "request", _("見てもらう依頼")
    REQUEST_OUT = "request_out", _("依頼の取り下げ")
    PHOTO_OUT = "photo_out", _("写真を下げた")


# Of each kind: when, who, which house, what (a code or a name), why, and of an export its job and the rows it had.
# A settlement or a withdrawal that undoes another has "undo" for its code: it is the same kind of deed.
SOURCES = {
    Deed.EXPORT: """
SELECT job.ordered_at, job.person_id, NULL::bigint, job.format, job.reason, job.id,
       (SELECT max(step.rows) FROM maps_exportstep step WHERE step.job_id = job.id), job.municipality_id
  FROM maps_exportjob job""",
    Deed.FETCH: """
SELECT step.at, job.person_id, NULL::bigint, step.files -> 0 ->> 'name', '', job.id, NULL::bigint, job.municipality_id
  FROM maps_exportstep step JOIN maps_exportjob job ON job.id = step.job_id WHERE step.kind = 'fetched'""",
    Deed.DECISION: """
SELECT recorded_at, person_id, house_id, state, reason, NULL::uuid, NULL::bigint, municipality_id
  FROM akiya_decision""",
    Deed.LOOK: """
SELECT recorded_at, person_id, house_id, answer, note, NULL::uuid, NULL::bigint, municipality_id
  FROM akiya_observation WHERE channel = ANY(%(by_staff)s)""",
    Deed.SIGNAL: """
SELECT recorded_at, person_id, house_id, kind, value, NULL::uuid, NULL::bigint, municipality_id
  FROM akiya_signal""",
    Deed.EDIT: """
SELECT edit.pgh_created_at, (context.metadata ->> 'user')::bigint, edit.pgh_obj_id, '', '', NULL::uuid, NULL::bigint,
       edit.municipality_id
  FROM akiya_houseevent edit JOIN pghistory_context context ON context.id = edit.pgh_context_id
 WHERE context.metadata ->> 'user' IS NOT NULL""",
    Deed.RETRACTION: """
SELECT recorded_at, person_id, house_id, '', reason, NULL::uuid, NULL::bigint, municipality_id
  FROM akiya_retraction""",
    Deed.SETTLEMENT: """
SELECT recorded_at, person_id, house_id, CASE WHEN undoes_id IS NULL THEN kind ELSE 'undo' END, reason,
       NULL::uuid, NULL::bigint, municipality_id
  FROM akiya_settlement""",
    Deed.LIST: """
SELECT recorded_at, person_id, NULL::bigint, source, file_name, NULL::uuid, rows::bigint, municipality_id
  FROM akiya_batch""",
    Deed.LIST_OUT: """
SELECT back.recorded_at, back.person_id, NULL::bigint,
       CASE WHEN back.undoes_id IS NULL THEN batch.source ELSE 'undo' END, back.reason, NULL::uuid, NULL::bigint,
       back.municipality_id
  FROM akiya_withdrawal back JOIN akiya_batch batch ON batch.id = back.batch_id""",
    Deed.REQUEST: """
SELECT recorded_at, person_id, house_id, reason, '', NULL::uuid, NULL::bigint, municipality_id
  FROM surveys_request WHERE person_id IS NOT NULL""",
    Deed.REQUEST_OUT: """
SELECT back.recorded_at, back.person_id, asked.house_id, CASE WHEN back.undoes_id IS NULL THEN '' ELSE 'undo' END,
       back.reason, NULL::uuid, NULL::bigint, back.municipality_id
  FROM surveys_requestwithdrawal back JOIN surveys_request asked ON asked.id = back.request_id""",
    Deed.PHOTO_OUT: """
SELECT down.recorded_at, down.person_id, look.house_id, CASE WHEN down.undoes_id IS NULL THEN '' ELSE 'undo' END,
       down.reason, NULL::uuid, NULL::bigint, down.municipality_id
  FROM akiya_takedown down JOIN akiya_photo photo ON photo.id = down.photo_id
  LEFT JOIN akiya_observation look ON look.id = photo.observation_id""",
}
ONE = """
SELECT '{kind}' AS kind, source.*
  FROM ({source}) source (at, person_id, house, said, reason, job, rows, municipality_id)"""
DONE = """
SELECT done.kind, done.at, done.person_id, coalesce(person.name, ''), done.house, done.said, done.reason, done.job,
       done.rows
  FROM ({sources}) done LEFT JOIN akiya_person person ON person.id = done.person_id
 WHERE done.municipality_id = ANY(%(cities)s) AND done.at >= %(first)s AND done.at < %(after)s
   AND (%(person)s::bigint IS NULL OR done.person_id = %(person)s)
 ORDER BY done.at DESC, done.kind, done.house DESC LIMIT %(limit)s OFFSET %(skip)s
"""


class Done(NamedTuple):
    """One deed: ``said`` is a code or a name, by its kind; ``rows`` those of an export or a list."""

    kind: str
    at: dt.datetime
    person: int | None
    name: str
    house: int | None
    said: str
    reason: str
    job: Any
    rows: int | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which deeds: from one day to another, both whole, of one person or kind where they are named."""

    first: dt.date
    last: dt.date
    person: int | None = None
    kind: Deed | None = None


def deeds(cities: Sequence[int], wanted: Wanted, skip: int, limit: int) -> list[Done]:
    """The deeds in some cities, the last first. One query, as the administrator who asks."""
    kinds = [wanted.kind] if wanted.kind else list(Deed)
    sources = " UNION ALL ".join(ONE.format(kind=kind.value, source=SOURCES[kind]) for kind in kinds)
    params: dict[str, Any] = {
        "cities": list(cities),
        "first": start_of(wanted.first),
        "after": start_of(wanted.last + dt.timedelta(days=1)),
        "person": wanted.person,
        "by_staff": [channel.value for channel in BY_STAFF],
        "skip": skip,
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(DONE.format(sources=sources), params)
        return [Done(*row) for row in cursor.fetchall()]


def start_of(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))
