"""What is joined to a house ``h`` and what stood of it, ``o``. Whoever asks for columns names the joins they need."""

from collections.abc import Iterable
from dataclasses import dataclass

from akiya.asof.moment import Moment
from akiya.asof.standing import HELD


@dataclass(frozen=True, slots=True)
class Join:
    """One more row beside each house, by the ``alias`` under which expressions speak of it.

    ``now``: where the projections answer; empty where the same asks at any moment. ``sets``: it speaks of the small
    sets of known_then, which are worked out beforehand.
    """

    alias: str
    then: str
    now: str = ""
    sets: bool = False

    def at(self, when: Moment) -> str:
        """The join for a moment."""
        return (when.is_now and self.now) or self.then


# A row of history says since when it holds; the run may have begun with an earlier, less certain one.
RUN = Join(
    "run",
    f"""
LEFT JOIN LATERAL (
  WITH standing AS (
    SELECT r.effective_on, r.state, r.precision, r.earliest, r.latest FROM akiya_occupancychange r
     WHERE r.house_id = h.id AND {HELD.format(row="r")} AND r.effective_on <= %(day)s)
  SELECT first.effective_on AS since, first.precision, first.earliest, first.latest FROM standing first
   WHERE first.state = o.state
     AND NOT EXISTS (SELECT 1 FROM standing other
                      WHERE other.state <> o.state AND other.effective_on > first.effective_on)
   ORDER BY first.effective_on LIMIT 1) run ON true""",  # noqa: S608 - constants
    """
LEFT JOIN LATERAL (
  SELECT o.run_since AS since, o.run_precision AS precision, o.run_earliest AS earliest, o.run_latest AS latest
) run ON true""",
)
"""``run``: since when what stood had stood without a break, how exactly that is known, and between which days."""

CONFIRMED = Join(
    "c",
    """
LEFT JOIN LATERAL (
  SELECT known.day AS confirmed_on, known.evidence AS confirmed_by FROM akiya_confirmation known
   WHERE known.house_id = h.id AND known.day <= %(day)s
     AND known.known_from <= %(known_at)s AND (known.known_until IS NULL OR known.known_until > %(known_at)s)
   ORDER BY known.day DESC LIMIT 1) c ON true""",
    "LEFT JOIN LATERAL (SELECT o.confirmed_on, o.confirmed_by) c ON true",
)
"""``c``: when somebody last knew, and by what."""


def joined(when: Moment, joins: Iterable[Join]) -> str:
    """SQL of some joins at a moment, each once."""
    return "\n".join(join.at(when) for join in dict.fromkeys(joins))
