"""From evidence to state: pure functions on plain values, and the only place that knows the rule.

The rule is plain: the latest clear statement stands. A statement that speaks for a span of days,
such as a staff decision ("vacant since August", decided in November) or a line of a ledger
("vacant since 1993", listed in 2019), also overrules whatever weaker voices or earlier spans said
of the days within it. A complete list speaks of the houses that it does not name, too: a vacancy ends.

What stands follows from the set of the evidence alone. When the register heard of a piece decides
nothing but what was known when: no order, no span and no strike looks at it. Nothing here reads a clock
or a database, so that what the register holds today can be worked out again from its rows on any day.
"""

import calendar
import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

from akiya.words import Certainty, Precision, State

RANK = {Certainty.SIGNALLED: 0, Certainty.REPORTED: 1, Certainty.CONFIRMED: 2}


ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing the register was told about one house, or one thing it was told to strike out.

    ``told``: what it says, apart from the number it got when it was heard. ``dated``: it says that the state
    began on ``on``; else that it was so on that day. ``silent``: a complete list that lacks the house, which
    ends a vacancy and says no more. ``batch``: the list it is of.
    """

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
    told: str = ""
    dated: bool = False
    silent: bool = False
    batch: int | None = None

    def order(self) -> tuple[dt.date, int, dt.datetime, bool, str, str]:
        """Later days last; on one day the weightier voice, then the later one; to be named outweighs silence."""
        return (self.on, RANK[self.certainty], self.spoken_at, not self.silent, self.told, self.id)

    def voice(self) -> tuple[dt.date, dt.datetime, str, str]:
        """Which of two spoke last. Its twin in SQL is evidence.LAST_VOICE."""
        return (self.until, self.spoken_at, self.told, self.id)


class Step(NamedTuple):
    """From a day on, the register holds a state with a certainty, because of one piece of evidence.

    It began on a day from ``earliest`` to ``latest``, both included: one day where that is known, else what the
    evidence leaves open. ``earliest`` None: nothing says that it was otherwise before.
    """

    on: dt.date
    state: State
    certainty: Certainty
    precision: Precision
    evidence: str
    earliest: dt.date | None
    latest: dt.date


class Change(NamedTuple):
    """A row of history: a step that begins to hold, or the end of one that was held until now."""

    recorded_at: dt.datetime
    step: Step
    voids: bool
    cause: str


class Standing(NamedTuple):
    """What stands after everything known: the last state, its unbroken run, and who last knew.

    The run began on a day from ``earliest`` to ``latest``, as its first step did.
    """

    state: State = State.UNKNOWN
    certainty: Certainty = Certainty.SIGNALLED
    since: dt.date | None = None
    precision: Precision = Precision.UNKNOWN
    confirmed_on: dt.date | None = None
    confirmed_by: str = ""
    earliest: dt.date | None = None
    latest: dt.date | None = None


class Held(NamedTuple):
    """The steps that a house held when its history was corrected, and the correction: from then on the rule holds."""

    steps: tuple[Step, ...]
    at: dt.datetime
    cause: str


def struck_out(evidence: Iterable[Evidence]) -> frozenset[str]:
    """Ids of the evidence that is struck out. A strike that is itself struck out strikes nothing.

    Whether a strike holds follows from what strikes it, and not from when it was heard: a withdrawal may
    arrive before what it takes back. Of strikes that go round in a ring the last one spoken holds.
    """
    strikes = sorted((piece for piece in evidence if piece.strikes), key=lambda piece: (piece.spoken_at, piece.id))
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


def overruled_by(span: Evidence, evidence: Sequence[Evidence]) -> list[Evidence]:
    """What still speaks and would no longer if ``span`` were said too, and that says otherwise, oldest first."""
    return [piece for piece in statements(evidence) if piece.state != span.state and overrules(span, piece)]


class Kept(NamedTuple):
    """A start that stays where ``span`` only says once more what stood before, and what it would be, were that wrong.

    ``by``: the piece that says when the state began.
    """

    by: str
    stays: Standing
    corrected: Standing


def start_kept(span: Evidence, evidence: Sequence[Evidence]) -> Kept | None:
    """What keeps the start of a state before the day from which ``span`` says it; None where nothing does."""
    said = [*evidence, span]
    steps = timeline(said)
    first = steps[run_start(steps)] if steps else None
    if first is None or span.precision == Precision.UNKNOWN or first.state != span.state or first.on >= span.on:
        return None
    return Kept(first.evidence, standing(said), standing([*evidence, replace(span, strikes=first.evidence)]))


def timeline(evidence: Sequence[Evidence]) -> tuple[Step, ...]:
    """The steps that the register holds, oldest first, at most one a day.

    A statement of the same state adds a step only where it makes the state more certain: a
    neighbour's glance does not weaken what staff confirmed.
    """
    steps: list[Step] = []
    so_until: dt.date | None = None  # the last day of which anything said what the last step says
    not_vacant_until: dt.date | None = None
    for day, said in groupby(statements(evidence), key=lambda piece: piece.on):
        piece = word_of_the_day(said, steps[-1].state if steps else State.UNKNOWN)
        if piece is None:
            not_vacant_until = day
            continue
        assert piece.state is not None
        if steps and steps[-1].state == piece.state:
            so_until = max(so_until or day, piece.until)
            if RANK[piece.certainty] > RANK[steps[-1].certainty]:
                steps.append(Step(day, piece.state, piece.certainty, piece.precision, piece.id, day, day))
            continue
        otherwise = [so_until, not_vacant_until if piece.state == State.VACANT else None]
        otherwise_until = max(filter(None, otherwise), default=None)
        steps.append(
            Step(day, piece.state, piece.certainty, piece.precision, piece.id, *bounds(piece, otherwise_until))
        )
        so_until = piece.until
    return tuple(steps)


def word_of_the_day(said: Iterable[Evidence], before: State) -> Evidence | None:
    """What stands of the statements of one day, in their order; None where all they say is that no vacancy stands."""
    last: Evidence | None = None
    for piece in said:
        if not piece.silent:
            last = piece
        elif last is None or last.state == State.VACANT:
            last = piece if before == State.VACANT else None
    return last


def bounds(piece: Evidence, otherwise_until: dt.date | None) -> tuple[dt.date | None, dt.date]:
    """The first and the last day on which a state can have begun, by the piece that brought it.

    ``otherwise_until``: the last day of which anything said that another state stood.
    """
    if piece.dated:
        return piece.on, min(last_day(piece.on, piece.precision) or piece.until, piece.until)
    return otherwise_until and min(otherwise_until + ONE_DAY, piece.on), piece.on


def last_day(first: dt.date, precision: Precision) -> dt.date | None:
    """The last day of the period that a date of some precision stands for; None where that has no end of its own."""
    if precision == Precision.MONTH:
        return first.replace(day=calendar.monthrange(first.year, first.month)[1])
    if precision == Precision.YEAR:
        return first.replace(month=12, day=31)
    return first if precision == Precision.DAY else None


def changes_between(before: Iterable[Step], after: Iterable[Step], at: dt.datetime, cause: str) -> list[Change]:
    """The rows that turn one timeline into another: first what no longer holds, then what now does."""
    old, new = list(before), list(after)
    return [Change(at, step, True, cause) for step in old if step not in new] + [
        Change(at, step, False, cause) for step in new if step not in old
    ]


def replay(evidence: Sequence[Evidence], held: Held | None = None) -> list[Change]:
    """Every row of history, as it was written when each piece of evidence was recorded.

    Pieces recorded at one moment (one import) count as one. The rows known at any moment are therefore
    what the register would have held had it stopped listening then. ``held``: the history was corrected
    once, and what was written before stays as it was.
    """
    changes: list[Change] = []
    steps: tuple[Step, ...] = ()
    known: list[Evidence] = []
    pending = sorted(evidence, key=lambda piece: (piece.recorded_at, piece.id))
    if held:
        known = [piece for piece in pending if piece.recorded_at <= held.at]
        steps = timeline(known)
        changes = changes_between(held.steps, steps, held.at, held.cause)
    for at, pieces in groupby(pending[len(known) :], key=lambda piece: piece.recorded_at):
        known += pieces
        before, steps = steps, timeline(known)
        changes += changes_between(before, steps, at, known[-1].id)
    return changes


def standing(evidence: Sequence[Evidence]) -> Standing:
    """What stands when everything is known, with the start of its unbroken run and the last confirmation."""
    return standing_of(timeline(evidence), last_confirmation(evidence))


def standing_of(steps: Sequence[Step], confirmation: Evidence | None) -> Standing:
    """What stands after some steps, oldest first."""
    confirmed_on, confirmed_by = (confirmation.until, confirmation.id) if confirmation else (None, "")
    if not steps:
        return Standing(confirmed_on=confirmed_on, confirmed_by=confirmed_by)
    last, first = steps[-1], steps[run_start(steps)]
    return Standing(
        last.state, last.certainty, first.on, first.precision, confirmed_on, confirmed_by, first.earliest, first.latest
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
