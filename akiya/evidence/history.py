"""What the records of a house say together: which still speak, which were retracted, which correct others."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from akiya.evidence.kind import Kind
from akiya.evidence.records import Record
from akiya.evidence.registry import KINDS
from akiya.rules.dossier import Dossier
from akiya.rules.evidence import Evidence
from akiya.rules.occupancy import Standing, Step, overrules, standing
from akiya.words import Certainty, EvidenceKind, State

RETRACTIONS = frozenset({"retraction", "withdrawal", "withdrawn"})
CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class Line:
    """One record as it stands in the history of its house."""

    record: Record
    state: State | None
    certainty: Certainty | None
    retracted_by: Record | None
    corrects: bool

    @property
    def kind(self) -> str:
        """The record's kind; an observation that only takes another back is a withdrawal."""
        is_withdrawal = self.record.kind == EvidenceKind.OBSERVATION and not self.record.said
        return "withdrawal" if is_withdrawal else self.record.kind

    @property
    def retracts(self) -> bool:
        """Whether it only takes another one back."""
        return self.kind in RETRACTIONS

    @property
    def is_correction(self) -> bool:
        """Whether it says that the history was corrected, which nobody said and nobody takes back."""
        return self.kind == CORRECTION

    @property
    def words(self) -> str:
        """What was said, in the words of the screen: the answer, the kind of signal, the state."""
        kind = kind_of(self.record)
        return kind.label(self.record.said) if kind else ""

    @property
    def speaks(self) -> bool:
        """Whether it is evidence that staff may rest a decision on."""
        return not (self.retracted_by or self.record.held or self.retracts or self.is_correction)


def lines_of(records: Sequence[Record], dossier: Dossier) -> list[Line]:
    """The records in the order given, each with what the others make of it.

    ``dossier`` is the same house's; held observations are not in it.
    """
    pieces = {piece.id: piece for piece in dossier}
    retracting = {piece.retracts: piece.id for piece in dossier if piece.retracts and piece.id in dossier.speaking}
    by_id = {record.id: record for record in records}
    return [line_of(record, pieces, by_id, retracting) for record in records]


def line_of(record: Record, pieces: dict[str, Evidence], by_id: dict[str, Record], retracting: dict[str, str]) -> Line:
    """One record beside the others of its house."""
    piece = pieces.get(record.id)
    kind = kind_of(record)
    state = kind.state(record.said) if kind else None
    is_retracted = record.id in retracting
    corrects = (
        piece is not None
        and piece.state is not None
        and not is_retracted
        and (
            piece.retracts is not None
            or (
                piece.until > piece.on
                and any(other.state is not None and overrules(piece, other) for other in pieces.values())
            )
        )
    )
    return Line(
        record=record,
        state=state,
        certainty=kind.certainty if kind and state else None,
        retracted_by=by_id.get(retracting[record.id]) if is_retracted else None,
        corrects=corrects,
    )


def kind_of(record: Record) -> Kind | None:
    """The kind of evidence that a record is; None for a correction, which is none."""
    return None if record.kind == CORRECTION else KINDS[EvidenceKind(record.kind)]


def standing_at(steps: Sequence[Step], dossier: Dossier, on: dt.date, known: dt.datetime) -> Standing:
    """What stood on a day, as known at a moment.

    ``steps`` are the rows of history that held then, oldest first; ``dossier`` all there ever was.
    """
    heard = Dossier(piece for piece in dossier if piece.recorded_at <= known and (piece.retracts or piece.until <= on))
    return standing([step for step in steps if step.on <= on], heard.confirmations)
