"""From evidence to state: pure functions on plain values, and the only place that knows the rule.

The rule is plain: the latest clear statement stands. A statement that speaks for a span of days,
such as a staff decision ("vacant since August", decided in November) or a line of a ledger
("vacant since 1993", listed in 2019), also overrules whatever weaker voices or earlier spans said
of the days within it. A complete list speaks of the houses that it does not name, too: a vacancy ends.

What stands follows from the set of the evidence alone. When the register heard of a piece decides
nothing but what was known when: no order, no span and no retraction looks at it. Nothing here reads a clock
or a database, so that what the register holds today can be worked out again from its rows on any day.
"""

import calendar
import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from akiya.rules.confirmations import Confirmation
from akiya.rules.evidence import RANK, Evidence
from akiya.words import Certainty, Precision, State

ONE_DAY = dt.timedelta(days=1)


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


def statements(evidence: Iterable[Evidence], retracted: Collection[str]) -> list[Evidence]:
    """What still speaks, oldest day first: clear, not retracted, not overruled by a longer view."""
    clear = [piece for piece in evidence if piece.state is not None and piece.id not in retracted]
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


def timeline(said_of_it: Iterable[Evidence]) -> tuple[Step, ...]:
    """The steps that the register holds, oldest first, at most one a day. ``said_of_it``: the statements, in order.

    A statement of the same state adds a step only where it makes the state more certain: a
    neighbour's glance does not weaken what staff confirmed.
    """
    steps: list[Step] = []
    so_until: dt.date | None = None  # the last day of which anything said what the last step says
    not_vacant_until: dt.date | None = None
    for day, said in groupby(said_of_it, key=lambda piece: piece.on):
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


def standing(steps: Sequence[Step], confirmations: Sequence[Confirmation]) -> Standing:
    """What stands after some steps and confirmations, both oldest first."""
    confirmed_on, confirmed_by = confirmations[-1] if confirmations else (None, "")
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
