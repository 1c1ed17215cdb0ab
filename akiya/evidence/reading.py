"""Read every piece of evidence of some houses, as plain values for the rules."""

import datetime as dt
from collections.abc import Sequence

from django.db import connections

from akiya.evidence.registry import EVIDENCE, KINDS, SAID_VACANT
from akiya.rules.dossier import Dossier
from akiya.rules.evidence import Evidence
from akiya.rules.merging import Merged, heard_by
from akiya.words import EvidenceKind, Precision

# Whether a house was ever merged, or another into it, comes along with its evidence: a row that names no kind.
WRITTEN = f"""
SELECT * FROM {EVIDENCE} WHERE house_id = ANY(%(houses)s)
UNION ALL
SELECT house.id, '', m.recorded_at, m.recorded_at, m.recorded_at::date, m.recorded_at::date, '', '', 'day', NULL, '',
       NULL
  FROM unnest(%(houses)s::bigint[]) AS house (id) JOIN akiya_merge m ON house.id IN (m.survivor_id, m.merged_id)
"""  # noqa: S608 - constants

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


def of_houses(house_ids: Sequence[int]) -> dict[int, Dossier]:
    """Every piece of evidence of each house; of a house of which nobody said anything, none.

    With it what they hear of the houses merged into them (rules/merging.py). One statement; two more where
    one of the houses was ever merged.
    """
    own, touched = written_of(house_ids)
    if not touched:
        return {house: Dossier(pieces) for house, pieces in own.items()}
    merges = merges_of(house_ids)
    below = {merge.merged for merge in merges} - own.keys()
    written, _touched = written_of(sorted(below))
    return {house: Dossier(heard_by(house, own | written, merges)) for house in house_ids}


def of_house(house_id: int) -> Dossier:
    """Every piece of evidence of one house. One statement, as of_houses."""
    return of_houses([house_id])[house_id]


def writers(house_id: int) -> dict[str, int]:
    """The house of which each piece of evidence is written: itself, or one merged into it. Two statements."""
    below = {merge.merged for merge in merges_of([house_id])}
    written, _touched = written_of(sorted({house_id, *below}))
    return {piece.id: house for house, pieces in written.items() for piece in pieces}


def merges_of(house_ids: Sequence[int]) -> list[Merged]:
    """Every merge of some houses and below them, in the order in which they were recorded. One statement."""
    with connections["default"].cursor() as cursor:
        cursor.execute(MERGES, {"houses": list(house_ids)})
        return [Merged(*row) for row in cursor]


def said_vacant(municipality_id: int) -> set[int]:
    """The houses of a city of which anything ever said that they are vacant, speaking still or not. One query."""
    with connections["default"].cursor() as cursor:
        cursor.execute(SAID_VACANT, {"city": municipality_id})
        return {house for (house,) in cursor if house is not None}


def written_of(house_ids: Sequence[int]) -> tuple[dict[int, list[Evidence]], bool]:
    """The evidence that is written of each house itself, and whether any was ever merged. One statement."""
    found: dict[int, list[Evidence]] = {house_id: [] for house_id in house_ids}
    touched = False
    with connections["default"].cursor() as cursor:
        cursor.execute(WRITTEN, {"houses": list(house_ids)})
        for house_id, *columns in cursor:
            if not columns[5]:
                touched = True
            else:
                found[house_id].append(piece(*columns))
    return found, touched


def piece(
    id_: str,
    recorded_at: dt.datetime,
    spoken_at: dt.datetime,
    on: dt.date,
    until: dt.date,
    code: str,
    said: str,
    precision: str,
    retracts: str | None,
    told: str,
    batch: int | None,
) -> Evidence:
    """One row of EVIDENCE as a plain value."""
    kind = KINDS[EvidenceKind(code)]
    return Evidence(
        id=id_,
        kind=kind.kind,
        recorded_at=recorded_at,
        spoken_at=spoken_at,
        on=on,
        until=until,
        state=kind.state(said),
        certainty=kind.certainty,
        precision=Precision(precision),
        confirms=kind.confirms(said),
        retracts=retracts,
        told=told,
        dated=kind.begins and precision != Precision.UNKNOWN,
        silent=kind.silent,
        batch=batch,
    )
