"""What the records of a house say together: which still speak, which were struck out, which correct others."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from akiya.evidence import stated
from akiya.pages.house_records import Record
from akiya.rules.occupancy import Evidence, Standing, Step, last_confirmation, overrules, standing_of, struck_out
from akiya.words import Answer, Certainty, SignalKind, State

CERTAINTY = {
    "look": Certainty.REPORTED,
    "decision": Certainty.CONFIRMED,
    "entry": Certainty.CONFIRMED,
    "silence": Certainty.CONFIRMED,
    "signal": Certainty.SIGNALLED,
}
STRIKES = frozenset({"retraction", "withdrawal", "withdrawn"})
CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class Line:
    """One record as it stands in the history of its house."""

    record: Record
    state: State | None
    certainty: Certainty | None
    struck_by: Record | None
    corrects: bool

    @property
    def kind(self) -> str:
        """The record's kind; a look that only takes another back is a withdrawal."""
        is_withdrawal = self.record.kind == "look" and not self.record.said
        return "withdrawal" if is_withdrawal else self.record.kind

    @property
    def strikes(self) -> bool:
        """Whether it only takes another one back."""
        return self.kind in STRIKES

    @property
    def is_correction(self) -> bool:
        """Whether it says that the history was corrected, which nobody said and nobody takes back."""
        return self.kind == CORRECTION

    @property
    def words(self) -> str:
        """What was said, in the words of the screen: the answer, the kind of signal, the state."""
        said = self.record.said
        if not said:
            return ""
        if self.record.kind == "look":
            return str(Answer(said).label)
        return str((SignalKind if self.record.kind == "signal" else State)(said).label)

    @property
    def speaks(self) -> bool:
        """Whether it is evidence that staff may rest a decision on."""
        return not (self.struck_by or self.record.held or self.strikes or self.is_correction)


def lines_of(records: Sequence[Record], evidence: Iterable[Evidence]) -> list[Line]:
    """The records in the order given, each with what the others make of it.

    ``evidence`` is the same house's evidence for occupancy.py; held looks are not among it.
    """
    pieces = {piece.id: piece for piece in evidence}
    struck = struck_out(pieces.values())
    strikers = {piece.strikes: piece.id for piece in pieces.values() if piece.strikes and piece.id not in struck}
    by_id = {record.id: record for record in records}
    return [line_of(record, pieces, by_id, strikers) for record in records]


def line_of(record: Record, pieces: dict[str, Evidence], by_id: dict[str, Record], strikers: dict[str, str]) -> Line:
    """One record beside the others of its house."""
    piece = pieces.get(record.id)
    state = stated(record.kind, record.said) if record.said else None
    is_struck = record.id in strikers
    corrects = (
        piece is not None
        and piece.state is not None
        and not is_struck
        and (
            piece.strikes is not None
            or (
                piece.until > piece.on
                and any(other.state is not None and overrules(piece, other) for other in pieces.values())
            )
        )
    )
    return Line(
        record=record,
        state=state,
        certainty=CERTAINTY.get(record.kind) if state else None,
        struck_by=by_id.get(strikers[record.id]) if is_struck else None,
        corrects=corrects,
    )


def standing_at(steps: Sequence[Step], evidence: Iterable[Evidence], on: dt.date, known: dt.datetime) -> Standing:
    """What stood on a day, as known at a moment.

    ``steps`` are the rows of history that held then, oldest first; ``evidence`` all there ever was.
    """
    heard = [piece for piece in evidence if piece.recorded_at <= known and (piece.strikes or piece.until <= on)]
    return standing_of([step for step in steps if step.on <= on], last_confirmation(heard))
