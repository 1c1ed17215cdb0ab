"""Decisions: what staff hold to be so from a day, and why."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from akiya.evidence.kind import Kind
from akiya.rules.evidence import Evidence
from akiya.words import EvidenceKind, Precision, State

TOLD = "state || ' ' || effective_on || ' ' || precision"
"""What a decision says, but for its number."""

ROWS = f"""
SELECT house_id, 'decision:' || id, recorded_at, recorded_at, effective_on, decided_on, 'decision', state, precision,
       nullif(replaces, ''), {TOLD}, NULL::bigint
  FROM akiya_decision
"""  # noqa: S608 - constants

RECORDS = """
SELECT 'decision:' || d.id, 'decision', d.effective_on, d.precision, d.recorded_at,
       d.state, d.reason, coalesce(person.name, ''), d.replaces,
       jsonb_build_object('basis', d.basis, 'evidence', d.evidence)
  FROM akiya_decision d LEFT JOIN akiya_person person ON person.id = d.person_id
 WHERE d.house_id IN (SELECT id FROM member)
"""

DECISION = Kind(
    kind=EvidenceKind.DECISION,
    rows=ROWS,
    records=RECORDS,
    name=_("職員の決定 %(words)s（%(day)sから）"),
    words=State,
    states={state.value: state for state in State},
    of_city="SELECT house_id, state AS said FROM akiya_decision WHERE municipality_id = %(city)s",
    begins=True,
    by_person=True,
    retracts=frozenset({EvidenceKind.DECISION, EvidenceKind.ENTRY}),
    corrected=True,
)


def meant(state: State, effective_on: dt.date, precision: Precision, at: dt.datetime) -> Evidence:
    """What a decision would say that staff made at a moment."""
    return Evidence(
        id="decision:",
        kind=EvidenceKind.DECISION,
        recorded_at=at,
        spoken_at=at,
        on=effective_on,
        until=timezone.localdate(at),
        state=state,
        certainty=DECISION.certainty,
        precision=precision,
        confirms=DECISION.confirms(state),
        dated=precision != Precision.UNKNOWN,
    )
