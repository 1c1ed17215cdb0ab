"""Every kind of evidence, and what is asked of all of them at once."""

from collections.abc import Iterable

from akiya.evidence.acceptance import ACCEPTANCE
from akiya.evidence.decision import DECISION
from akiya.evidence.entry import ENTRY
from akiya.evidence.kind import Kind
from akiya.evidence.observation import OBSERVATION
from akiya.evidence.reference import is_of
from akiya.evidence.retraction import RETRACTION
from akiya.evidence.signal import SIGNAL
from akiya.evidence.silence import SILENCE
from akiya.evidence.withdrawn import WITHDRAWN
from akiya.words import EvidenceKind, State

KINDS: dict[EvidenceKind, Kind] = {
    each.kind: each for each in (OBSERVATION, ACCEPTANCE, DECISION, ENTRY, SILENCE, WITHDRAWN, SIGNAL, RETRACTION)
}

# ``told`` is what a piece says but for its number, which it got when it was heard. Whoever narrows to some houses does
# so outside: each SELECT is asked for those alone.
COLUMNS = "house_id, id, recorded_at, spoken_at, on_day, until_day, kind, said, precision, retracts, told, batch"


def rows_of(kinds: Iterable[Kind]) -> str:
    """SQL: a row for each piece of evidence of some kinds, with COLUMNS. It stands in FROM."""
    return f"({' UNION ALL '.join(kind.rows for kind in kinds)}) AS piece ({COLUMNS})"


def may_be_corrected(reference: str) -> bool:
    """Whether a decision may take the place of what a text refers to."""
    return is_of(reference, *(kind.kind for kind in KINDS.values() if kind.corrected))


EVIDENCE = rows_of(KINDS.values())
RETRACTING_PEOPLE = rows_of(
    kind
    for kind in KINDS.values()
    if kind.retracts & {EvidenceKind.OBSERVATION, EvidenceKind.ACCEPTANCE, EvidenceKind.DECISION}
)
"""What may take back what a person of the field or of the office said, among other evidence."""


def listed(codes: Iterable[str]) -> str:
    """SQL: a list of codes of ours, in their order."""
    return ", ".join(f"'{code}'" for code in sorted(codes))


# The twin of Evidence.voice, the last first; a test holds both against each other.
LAST_VOICE = 'until_day DESC, spoken_at DESC, told COLLATE "C" DESC, id COLLATE "C" DESC'

SAID_VACANT = " UNION ".join(
    f"SELECT house_id FROM ({kind.of_city}) AS said WHERE said IN ({listed(kind.saying(State.VACANT))})"  # noqa: S608 - constants
    for kind in KINDS.values()
    if kind.of_city
)
