"""What a merge makes of the evidence of two houses: pure rules on plain values.

The rows stay with the house they were written of. While a merge stands the survivor hears them too, as
of the moment of the merge, and the merged house says nothing; an undo takes both back again. So the
register of any earlier moment still answers as it did then, and every projection can be worked out again.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from akiya.rules.evidence import Evidence
from akiya.words import EvidenceKind


class Span(NamedTuple):
    """From one moment up to, and without, another one, or until today."""

    at: dt.datetime
    until: dt.datetime | None

    def covers(self, moment: dt.datetime) -> bool:
        """Whether what is recorded at a moment still finds the span open, then or later."""
        return self.until is None or moment < self.until


class Merged(NamedTuple):
    """One house was taken into another for a span."""

    id: int
    merged: int
    survivor: int
    at: dt.datetime
    until: dt.datetime | None

    @property
    def span(self) -> Span:
        return Span(self.at, self.until)


def heard_by(house: int, own: dict[int, list[Evidence]], merges: Sequence[Merged]) -> list[Evidence]:
    """All evidence of a house, with what it hears of the houses below it.

    ``own`` is what is written of each house; ``merges`` every merge below ``house`` and of it.
    """
    pieces = list(own.get(house, ()))
    silences = {piece.batch: piece for piece in pieces if piece.silent}
    for below, spans in hearing(house, merges).items():
        pieces += inherited(own.get(below, ()), spans)
        pieces += named(own.get(below, ()), silences, spans)
    return [*pieces, *silenced(pieces, [merge for merge in merges if merge.merged == house])]


def hearing(house: int, merges: Sequence[Merged]) -> dict[int, list[Span]]:
    """When a house hears each house below it, by whatever way: the spans oldest first, none touching another.

    A house never takes in, not even by way of others, one that once took it in.
    """
    heard: dict[int, list[Span]] = defaultdict(list)
    for merge in merges:
        if merge.survivor != house:
            continue
        heard[merge.merged].append(merge.span)
        for below, spans in hearing(merge.merged, merges).items():
            heard[below] += [both for span in spans if (both := overlap(span, merge.span))]
    return {below: joined(spans) for below, spans in heard.items()}


def overlap(one: Span, other: Span) -> Span | None:
    """The span that two have in common, if they have any."""
    ends = [span.until for span in (one, other) if span.until is not None]
    both = Span(max(one.at, other.at), min(ends, default=None))
    return both if both.until is None or both.at < both.until else None


def joined(spans: Sequence[Span]) -> list[Span]:
    """The same moments in as few spans as can be, the oldest first."""
    told: list[Span] = []
    for span in sorted(spans, key=lambda span: span.at):
        last = told[-1] if told else None
        if last is None or (last.until is not None and last.until < span.at):
            told.append(span)
        else:
            endless = last.until is None or span.until is None
            told[-1] = Span(last.at, None if endless else max(last.until, span.until))  # type: ignore[type-var]
    return told


def inherited(pieces: Sequence[Evidence], spans: Sequence[Span]) -> Iterator[Evidence]:
    """What is heard of a house's own evidence during some spans that do not touch, the oldest first.

    Not that a list lacks it: the list speaks of the building, which is the survivor's to answer for.
    """
    for piece in pieces:
        if piece.silent:
            continue
        heard = [span for span in spans if span.covers(piece.recorded_at)]
        if not heard:
            continue
        yield replace(piece, recorded_at=max(piece.recorded_at, heard[0].at))
        for span in heard:
            if span.until is not None:
                yield retraction(f"apart:{span.until.isoformat()}:{piece.id}", piece.id, span.until)
        for before, after in pairwise(heard):
            assert before.until is not None, "a span before another one has ended"
            apart = f"apart:{before.until.isoformat()}:{piece.id}"
            yield retraction(f"again:{after.at.isoformat()}:{piece.id}", apart, after.at)


def named(
    pieces: Sequence[Evidence], silences: Mapping[int | None, Evidence], spans: Sequence[Span]
) -> Iterator[Evidence]:
    """What retracts the silence of lists about a survivor where they name a house that it speaks for.

    ``pieces``: what is written of that house; ``silences``: those about the survivor, by list.
    """
    for piece in pieces:
        if piece.batch not in silences or piece.state is None or piece.silent:
            continue
        for span in spans:
            if not span.covers(piece.recorded_at):
                continue
            by_name = f"named:{span.at.isoformat()}:{piece.id}"
            yield retraction(by_name, silences[piece.batch].id, max(piece.recorded_at, span.at))
            if span.until is not None:
                yield retraction(f"unnamed:{span.at.isoformat()}:{piece.id}", by_name, span.until)


def silenced(pieces: Sequence[Evidence], merges: Sequence[Merged]) -> Iterator[Evidence]:
    """What retracts the evidence of a house while it is merged. ``merges``: every one of it."""
    for piece in pieces:
        for merge in merges:
            if not merge.span.covers(piece.recorded_at):
                continue
            yield retraction(f"gone:{merge.id}:{piece.id}", piece.id, max(piece.recorded_at, merge.at))
            if merge.until is not None:
                yield retraction(f"back:{merge.id}:{piece.id}", f"gone:{merge.id}:{piece.id}", merge.until)


def retraction(id_: str, retracts: str, at: dt.datetime) -> Evidence:
    """A piece of evidence that says nothing of its own."""
    return Evidence(
        id=id_,
        kind=EvidenceKind.RETRACTION,
        recorded_at=at,
        spoken_at=at,
        on=at.date(),
        until=at.date(),
        retracts=retracts,
    )
