"""Read every piece of evidence of some houses, as plain values for the rules."""

import datetime as dt
from collections.abc import Sequence

from django.db import connections
from django.utils import timezone

from akiya.rules.dossier import Dossier
from akiya.rules.evidence import Evidence
from akiya.rules.merging import Merged, heard_by
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

SAYS_NOTHING = frozenset({"", Answer.UNSURE.value, State.UNKNOWN.value})
"""What may be said and yet tells nobody what state a house is in."""
OF_A_PERSON = frozenset({"look", "decision", "entry"})
"""The kinds by which a person knew."""

# The same of a row of EVIDENCE called piece, for statements that look for the last confirmation of many houses.
CONFIRMS = (
    f"piece.kind IN ({', '.join(repr(kind) for kind in sorted(OF_A_PERSON))})"
    f" AND piece.said NOT IN ({', '.join(repr(said) for said in sorted(SAYS_NOTHING))})"
)
# The twin of Evidence.voice, the last first; a test holds both against each other.
LAST_VOICE = 'until_day DESC, spoken_at DESC, told COLLATE "C" DESC, id COLLATE "C" DESC'
DECISION_TOLD = "state || ' ' || effective_on || ' ' || precision"

# Whose word takes another's back: the same person's or the same association's. Whoever takes back what somebody else
# said is held when they are heard (flags.py); of a withdrawal that came before its look it could not be told then, and
# it takes nothing back. The twin of is_own; a test holds both against each other.
OWN = (
    "(coalesce(back.person_id = said.person_id, false) OR back.association_id IS NOT DISTINCT FROM said.association_id)"
)
TAKES_BACK = f"NOT back.held AND {OWN}"

# One statement for all kinds, in the order of evidence(), so that a house costs one query. Every day is one of Japan,
# whatever zone the session keeps. ``told`` is what a piece says but for its number, which it got when it was heard.
EVIDENCE = f"""
SELECT house_id, 'look:' || id AS id, recorded_at, spoken_at, seen_on AS on_day, seen_on AS until_day,
       'look' AS kind, answer AS said, 'reported' AS certainty, 'day' AS precision,
       CASE WHEN withdraws IS NOT NULL AND NOT EXISTS (
              SELECT 1 FROM akiya_observation said WHERE said.id = back.withdraws AND NOT {OWN})
            THEN 'look:' || withdraws END AS retracts, id::text AS told, NULL::bigint AS batch
  FROM akiya_observation back WHERE {{houses}} AND NOT held
UNION ALL
-- Taken back before it was heard: the withdrawal did not know its house yet.
SELECT said.house_id, 'look:' || back.id, back.recorded_at, back.spoken_at, back.seen_on, back.seen_on,
       'look', '', 'reported', 'day', 'look:' || said.id, back.id::text, NULL
  FROM akiya_observation said JOIN akiya_observation back ON back.withdraws = said.id AND back.house_id IS NULL
 WHERE said.{{houses}} AND {TAKES_BACK}
UNION ALL
-- A look that was held counts from the moment it was accepted, and what takes it back takes this back.
SELECT yes.house_id, 'accepted:' || yes.id, yes.recorded_at, said.spoken_at, said.seen_on, said.seen_on,
       'look', said.answer, 'reported', 'day',
       CASE WHEN said.withdraws IS NOT NULL THEN 'look:' || said.withdraws END, said.id::text, NULL
  FROM akiya_acceptance yes JOIN akiya_observation said ON said.id = yes.observation_id WHERE yes.{{houses}}
UNION ALL
SELECT yes.house_id, CASE WHEN too.id IS NULL THEN 'look:' || back.id ELSE 'accepted:' || too.id END,
       greatest(back.recorded_at, yes.recorded_at, too.recorded_at), back.spoken_at, back.seen_on,
       back.seen_on, 'look', '', 'reported', 'day', 'accepted:' || yes.id, back.id::text, NULL
  FROM akiya_acceptance yes JOIN akiya_observation said ON said.id = yes.observation_id
  JOIN akiya_observation back ON back.withdraws = said.id
  LEFT JOIN akiya_acceptance too ON too.observation_id = back.id
 WHERE yes.{{houses}} AND ({TAKES_BACK} OR too.id IS NOT NULL)
UNION ALL
SELECT house_id, 'decision:' || id, recorded_at, recorded_at, effective_on, decided_on,
       'decision', state, 'confirmed', precision, nullif(replaces, ''), {DECISION_TOLD}, NULL
  FROM akiya_decision WHERE {{houses}}
UNION ALL
-- A list speaks as of the beginning of its day.
SELECT e.house_id, 'entry:' || e.id, e.recorded_at, b.list_on::timestamp AT TIME ZONE 'Asia/Tokyo', e.since, b.list_on,
       'entry', e.state, 'confirmed', e.precision, NULL,
       b.source || ' ' || encode(b.sha256, 'hex') || ' ' || lpad(coalesce(e.row::text, ''), 10, '0'), b.id
  FROM akiya_entry e JOIN akiya_batch b ON b.id = e.batch_id WHERE e.{{houses}}
UNION ALL
-- A complete list speaks of the houses it does not name, too: of all of its city, by being complete.
SELECT house.house_id, 'silence:' || b.id || ':' || house.house_id, greatest(b.recorded_at, house.recorded_at),
       b.list_on::timestamp AT TIME ZONE 'Asia/Tokyo', b.list_on, b.list_on,
       'silence', 'unknown', 'confirmed', 'day', NULL, b.source || ' ' || encode(b.sha256, 'hex'), b.id
  FROM (SELECT id AS house_id, municipality_id, recorded_at FROM akiya_house) house
  JOIN akiya_batch b ON b.municipality_id = house.municipality_id AND b.complete
 WHERE house.{{houses}}
   AND NOT EXISTS (SELECT 1 FROM akiya_entry e WHERE e.batch_id = b.id AND e.house_id = house.house_id)
UNION ALL
-- A list that was taken back out says nothing, of the houses it names and of those it does not; nor does taking it
-- back out, once that was undone.
SELECT house.house_id, 'withdrawn:' || out.id || ':' || house.house_id, out.recorded_at, out.recorded_at,
       (out.recorded_at AT TIME ZONE 'Asia/Tokyo')::date, (out.recorded_at AT TIME ZONE 'Asia/Tokyo')::date,
       'withdrawal', '', 'confirmed', 'day',
       CASE WHEN out.undoes_id IS NOT NULL THEN 'withdrawn:' || out.undoes_id || ':' || house.house_id
            WHEN e.id IS NOT NULL THEN 'entry:' || e.id
            ELSE 'silence:' || b.id || ':' || house.house_id END, '', b.id
  FROM (SELECT id AS house_id, municipality_id FROM akiya_house) house
  JOIN akiya_withdrawal out ON out.municipality_id = house.municipality_id
  JOIN akiya_batch b ON b.id = out.batch_id
  LEFT JOIN akiya_entry e ON e.batch_id = b.id AND e.house_id = house.house_id
 WHERE house.{{houses}} AND (b.complete OR e.id IS NOT NULL)
UNION ALL
SELECT house_id, 'signal:' || id, recorded_at, observed_on::timestamp AT TIME ZONE 'Asia/Tokyo', observed_on,
       observed_on, 'signal', kind, 'signalled', 'day', NULL, kind || ' ' || source || ' ' || value, NULL
  FROM akiya_signal WHERE {{houses}}
UNION ALL
SELECT house_id, 'retraction:' || id, recorded_at, recorded_at, (recorded_at AT TIME ZONE 'Asia/Tokyo')::date,
       (recorded_at AT TIME ZONE 'Asia/Tokyo')::date, 'retraction', '', 'confirmed', 'day', evidence, evidence, NULL
  FROM akiya_retraction WHERE {{houses}}
"""  # noqa: S608 - constants


SAID_VACANT = """
SELECT house_id FROM akiya_observation WHERE municipality_id = %(city)s AND answer = ANY(%(answers)s)
 UNION SELECT yes.house_id FROM akiya_acceptance yes JOIN akiya_observation look ON look.id = yes.observation_id
         JOIN akiya_house house ON house.id = yes.house_id
        WHERE house.municipality_id = %(city)s AND look.answer = ANY(%(answers)s)
 UNION SELECT house_id FROM akiya_decision WHERE municipality_id = %(city)s AND state = 'vacant'
 UNION SELECT house_id FROM akiya_entry WHERE municipality_id = %(city)s AND state = 'vacant'
 UNION SELECT house_id FROM akiya_signal WHERE municipality_id = %(city)s AND kind = ANY(%(hints)s)
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
       'merge', '', 'confirmed', 'day', NULL, '', NULL
  FROM unnest(%(houses)s::bigint[]) AS house (id) JOIN akiya_merge m ON house.id IN (m.survivor_id, m.merged_id)
"""


def of_houses(house_ids: Sequence[int]) -> dict[int, Dossier]:
    """Every piece of evidence of each house; of a house of which nobody said anything, none.

    With it what they hear of the houses merged into them (merging.py). One statement; two more where
    one of the houses was ever merged.
    """
    own, touched = written_of(house_ids)
    if not touched:
        return {house: Dossier(pieces) for house, pieces in own.items()}
    with connections["default"].cursor() as cursor:
        cursor.execute(MERGES, {"houses": list(house_ids)})
        merges = [Merged(*row) for row in cursor]
    below = {merge.merged for merge in merges} - own.keys()
    written, _touched = written_of(sorted(below))
    return {house: Dossier(heard_by(house, own | written, merges)) for house in house_ids}


def writers(house_id: int) -> dict[str, int]:
    """The house of which each piece of evidence is written: itself, or one merged into it. Two statements."""
    with connections["default"].cursor() as cursor:
        cursor.execute(MERGES, {"houses": [house_id]})
        below = {merge.merged for merge in map(Merged._make, cursor)}
    written, _touched = written_of(sorted({house_id, *below}))
    return {piece.id: house for house, pieces in written.items() for piece in pieces}


def said_vacant(municipality_id: int) -> set[int]:
    """The houses of a city of which anything ever said that they are vacant, speaking still or not. One query."""
    answers = [answer.value for answer, state in SEEN_STATE.items() if state is State.VACANT]
    hints = [kind.value for kind, state in HINTED_STATE.items() if state is State.VACANT]
    with connections["default"].cursor() as cursor:
        cursor.execute(SAID_VACANT, {"city": municipality_id, "answers": answers, "hints": hints})
        return {house for (house,) in cursor if house is not None}


def is_own(person: int | None, association: int | None, said_by: int | None, said_in: int | None) -> bool:
    """Whether a word is taken back by whose it was: the same person, or the same association. Its twin is OWN."""
    return (person is not None and person == said_by) or association == said_in


def silence(list_on: dt.date, at: dt.datetime) -> Evidence:
    """What a complete list of a day, that is taken in at a moment, would say of a house that it lacks."""
    beginning = timezone.make_aware(dt.datetime.combine(list_on, dt.time.min))
    return evidence(
        "silence:", at, beginning, list_on, list_on, "silence", State.UNKNOWN, Certainty.CONFIRMED, Precision.DAY,
        None, "", None,
    )  # fmt: skip


def decision(state: State, effective_on: dt.date, precision: Precision, at: dt.datetime) -> Evidence:
    """What a decision would say that staff made at a moment."""
    return evidence(
        "decision:", at, at, effective_on, timezone.localdate(at), "decision", state, Certainty.CONFIRMED, precision,
        None, "", None,
    )  # fmt: skip


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
    retracts: str | None,
    told: str,
    batch: int | None,
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
        confirms=kind in OF_A_PERSON and said not in SAYS_NOTHING,
        retracts=retracts,
        told=told,
        dated=kind in {"decision", "entry"} and precision != Precision.UNKNOWN,
        silent=kind == "silence",
        batch=batch,
    )


def stated(kind: str, said: str) -> State | None:
    """The state that a look, a signal, a decision or a list says the house is in, if it says one."""
    if kind == "look":
        return SEEN_STATE.get(Answer(said)) if said else None
    if kind == "signal":
        return HINTED_STATE.get(SignalKind(said))
    return State(said) if said else None
