"""What is joined to a house ``h`` and what stood of it, ``o``: since when (``run``), and who last knew (``c``)."""

from akiya.evidence.registry import CONFIRMS, EVIDENCE, LAST_VOICE

# What is retracted at a house is told beforehand (known_then).
STILL_SPEAKS = "NOT coalesce((%(retracted)s::jsonb -> h.id::text) ? {piece}, false)"

# The projection knows the last confirmation of today; of another moment the evidence itself is asked. The evidence of
# houses that were merged was asked beforehand; a condition on h alone is tried before anything of it is read.
CONFIRMED_NOW = "LEFT JOIN akiya_occupancy c ON c.house_id = h.id"
CONFIRMED_THEN = f"""
LEFT JOIN LATERAL (
  (SELECT piece.until_day AS confirmed_on, piece.id AS confirmed_by
     FROM {EVIDENCE}
    WHERE h.id <> ALL(%(in_merges)s::bigint[]) AND piece.house_id = h.id
      AND {CONFIRMS}
      AND piece.until_day <= %(day)s AND piece.recorded_at <= %(known_at)s
      AND {STILL_SPEAKS.format(piece="piece.id")}
    ORDER BY {LAST_VOICE} LIMIT 1)
  UNION ALL
  SELECT (said.last ->> 0)::date, said.last ->> 1
    FROM (SELECT %(survivors_confirmed)s::jsonb -> h.id::text AS last) said
   WHERE h.id = ANY(%(survivors)s::bigint[])) c ON true"""  # noqa: S608 - constants

# A row of history says since when it holds; the run may have begun with an earlier, less certain one.
RUN_NOW = "LEFT JOIN LATERAL (SELECT o.since, o.precision, o.earliest, o.latest) run ON true"
RUN_THEN = """
LEFT JOIN LATERAL (
  WITH standing AS (
    SELECT r.effective_on, r.state, r.precision, r.earliest, r.latest FROM akiya_occupancychange r
     WHERE r.house_id = h.id AND r.voids_id IS NULL
       AND r.effective_on <= %(day)s AND r.recorded_at <= %(known_at)s
       AND NOT EXISTS (SELECT 1 FROM akiya_occupancychange v
                        WHERE v.voids_id = r.id AND v.recorded_at <= %(known_at)s))
  SELECT first.effective_on AS since, first.precision, first.earliest, first.latest FROM standing first
   WHERE first.state = o.state
     AND NOT EXISTS (SELECT 1 FROM standing other
                      WHERE other.state <> o.state AND other.effective_on > first.effective_on)
   ORDER BY first.effective_on LIMIT 1) run ON true"""
