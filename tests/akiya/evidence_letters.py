"""Evidence small enough to write on one line. Days are counted from 1 January 2026."""

import datetime as dt
from itertools import count

from akiya.rules.dossier import Dossier
from akiya.rules.evidence import Evidence
from akiya.rules.occupancy import Standing, Step
from akiya.rules.replay import replay
from akiya.words import Certainty, EvidenceKind, State

NEW_YEAR = dt.date(2026, 1, 1)
_numbers = count(1)


def day(number: int) -> dt.date:
    return NEW_YEAR + dt.timedelta(days=number)


def moment(number: int) -> dt.datetime:
    return dt.datetime.combine(day(number), dt.time(12), tzinfo=dt.UTC)


def piece(state: str | None, on: int, until: int | None = None, known: int | None = None, **more: object) -> Evidence:
    last = on if until is None else until
    values: dict[str, object] = {
        "id": f"look:{next(_numbers)}",
        "kind": EvidenceKind.OBSERVATION,
        "recorded_at": moment(last if known is None else known),
        "spoken_at": moment(last),
        "on": day(on),
        "until": day(last),
        "state": State(state) if state else None,
        "confirms": True,
        **more,
    }
    return Evidence(**values)  # type: ignore[arg-type]


def saw(answer: str, on: int, known: int | None = None) -> Evidence:
    """A neighbour's look."""
    return piece(None if answer == "unsure" else answer, on, known=known)


def hint(state: str, on: int, known: int | None = None) -> Evidence:
    """A signal."""
    return piece(state, on, known=known, kind=EvidenceKind.SIGNAL, certainty=Certainty.SIGNALLED, confirms=False)


def decided(state: str, since: int, on: int, known: int | None = None) -> Evidence:
    """A staff decision made on a day, about the time since an earlier one."""
    return piece(state, since, on, known, kind=EvidenceKind.DECISION, certainty=Certainty.CONFIRMED, dated=True)


def unnamed(on: int, known: int | None = None) -> Evidence:
    """A complete list of a day that lacks the house."""
    more = {"kind": EvidenceKind.SILENCE, "certainty": Certainty.CONFIRMED, "confirms": False, "silent": True}
    return piece("unknown", on, known=on if known is None else max(on, known), **more)


def listed(state: str, on: int, since: int | None = None) -> Evidence:
    """A list of a day that names the house, and may say since when it is so."""
    first = on if since is None else since
    return piece(state, first, on, kind=EvidenceKind.ENTRY, certainty=Certainty.CONFIRMED, dated=since is not None)


def retraction(what: Evidence, on: int) -> Evidence:
    return piece(None, on, kind=EvidenceKind.RETRACTION, retracts=what.id)


def said(evidence: list[Evidence]) -> list[tuple[int, str, str]]:
    """The timeline as (day, state, certainty)."""
    return [((step.on - NEW_YEAR).days, step.state.value, step.certainty.value) for step in Dossier(evidence).timeline]


def standing(evidence: list[Evidence]) -> Standing:
    return Dossier(evidence).standing


def answer(evidence: list[Evidence]) -> str:
    """The state that stands at the end."""
    steps = Dossier(evidence).timeline
    return steps[-1].state.value if steps else "unknown"


def rows_held(evidence: list[Evidence], known: dt.datetime) -> list[Step]:
    """The steps that the rows of history held at a moment, oldest first."""
    held: list[Step] = []
    for change in replay(evidence):
        if change.recorded_at <= known:
            if change.voids:
                held.remove(change.step)
            else:
                held.append(change.step)
    return sorted(held, key=lambda step: step.on)


def known_at(evidence: list[Evidence], when: dt.datetime) -> list[tuple[dt.date, State, Certainty]]:
    """What the rows of replay say stood at a moment."""
    return sorted((step.on, step.state, step.certainty) for step in rows_held(evidence, when))
