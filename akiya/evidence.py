"""Read every piece of evidence of some houses, as plain values for occupancy.py."""

import datetime as dt
from collections.abc import Sequence

from django.db import connections

from akiya.merging import Merged, heard_by
from akiya.occupancy import Evidence
from akiya.words import Answer, Certainty, Precision, SignalKind, State

SEEN_STATE = {
    Answer.OCCUPIED: State.OCCUPIED,
    Answer.OCCASIONAL: State.OCCASIONAL,
    Answer.VACANT: State.VACANT,
    Answer.GONE: State.GONE,
}
HINTED_STATE = {
    SignalKind.WATER_CLOSED: State.VACANT,
    SignalKind.WATER_ZERO: State.VACANT,
    SignalKind.MAIL_RETURNED: State.VACANT,
    SignalKind.REPORT: State.VACANT,
    SignalKind.DEMOLITION_RECORD: State.GONE,
}

# One statement for all kinds, in the order of Evidence's fields, so that a house costs one query.
EVIDENCE = """
SELECT house_id, 'look:' || id AS id, recorded_at, spoken_at, seen_on AS on_day, seen_on AS until_day,
       'look' AS kind, answer AS said, 'reported' AS certainty, 'day' AS precision,
       CASE WHEN withdraws IS NOT NULL THEN 'look:' || withdraws END AS strikes
  FROM akiya_observation WHERE {houses} AND NOT held
UNION ALL
-- Taken back before it was heard: the withdrawal did not know its house yet.
SELECT said.house_id, 'look:' || back.id, back.recorded_at, back.spoken_at, back.seen_on, back.seen_on,
       'look', '', 'reported', 'day', 'look:' || said.id
  FROM akiya_observation said JOIN akiya_observation back ON back.withdraws = said.id AND back.house_id IS NULL
 WHERE said.{houses} AND NOT back.held
UNION ALL
-- A look that was held counts from the moment it was accepted, and what takes it back takes this back.
SELECT yes.house_id, 'accepted:' || yes.id, yes.recorded_at, said.spoken_at, said.seen_on, said.seen_on,
       'look', said.answer, 'reported', 'day', CASE WHEN said.withdraws IS NOT NULL THEN 'look:' || said.withdraws END
  FROM akiya_acceptance yes JOIN akiya_observation said ON said.id = yes.observation_id WHERE yes.{houses}
UNION ALL
SELECT yes.house_id, CASE WHEN too.id IS NULL THEN 'look:' || back.id ELSE 'accepted:' || too.id END,
       greatest(back.recorded_at, yes.recorded_at, too.recorded_at), back.spoken_at, back.seen_on,
       back.seen_on, 'look', '', 'reported', 'day', 'accepted:' || yes.id
  FROM akiya_acceptance yes JOIN akiya_observation back ON back.withdraws = yes.observation_id
  LEFT JOIN akiya_acceptance too ON too.observation_id = back.id
 WHERE yes.{houses} AND (NOT back.held OR too.id IS NOT NULL)
UNION ALL
SELECT house_id, 'decision:' || id, recorded_at, recorded_at, effective_on, decided_on,
       'decision', state, 'confirmed', precision, NULL
  FROM akiya_decision WHERE {houses}
UNION ALL
SELECT e.house_id, 'entry:' || e.id, e.recorded_at, b.list_on::timestamptz, e.since,
       CASE WHEN e.listed THEN b.list_on ELSE e.since END,
       CASE WHEN e.listed THEN 'entry' ELSE 'absence' END, e.state, 'confirmed', e.precision, NULL
  FROM akiya_entry e JOIN akiya_batch b ON b.id = e.batch_id WHERE e.{houses}
UNION ALL
SELECT house_id, 'signal:' || id, recorded_at, observed_on::timestamptz, observed_on, observed_on,
       'signal', kind, 'signalled', 'day', NULL
  FROM akiya_signal WHERE {houses}
UNION ALL
SELECT house_id, 'retraction:' || id, recorded_at, recorded_at, recorded_at::date, recorded_at::date,
       'retraction', '', 'confirmed', 'day', evidence
  FROM akiya_retraction WHERE {houses}
"""


# Every merge below some houses, and of them, standing or undone; a house is never below itself.
MERGES = """
WITH RECURSIVE below AS (
  SELECT m.* FROM akiya_merge m WHERE m.survivor_id = ANY(%(houses)s) AND m.undoes_id IS NULL
  UNION SELECT m.* FROM akiya_merge m JOIN below ON m.survivor_id = below.merged_id AND m.undoes_id IS NULL
), of_them AS (
  SELECT * FROM below
  UNION SELECT m.* FROM akiya_merge m WHERE m.merged_id = ANY(%(houses)s) AND m.undoes_id IS NULL
)
SELECT m.id, m.merged_id, m.survivor_id, m.recorded_at,
       (SELECT back.recorded_at FROM akiya_merge back WHERE back.undoes_id = m.id)
  FROM of_them m ORDER BY m.recorded_at, m.id
"""


# Whether a house was ever merged, or another into it, comes along with its evidence.
TOUCHED = """
UNION ALL
SELECT house.id, '', m.recorded_at, m.recorded_at, m.recorded_at::date, m.recorded_at::date,
       'merge', '', 'confirmed', 'day', NULL
  FROM unnest(%(houses)s::bigint[]) AS house (id) JOIN akiya_merge m ON house.id IN (m.survivor_id, m.merged_id)
"""


def of_houses(house_ids: Sequence[int]) -> dict[int, list[Evidence]]:
    """Every piece of evidence of each house, in no particular order. Houses without any have an empty list.

    With it what they hear of the houses merged into them (merging.py). One statement; two more where
    one of the houses was ever merged.
    """
    own, touched = written_of(house_ids)
    if not touched:
        return own
    with connections["default"].cursor() as cursor:
        cursor.execute(MERGES, {"houses": list(house_ids)})
        merges = [Merged(*row) for row in cursor]
    below = {merge.merged for merge in merges} - own.keys()
    written, _touched = written_of(sorted(below))
    return {house: heard_by(house, own | written, merges) for house in house_ids}


def writers(house_id: int) -> dict[str, int]:
    """The house of which each piece of evidence is written: itself, or one merged into it. Two statements."""
    with connections["default"].cursor() as cursor:
        cursor.execute(MERGES, {"houses": [house_id]})
        below = {merge.merged for merge in map(Merged._make, cursor)}
    written, _touched = written_of(sorted({house_id, *below}))
    return {piece.id: house for house, pieces in written.items() for piece in pieces}


def written_of(house_ids: Sequence[int]) -> tuple[dict[int, list[Evidence]], bool]:
    """The evidence that is written of each house itself, and whether any was ever merged. One statement."""
    found: dict[int, list[Evidence]] = {house_id: [] for house_id in house_ids}
    touched = False
    with connections["default"].cursor() as cursor:
        cursor.execute((EVIDENCE + TOUCHED).format(houses="house_id = ANY(%(houses)s)"), {"houses": list(house_ids)})
        for house_id, *columns in cursor:
            if columns[5] == "merge":
                touched = True
            else:
                found[house_id].append(evidence(*columns))
    return found, touched


def evidence(
    piece: str,
    recorded_at: dt.datetime,
    spoken_at: dt.datetime,
    on: dt.date,
    until: dt.date,
    kind: str,
    said: str,
    certainty: str,
    precision: str,
    strikes: str | None,
) -> Evidence:
    """One row of EVIDENCE as a plain value."""
    return Evidence(
        id=piece,
        recorded_at=recorded_at,
        spoken_at=spoken_at,
        on=on,
        until=until,
        state=stated(kind, said),
        certainty=Certainty(certainty),
        precision=Precision(precision),
        confirms=kind in {"look", "decision", "entry"},
        strikes=strikes,
    )


def stated(kind: str, said: str) -> State | None:
    """The state that a look, a signal, a decision or a ledger line says the house is in, if it says one."""
    if kind == "look":
        return SEEN_STATE.get(Answer(said)) if said else None
    if kind == "signal":
        return HINTED_STATE.get(SignalKind(said))
    return State(said) if said else None
