"""From evidence to state: pure functions on plain values, and the only place that knows the rule.

The rule is plain: the latest clear statement stands. A statement that speaks for a span of days,
such as a staff decision ("vacant since August", decided in November) or a line of a ledger
("vacant since 1993", listed in 2019), also overrules whatever weaker voices or earlier spans said
of the days within it. Nothing here reads a clock or a database, so that what the register holds
today can be worked out again from its rows on any other day.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from akiya.words import Certainty, Precision, State

RANK = {Certainty.SIGNALLED: 0, Certainty.REPORTED: 1, Certainty.CONFIRMED: 2}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing the register was told about one house, or one thing it was told to strike out."""

    id: str
    recorded_at: dt.datetime
    spoken_at: dt.datetime
    on: dt.date
    until: dt.date
    state: State | None = None
    certainty: Certainty = Certainty.REPORTED
    precision: Precision = Precision.DAY
    confirms: bool = False
    strikes: str | None = None

    def order(self) -> tuple[dt.date, int, dt.datetime, dt.datetime, str]:
        """Later days last; on one day the weightier voice, then the later one, then the later heard."""
        return (self.on, RANK[self.certainty], self.spoken_at, self.recorded_at, self.id)

    def voice(self) -> tuple[dt.date, dt.datetime, dt.datetime, str]:
        """Which of two that speak for a span of days spoke last."""
        return (self.until, self.spoken_at, self.recorded_at, self.id)


class Step(NamedTuple):
    """From a day on, the register holds a state with a certainty, because of one piece of evidence."""

    on: dt.date
    state: State
    certainty: Certainty
    precision: Precision
    evidence: str


class Change(NamedTuple):
    """A row of history: a step that begins to hold, or the end of one that was held until now."""

    recorded_at: dt.datetime
    step: Step
    voids: bool
    cause: str


class Standing(NamedTuple):
    """What stands after everything known: the last state, its unbroken run, and who last knew."""

    state: State = State.UNKNOWN
    certainty: Certainty = Certainty.SIGNALLED
    since: dt.date | None = None
    precision: Precision = Precision.UNKNOWN
    confirmed_on: dt.date | None = None
    confirmed_by: str = ""


def struck_out(evidence: Iterable[Evidence]) -> frozenset[str]:
    """Ids of the evidence that is struck out. A strike that is itself struck out strikes nothing.

    Whether a strike holds follows from what strikes it, and not from when it was heard: a withdrawal may
    arrive before what it takes back. Of strikes that go round in a ring the last one recorded holds.
    """
    strikes = sorted((piece for piece in evidence if piece.strikes), key=lambda piece: (piece.recorded_at, piece.id))
    by_id: dict[str, list[Evidence]] = defaultdict(list)
    for strike in strikes:
        by_id[strike.id].append(strike)
    unheard = Counter(strike.strikes for strike in strikes)
    ready = [strike for strike in strikes if not unheard[strike.id]]
    struck: set[str] = set()
    heard: set[int] = set()
    while strikes:
        strike = ready.pop() if ready else strikes.pop()
        target = strike.strikes
        if id(strike) in heard or target is None:
            continue
        heard.add(id(strike))
        if strike.id not in struck:
            struck.add(target)
        unheard[target] -= 1
        if not unheard[target]:
            ready += by_id[target]
    return frozenset(struck)


def statements(evidence: Sequence[Evidence]) -> list[Evidence]:
    """What still speaks, oldest day first: clear, not struck out, not overruled by a longer view."""
    struck = struck_out(evidence)
    clear = [piece for piece in evidence if piece.state is not None and piece.id not in struck]
    spans = [piece for piece in clear if piece.until > piece.on]
    standing = [piece for piece in clear if not any(overrules(span, piece) for span in spans)]
    return sorted(standing, key=Evidence.order)


def overrules(span: Evidence, other: Evidence) -> bool:
    """Whether ``span`` speaks for the day of ``other`` with at least its weight, and after it."""
    return (
        span is not other
        and span.on <= other.on <= span.until
        and RANK[span.certainty] >= RANK[other.certainty]
        and span.voice() > other.voice()
    )


def timeline(evidence: Sequence[Evidence]) -> tuple[Step, ...]:
    """The steps that the register holds, oldest first, at most one a day.

    A statement of the same state adds a step only where it makes the state more certain: a
    neighbour's glance does not weaken what staff confirmed.
    """
    steps: list[Step] = []
    for piece in statements(evidence):
        assert piece.state is not None
        step = Step(piece.on, piece.state, piece.certainty, piece.precision, piece.id)
        if steps and steps[-1].on == step.on:
            steps.pop()
        if steps and steps[-1].state == step.state and RANK[step.certainty] <= RANK[steps[-1].certainty]:
            continue
        steps.append(step)
    return tuple(steps)


def changes_between(before: Iterable[Step], after: Iterable[Step], at: dt.datetime, cause: str) -> list[Change]:
    """The rows that turn one timeline into another: first what no longer holds, then what now does."""
    old, new = list(before), list(after)
    return [Change(at, step, True, cause) for step in old if step not in new] + [
        Change(at, step, False, cause) for step in new if step not in old
    ]


def replay(evidence: Sequence[Evidence]) -> list[Change]:
    """Every row of history, as it was written when each piece of evidence was recorded.

    Pieces recorded at one moment (one import) count as one. The rows known at any moment are
    therefore what the register would have held had it stopped listening then.
    """
    changes: list[Change] = []
    held: tuple[Step, ...] = ()
    known: list[Evidence] = []
    pending = sorted(evidence, key=lambda piece: (piece.recorded_at, piece.id))
    for position, piece in enumerate(pending):
        known.append(piece)
        if position + 1 < len(pending) and pending[position + 1].recorded_at == piece.recorded_at:
            continue
        steps = timeline(known)
        changes += changes_between(held, steps, piece.recorded_at, piece.id)
        held = steps
    return changes


def standing(evidence: Sequence[Evidence]) -> Standing:
    """What stands when everything is known, with the start of its unbroken run and the last confirmation."""
    steps = timeline(evidence)
    confirmation = last_confirmation(evidence)
    confirmed_on, confirmed_by = (confirmation.until, confirmation.id) if confirmation else (None, "")
    if not steps:
        return Standing(confirmed_on=confirmed_on, confirmed_by=confirmed_by)
    run = run_start(steps)
    return Standing(
        steps[-1].state, steps[-1].certainty, steps[run].on, steps[run].precision, confirmed_on, confirmed_by
    )


def run_start(steps: Sequence[Step]) -> int:
    """Position of the first step of the last unbroken run of one state."""
    start = len(steps) - 1
    while start > 0 and steps[start - 1].state == steps[start].state:
        start -= 1
    return start


def last_confirmation(evidence: Sequence[Evidence]) -> Evidence | None:
    """The last piece by which a person knew the house's state: a clear look, a decision, a listed line."""
    struck = struck_out(evidence)
    known = (piece for piece in evidence if piece.confirms and piece.state is not None and piece.id not in struck)
    return max(known, key=Evidence.voice, default=None)
