"""Lists that were taken back out say nothing, of the houses they name and of those they do not.

Nor does taking one back out, once that was undone.
"""

from django.utils.translation import gettext_lazy as _

from akiya.evidence.kind import Kind
from akiya.evidence.silence import ENDED
from akiya.words import EvidenceKind

TAKEN_BACK = """CASE WHEN out.undoes_id IS NOT NULL THEN 'withdrawn:' || out.undoes_id || ':' || house.id
            WHEN e.id IS NOT NULL THEN 'entry:' || e.id
            ELSE 'silence:' || b.id || ':' || house.id END"""
LISTS_OUT = """
  FROM akiya_house house
  JOIN akiya_withdrawal out ON out.municipality_id = house.municipality_id
  JOIN akiya_batch b ON b.id = out.batch_id
  LEFT JOIN akiya_entry e ON e.batch_id = b.id AND e.house_id = house.id"""

ROWS = f"""
SELECT house.id, 'withdrawn:' || out.id || ':' || house.id, out.recorded_at, out.recorded_at,
       (out.recorded_at AT TIME ZONE 'Asia/Tokyo')::date, (out.recorded_at AT TIME ZONE 'Asia/Tokyo')::date,
       'withdrawn', '', 'day', {TAKEN_BACK}, '', b.id {LISTS_OUT}
 WHERE b.complete OR e.id IS NOT NULL
"""

RECORDS = f"""
SELECT 'withdrawn:' || out.id || ':' || house.id, 'withdrawn', (out.recorded_at AT TIME ZONE 'Asia/Tokyo')::date, 'day',
       out.recorded_at, '', out.reason, coalesce(person.name, ''), {TAKEN_BACK},
       jsonb_build_object('source', b.source, 'listed_on', b.list_on) {LISTS_OUT}
  LEFT JOIN akiya_person person ON person.id = out.person_id
 WHERE house.id IN (SELECT id FROM member) AND (e.id IS NOT NULL OR {ENDED})
"""  # noqa: S608 - constants

WITHDRAWN = Kind(
    kind=EvidenceKind.WITHDRAWN,
    rows=ROWS,
    records=RECORDS,
    name=_("取り消し（%(day)s）"),
    retracts=frozenset({EvidenceKind.ENTRY, EvidenceKind.SILENCE, EvidenceKind.WITHDRAWN}),
)
