"""When somebody knew how a house was used, as of any day and as known at any moment: a projection of the evidence."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection

from akiya.locks import Turn
from akiya.models import Confirmation
from akiya.rules.confirmations import Confirmation as Said
from akiya.rules.dossier import Dossier
from akiya.rules.replay import Known, confirmations_known

# What is held no more ends before what is new begins: of one day a house has one row that is open. Both sides are
# laid together and grouped: joined, those of a whole city were compared each with each when nothing was yet analysed.
KEEP = """
WITH compared AS (
  SELECT max(id) AS held, max(municipality_id) AS due, house_id, day, evidence FROM (
    SELECT NULL::bigint AS id, * FROM unnest(%(city)s::bigint[], %(house)s::bigint[], %(day)s::date[],
      %(evidence)s::text[]) AS due (municipality_id, house_id, day, evidence)
    UNION ALL
    SELECT id, NULL, house_id, day, evidence FROM akiya_confirmation
     WHERE house_id = ANY(%(houses)s) AND known_until IS NULL) both_sides
   GROUP BY house_id, day, evidence
), ended AS (
  UPDATE akiya_confirmation SET known_until = %(at)s WHERE id IN (SELECT held FROM compared WHERE due IS NULL)
  RETURNING 1
)
INSERT INTO akiya_confirmation (municipality_id, house_id, day, evidence, known_from)
SELECT due, house_id, day, evidence, %(at)s FROM compared, (SELECT count(*) FROM ended) all_of_them WHERE held IS NULL
"""
# A register of before has none, and a server of before writes none.
LACKING = """
SELECT DISTINCT o.house_id FROM akiya_occupancy o
 WHERE o.confirmed_by <> '' AND NOT EXISTS (
   SELECT 1 FROM akiya_confirmation known
    WHERE known.house_id = o.house_id AND known.evidence = o.confirmed_by AND known.known_until IS NULL)
"""


def keep(turn: Turn, known: Mapping[int, Dossier]) -> None:
    """Let the houses that are locked be confirmed by what their evidence says at its moment. One statement."""
    due = [(house, each) for house, said in known.items() for each in said.confirmations]
    params: dict[str, Any] = {
        "houses": list(known),
        "at": turn.at,
        "city": [turn.houses[house].municipality for house, _each in due],
        "house": [house for house, _each in due],
        "day": [each.on for _house, each in due],
        "evidence": [each.evidence for _house, each in due],
    }
    with connection.cursor() as cursor:
        cursor.execute(KEEP, params)


def stored(houses: Sequence[int]) -> dict[int, list[Known]]:
    """What is held of each house, in order. One statement."""
    found: dict[int, list[Known]] = {house: [] for house in houses}
    rows = Confirmation.objects.filter(house__in=houses).order_by("day", "evidence", "known_from")
    for row in rows:
        found[row.house_id].append(Known(Said(row.day, row.evidence), row.known_from, row.known_until))
    return found


def rebuilt(known: Mapping[int, Dossier]) -> dict[int, list[Known]]:
    """The same by the evidence of each house."""
    return {house: confirmations_known(said) for house, said in known.items()}


def write_anew(cities: Mapping[int, int], due: Mapping[int, Iterable[Known]]) -> None:
    """Let some houses, each of a city, be confirmed as is due and no otherwise. Two statements, as the register."""
    Confirmation.objects.filter(house__in=due).delete()
    Confirmation.objects.bulk_create(
        (
            Confirmation(
                municipality_id=cities[house],
                house_id=house,
                day=each.confirmation.on,
                evidence=each.confirmation.evidence,
                known_from=each.known_from,
                known_until=each.known_until,
            )
            for house, spans in due.items()
            for each in spans
        ),
        batch_size=2000,
    )


def lacking() -> list[int]:
    """The houses that somebody confirmed of whom no row says so, by id. One statement over all houses."""
    with connection.cursor() as cursor:
        cursor.execute(LACKING)
        return sorted(house for (house,) in cursor)
