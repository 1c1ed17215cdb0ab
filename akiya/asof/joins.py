"""What is joined to a house ``h`` and what stood of it, ``o``: since when (``run``), and who last knew (``c``)."""

CONFIRMED_NOW = "LEFT JOIN akiya_occupancy c ON c.house_id = h.id"
CONFIRMED_THEN = """
LEFT JOIN LATERAL (
  SELECT known.day AS confirmed_on, known.evidence AS confirmed_by FROM akiya_confirmation known
   WHERE known.house_id = h.id AND known.day <= %(day)s
     AND known.known_from <= %(known_at)s AND (known.known_until IS NULL OR known.known_until > %(known_at)s)
   ORDER BY known.day DESC LIMIT 1) c ON true"""

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
