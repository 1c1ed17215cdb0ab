"""Signals: what hints at a change, and that no person has looked at."""

from django.utils.translation import gettext_lazy as _

from akiya.evidence.kind import Kind
from akiya.words import Certainty, EvidenceKind, SignalKind, State

ROWS = """
SELECT house_id, 'signal:' || id, recorded_at, observed_on::timestamp AT TIME ZONE 'Asia/Tokyo', observed_on,
       observed_on, 'signal', kind, 'day', NULL, kind || ' ' || source || ' ' || value, NULL::bigint
  FROM akiya_signal
"""

RECORDS = """
SELECT 'signal:' || s.id, 'signal', s.observed_on, 'day', s.recorded_at,
       s.kind, '', coalesce(person.name, ''), '', jsonb_build_object('value', s.value, 'source', s.source)
  FROM akiya_signal s LEFT JOIN akiya_person person ON person.id = s.person_id
 WHERE s.house_id IN (SELECT id FROM member)
"""

SIGNAL = Kind(
    kind=EvidenceKind.SIGNAL,
    rows=ROWS,
    records=RECORDS,
    name=_("兆候 %(words)s（%(day)s）"),
    certainty=Certainty.SIGNALLED,
    words=SignalKind,
    states={
        SignalKind.WATER_CLOSED.value: State.VACANT,
        SignalKind.WATER_ZERO.value: State.VACANT,
        SignalKind.MAIL_RETURNED.value: State.VACANT,
        SignalKind.REPORT.value: State.VACANT,
        SignalKind.DEMOLITION_RECORD.value: State.GONE,
    },
    of_city="SELECT house_id, kind AS said FROM akiya_signal WHERE municipality_id = %(city)s",
)
