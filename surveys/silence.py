"""Tablets that staff should ask after: silent ones, and ones of whose records some are missing.

Both follow from the clock as much as from a record, so they are worked out when the inbox is asked:
a city has a few hundred tablets.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from akiya.inbox import registry
from akiya.inbox.kind import Kind, Opened, Way
from akiya.projections.waiting import live
from akiya.projections.waiting.live import LiveKind
from akiya.words import InboxKind, Resolution

SILENT_AFTER = dt.timedelta(days=3)
"""Heads walk once in two months, but a tablet in use is heard of more often; after this it is worth a call."""

# The tablets of whoever holds a post now. A tablet that is heard of again begins a new silence.
POST = """SELECT term.area_id FROM akiya_term term
                 WHERE term.person_id = device.person_id AND term.role = 'head'
                   AND term.starts_on <= (now() AT TIME ZONE 'Asia/Tokyo')::date
                   AND (term.ends_on IS NULL OR term.ends_on > (now() AT TIME ZONE 'Asia/Tokyo')::date)
                 ORDER BY term.id DESC LIMIT 1"""
CARRIED = """
SELECT '{kind}:' || device.id || ':' || {turn} AS key, device.municipality_id, '{kind}' AS kind,
       'device:' || device.id AS source, NULL::bigint AS house_id, post.area_id AS association_id, {since} AS since
  FROM surveys_device device
  JOIN LATERAL ({post}) post ON true
 CROSS JOIN LATERAL ({known}) known
 WHERE device.municipality_id = ANY(%(cities)s) AND device.revoked_at IS NULL AND {waits}
"""
SILENT = CARRIED.format(
    post=POST,
    kind="silent",
    turn="to_char(known.at AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISS')",
    since="known.at",
    known="SELECT coalesce(device.seen_at, device.enrolled_at) AS at",
    waits=f"""known.at < now() - interval '{SILENT_AFTER.days} days'
   AND (device.pending > 0
        OR EXISTS (SELECT 1 FROM surveys_request asked
                    WHERE asked.association_id = post.area_id AND asked.closed_on IS NULL))""",  # noqa: S608 - constants
)
# Numbers are reckoned as numeric: an app that was never ours may have sent any that a bigint holds, before there was a
# bound (surveys/statements.py).
# What a tablet says of houses it numbers without a gap, and sends in order; after a day a number that is missing is
# missed. The app of before numbered photos and words of no change as well, which do not bear their numbers here.
NUMBERED = "akiya_observation said WHERE said.device_seq IS NOT NULL AND said.app_version NOT IN ('', '1')"
GAP = CARRIED.format(
    post=POST,
    kind="gap",
    turn="known.last",
    since="known.at",
    known=f"""SELECT max(said.device_seq) AS last, max(said.recorded_at) AS at,
          max(said.device_seq)::numeric - min(said.device_seq) + 1 - count(DISTINCT said.device_seq) AS missing
     FROM {NUMBERED} AND said.device = device.id""",  # noqa: S608 - constants
    waits="known.missing > 0 AND known.at < now() - interval '1 day' AND coalesce(device.pending, 0) = 0",
)
DEVICE = f"""
SELECT device.name, person.name, coalesce(device.seen_at, device.enrolled_at), device.enrolled_at, device.pending,
       ({POST}),
       (SELECT array_agg(missing ORDER BY missing)
          FROM (SELECT missing FROM (SELECT min(device_seq) AS low, max(device_seq) AS high
                                       FROM {NUMBERED} AND said.device = %(device)s) ends,
                       generate_series(ends.low::numeric, least(ends.high, ends.low::numeric + 10000)) AS missing
                 WHERE NOT EXISTS (SELECT 1 FROM {NUMBERED} AND said.device = %(device)s
                                      AND said.device_seq = missing) LIMIT 20) few)
  FROM surveys_device device JOIN akiya_person person ON person.id = device.person_id
 WHERE device.id = %(device)s
"""  # noqa: S608 - constants


def describe(opened: Opened) -> Mapping[str, Any]:
    """Whose tablet it is, and what is known of it. One query."""
    with connection.cursor() as cursor:
        cursor.execute(DEVICE, {"device": opened.key.split(":")[1]})
        row = cursor.fetchone()
    names = ("name", "person", "seen_at", "enrolled_at", "pending", "area", "missing")
    return dict(zip(names, row, strict=True)) if row else {}


SEEN = Way(Resolution.SEEN, done=lambda about: gettext("確かめた"), many=True)
KINDS = (
    Kind(
        kind=InboxKind.SILENT,
        about=_("3日より長く つながっていない端末です。"),
        line=_("3日より長く つながっていません"),
        explanation=_("3日より長く つながっていない端末です。会長に 電話などで 聞いてください。"),
        reasons=(_("電話で聞いた"), _("電波の届かない所にある"), _("新しい端末に替えた")),
        urgency="waiting",
        template="surveys/inbox_device.html",
        more=describe,
        ways=(SEEN,),
    ),
    Kind(
        kind=InboxKind.GAP,
        about=_("端末から、とちゅうの記録が 届いていません。"),
        line=_("とちゅうの記録が 届いていません"),
        explanation=_("端末がつけた通し番号の とちゅうが 届いていません。端末に 残っていないか 聞いてください。"),
        reasons=(_("電話で聞いた"), _("端末に残っていない")),
        template="surveys/inbox_device.html",
        more=describe,
        ways=(SEEN,),
    ),
)
for each in KINDS:
    registry.add(each)
live.register(LiveKind(InboxKind.SILENT, SILENT))
live.register(LiveKind(InboxKind.GAP, GAP))
