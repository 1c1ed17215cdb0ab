"""What is joined to a house that is taken out, beside what stood of it (akiya/asof/joins.py)."""

from akiya.asof.joins import Join
from akiya.asof.known_then.retracted import STILL_SPEAKS
from akiya.evidence import decision
from akiya.evidence.registry import LAST_VOICE
from akiya.words import AreaKind

SEPARATOR = "；"
"""What stands between several values of one column."""

# Those that are written of the house, and those it heard besides (known_then/heard.py). A withdrawal that came before
# its house was known takes an observation back and is none itself.
LAST_OBSERVATION = Join(
    "observation",
    f"""
LEFT JOIN LATERAL (
  SELECT last.*, person.name AS person
    FROM (SELECT count(*) OVER () AS looks, seen.*
            FROM (SELECT own.answer, own.seen_on, own.spoken_at, own.concerns, own.note, own.person_id,
                         own.seen_on AS until_day, own.id::text AS told, 'look:' || own.id AS id
                    FROM akiya_observation own
                   WHERE h.id <> ALL(%(in_merges)s::bigint[])
                     AND own.house_id = h.id AND NOT own.held AND own.recorded_at <= %(known_at)s
                     AND {STILL_SPEAKS.format(piece="('look:' || own.id)")}
                  UNION ALL
                  SELECT said.answer, said.seen_on, said.spoken_at, said.concerns, said.note, said.person_id,
                         said.seen_on, said.id::text, heard.piece
                    FROM jsonb_to_recordset(%(heard)s::jsonb -> h.id::text) AS heard (observation uuid, piece text)
                    JOIN akiya_observation said ON said.id = heard.observation
                   WHERE h.id = ANY(%(hearing)s::bigint[]) AND (said.held OR said.house_id IS NOT NULL)) seen
           WHERE seen.answer <> '' AND seen.seen_on <= %(day)s
           ORDER BY {LAST_VOICE} LIMIT 1) last
    LEFT JOIN akiya_person person ON person.id = last.person_id) observation ON true""",  # noqa: S608 - constants
    sets=True,
)
"""``observation``: the last observation that counted, and how many did."""

LAST_DECISION = Join(
    "decision",
    f"""
LEFT JOIN LATERAL (
  (SELECT made.reason
     FROM (SELECT *, decided_on AS until_day, recorded_at AS spoken_at, {decision.TOLD} AS told
             FROM akiya_decision) made
    WHERE h.id <> ALL(%(in_merges)s::bigint[])
      AND made.house_id = h.id AND made.decided_on <= %(day)s AND made.recorded_at <= %(known_at)s
      AND {STILL_SPEAKS.format(piece="('decision:' || made.id)")}
    ORDER BY {LAST_VOICE.replace('id COLLATE "C"', "id")} LIMIT 1)
  UNION ALL
  SELECT made.reason FROM akiya_decision made
   WHERE h.id = ANY(%(survivors)s::bigint[]) AND made.id = (%(survivors_decided)s::jsonb ->> h.id::text)::bigint
) decision ON true""",  # noqa: S608 - constants
    sets=True,
)
"""``decision``: what staff last decided."""

STEP = Join(
    "step",
    """
JOIN LATERAL (
  SELECT change.*, gone.recorded_at AS voided_at
    FROM akiya_occupancychange change
    LEFT JOIN akiya_occupancychange gone ON gone.voids_id = change.id AND gone.recorded_at <= %(known_at)s
   WHERE change.house_id = h.id AND change.voids_id IS NULL
     AND change.effective_on <= %(day)s AND change.recorded_at <= %(known_at)s) step ON true""",
)
"""``step``: every change that was known by then, those that had been taken back by then with the time of it."""

# Sorted once for all kinds: an ORDER BY in each string_agg would sort the same names once a kind.
NAMES_OF_KIND = ", ".join(
    f"string_agg(area.name, '{SEPARATOR}') FILTER (WHERE area.kind = '{kind.value}') AS {kind.value}"
    for kind in AreaKind
)
AREAS = Join(
    "areas",
    f"""
LEFT JOIN LATERAL (
  SELECT {NAMES_OF_KIND}
    FROM (SELECT area.kind, area.name
            FROM akiya_housearea lies JOIN akiya_area area ON area.id = lies.area_id
           WHERE lies.house_id = h.id AND area.valid_from <= %(day)s
             AND (area.valid_to IS NULL OR area.valid_to > %(day)s)
           ORDER BY area.name) area) areas ON true""",  # noqa: S608 - constants
)
"""``areas``: the names of the areas of the day in which it lies, by kind."""

# Lists know few of a city's houses: their keys are gathered once for all, and a house without any pays for no look-up.
KEYS = Join(
    "keys",
    f"""
LEFT JOIN (
  SELECT house_id, string_agg(source || ' ' || key, '{SEPARATOR}' ORDER BY source, key) AS lists
    FROM akiya_reference WHERE municipality_id = ANY(%(municipalities)s)
   GROUP BY house_id) keys ON keys.house_id = h.id""",  # noqa: S608 - constants
)
"""``keys``: those under which lists know it."""

# OFFSET 0 keeps the planner from working the same position out once a column.
PLACE = Join(
    "place",
    """
LEFT JOIN LATERAL (
  SELECT plane.srid, ST_Transform(h.point, plane.srid) AS plane
    FROM (SELECT coalesce(%(plane_srid)s::integer, m.plane_srid::integer) AS srid) plane OFFSET 0) place ON true""",
)
"""``place``: its position in the plane system that is asked for, else in that of its city."""
