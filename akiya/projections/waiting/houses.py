"""What waits at a house: answers that contradict each other, answers held back, and odd ones."""

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from django.db import connections

from akiya.evidence.observation import OWN
from akiya.evidence.reference import is_of
from akiya.models.inbox import key_of
from akiya.projections.waiting import merges
from akiya.projections.waiting.item import Item, settled, source_of, write
from akiya.rules.disputes import Said, dispute
from akiya.rules.dossier import Dossier
from akiya.rules.evidence import Evidence
from akiya.words import EvidenceKind, InboxKind

PAIRS = frozenset({InboxKind.DIFFERING, InboxKind.MERGE})
ODD = frozenset({"position_zero", "far_away", "clock_off"})

# The houses that speak, each with itself and with all that were merged into it.
MEMBERS = """
WITH RECURSIVE member AS (
  SELECT id AS speaker, id FROM akiya_house WHERE id = ANY(%(houses)s) AND merged_into_id IS NULL
  UNION ALL SELECT member.speaker, house.id FROM akiya_house house JOIN member ON house.merged_into_id = member.id
)
"""
UNOWNED = f"""akiya_observation said
  JOIN akiya_observation back ON back.withdraws = said.id AND back.house_id IS NULL AND NOT back.held AND NOT {OWN}"""
# A held observation counts at the house for which it was accepted, under the name of its acceptance. What takes back
# somebody else's word is held, too, where it was heard before it.
IS_ACCEPTED = """EXISTS (
         SELECT 1 FROM akiya_acceptance yes WHERE yes.observation_id = {}.id AND akiya_stands('accepted:' || yes.id))"""
OBSERVATIONS = f"""
SELECT member.speaker, 'look:' || said.id AS piece, said.id, municipality_id, association_id, person_id, answer,
       seen_on, spoken_at, recorded_at, basis, flags, held, {IS_ACCEPTED.format("said")} AS accepted
  FROM akiya_observation said JOIN member ON said.house_id = member.id
UNION ALL
SELECT member.speaker, 'accepted:' || yes.id, said.id, said.municipality_id, said.association_id, said.person_id,
       said.answer, said.seen_on, said.spoken_at, yes.recorded_at, said.basis, '{{}}', false, true
  FROM akiya_acceptance yes JOIN akiya_observation said ON said.id = yes.observation_id
  JOIN member ON yes.house_id = member.id
UNION ALL
SELECT member.speaker, 'look:' || back.id, back.id, back.municipality_id, back.association_id, back.person_id,
       back.answer, back.seen_on, back.spoken_at, greatest(back.recorded_at, said.recorded_at), back.basis, back.flags,
       true, {IS_ACCEPTED.format("back")}
  FROM {UNOWNED} JOIN member ON said.house_id = member.id
"""  # noqa: S608 - constants


class ObservationAt(NamedTuple):
    """One observation at a house, with what matters for the inbox."""

    piece: str
    id: uuid.UUID
    municipality: int
    association: int | None
    person: int | None
    answer: str
    seen_on: dt.date
    spoken_at: dt.datetime
    recorded_at: dt.datetime
    basis: uuid.UUID | None
    flags: list[str]
    held: bool
    accepted: bool


def observations_at(houses: Sequence[int]) -> dict[int, list[ObservationAt]]:
    """Every observation at some houses and at those merged into them, held and accepted ones too. One query."""
    found: dict[int, list[ObservationAt]] = {house: [] for house in houses}
    with connections["default"].cursor() as cursor:
        cursor.execute(MEMBERS + OBSERVATIONS, {"houses": list(houses)})
        for house, *columns in cursor:
            found[house].append(ObservationAt(*columns))
    return found


def waiting_at(known: Mapping[int, Dossier]) -> dict[int, set[Item]]:
    """The open items of each house, worked out from its observations, its evidence and what staff settled.

    Two queries.
    """
    observations = observations_at(list(known))
    possible = {house: set(items_at(house, observations[house], dossier)) for house, dossier in known.items()}
    for item in merges.candidates(list(known)):
        if item.house is not None:
            possible[item.house].add(item)
    closed = settled([key for items in possible.values() for item in items for key in names_of(item)])
    return {house: {item for item in items if not closed & names_of(item)} for house, items in possible.items()}


def names_of(item: Item) -> set[str]:
    """The key of an item, and of a pair that in the other order, by which it may once have been settled."""
    kind, *subjects = item.key.split(":")
    return {item.key, ":".join([kind, *reversed(subjects)])} if kind in PAIRS else {item.key}


def items_at(house: int, observations: Sequence[ObservationAt], dossier: Dossier) -> Iterator[Item]:
    """What would wait at one house if staff had settled nothing by hand. No query."""
    counting = dossier.speaking
    clear = {piece.id for piece in dossier if piece.state is not None} & counting
    (source,) = source_of("house", [house])
    voices = [
        Said(
            each.id, each.answer, each.person, each.association, each.seen_on, each.spoken_at, each.basis,
            each.piece in clear,
        )
        for each in observations
    ]  # fmt: skip
    contradiction = dispute(voices)
    if contradiction is not None:
        a, b = contradiction
        if not any(piece.id in counting and decided_after(piece, b) for piece in dossier):
            by_piece = {each.id: each for each in observations}
            key = key_of(InboxKind.DIFFERING, a.id, b.id)
            city = by_piece[b.id].municipality
            since = max(by_piece[a.id].recorded_at, by_piece[b.id].recorded_at)
            yield Item(key, city, InboxKind.DIFFERING, source, house, b.association or a.association, since)
    for each in observations:
        kind = InboxKind.HELD if each.held else InboxKind.ODD
        waits = not each.accepted if each.held else bool(ODD.intersection(each.flags)) and each.piece in counting
        if waits and is_of(each.piece, EvidenceKind.OBSERVATION):
            key = key_of(kind, each.id)
            yield Item(key, each.municipality, kind, source, house, each.association, each.recorded_at)


def decided_after(piece: Evidence, said: Said) -> bool:
    """Whether a piece of evidence is a decision that staff made after an observation."""
    return piece.kind is EvidenceKind.DECISION and piece.spoken_at > said.spoken_at


def bring_up_to_date(known: Mapping[int, Dossier]) -> None:
    """Let the inbox hold what waits at some houses, of which all evidence is given."""
    items = waiting_at(known)
    write(source_of("house", list(known)), [item for found in items.values() for item in found])


def is_accepted(observation: uuid.UUID) -> bool:
    """Whether an acceptance of a held observation stands. One query."""
    with connections["default"].cursor() as cursor:
        cursor.execute(f"SELECT {IS_ACCEPTED.format('said')} FROM (SELECT %s::uuid AS id) said", [observation])  # noqa: S608
        accepted: bool = cursor.fetchone()[0]
        return accepted


def house_of_unowned(observation: uuid.UUID) -> int | None:
    """The house of which somebody took back another's word before it was heard, if an observation is such a word.

    One query.
    """
    with connections["default"].cursor() as cursor:
        cursor.execute(f"SELECT said.house_id FROM {UNOWNED} WHERE back.id = %s", [observation])  # noqa: S608 - constants
        row = cursor.fetchone()
        return row[0] if row else None
