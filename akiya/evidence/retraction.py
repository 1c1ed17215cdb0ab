"""Retractions: staff take one piece of evidence back, or put one taken back in again."""

from django.utils.translation import gettext_lazy as _

from akiya.evidence.kind import Kind
from akiya.words import EvidenceKind

ROWS = """
SELECT house_id, 'retraction:' || id, recorded_at, recorded_at, (recorded_at AT TIME ZONE 'Asia/Tokyo')::date,
       (recorded_at AT TIME ZONE 'Asia/Tokyo')::date, 'retraction', '', 'day', evidence, evidence, NULL::bigint
  FROM akiya_retraction
"""

RECORDS = """
SELECT 'retraction:' || r.id, 'retraction', (r.recorded_at AT TIME ZONE 'Asia/Tokyo')::date, 'day', r.recorded_at,
       '', r.reason, coalesce(person.name, ''), r.evidence, '{}'::jsonb
  FROM akiya_retraction r LEFT JOIN akiya_person person ON person.id = r.person_id
 WHERE r.house_id IN (SELECT id FROM member)
"""

RETRACTION = Kind(
    kind=EvidenceKind.RETRACTION,
    rows=ROWS,
    records=RECORDS,
    name=_("取り消し（%(day)s）"),
    retracts=frozenset(EvidenceKind),
)
