"""Entries: a line of a list names a house, and says in which state it is, since when."""

from django.utils.translation import gettext_lazy as _

from akiya.evidence.kind import Kind
from akiya.words import EvidenceKind, State

# A list speaks as of the beginning of its day. Every day is one of Japan, whatever zone the session keeps.
ROWS = """
SELECT e.house_id, 'entry:' || e.id, e.recorded_at, b.list_on::timestamp AT TIME ZONE 'Asia/Tokyo', e.since, b.list_on,
       'entry', e.state, e.precision, NULL,
       b.source || ' ' || encode(b.sha256, 'hex') || ' ' || lpad(coalesce(e.row::text, ''), 10, '0'), b.id
  FROM akiya_entry e JOIN akiya_batch b ON b.id = e.batch_id
"""

RECORDS = """
SELECT 'entry:' || e.id, 'entry', e.since, e.precision, e.recorded_at,
       e.state, '', coalesce(person.name, ''), '',
       jsonb_build_object('source', b.source, 'listed_on', b.list_on, 'row', e.row, 'value', e.received)
  FROM akiya_entry e JOIN akiya_batch b ON b.id = e.batch_id LEFT JOIN akiya_person person ON person.id = b.person_id
 WHERE e.house_id IN (SELECT id FROM member)
"""

ENTRY = Kind(
    kind=EvidenceKind.ENTRY,
    rows=ROWS,
    records=RECORDS,
    name=_("台帳「%(source)s」%(words)s（%(day)sから）"),
    words=State,
    states={state.value: state for state in State},
    of_city="SELECT house_id, state AS said FROM akiya_entry WHERE municipality_id = %(city)s",
    begins=True,
    by_person=True,
    corrected=True,
)
