"""What stood of a house at a moment, and whether it was there. The SQL below every page, tile, count and export.

Statements name the house ``h`` and what stood of it ``o``, and the two clocks %(day)s and %(known_at)s.
"""

from akiya.asof.fragment import Fragment
from akiya.asof.moment import Moment

# A row of history that was recorded by then and not voided by then.
HELD = """{row}.voids_id IS NULL AND {row}.recorded_at <= %(known_at)s
   AND NOT EXISTS (SELECT 1 FROM akiya_occupancychange void
                    WHERE void.voids_id = {row}.id AND void.recorded_at <= %(known_at)s)"""

# Of what was held the latest by both clocks.
THEN = f"""
SELECT c.state, c.certainty
  FROM akiya_occupancychange c
 WHERE c.house_id = {{house}} AND {HELD.format(row="c")} AND c.effective_on <= %(day)s
 ORDER BY c.effective_on DESC, c.recorded_at DESC, c.id DESC LIMIT 1
"""  # noqa: S608 - constants
# The projection knows more of today, under names of its own: joins.py reads it there.
NOW = """
SELECT state, certainty, since AS run_since, precision AS run_precision, earliest AS run_earliest,
       latest AS run_latest, confirmed_on, confirmed_by
  FROM akiya_occupancy WHERE house_id = {house}
"""

# A house that was merged is not there from the moment of the merge on; the register of before still has it.
NOT_MERGED = """NOT EXISTS (
  SELECT 1 FROM akiya_merge gone WHERE gone.merged_id = {house}.id AND gone.undoes_id IS NULL
     AND gone.recorded_at <= %(known_at)s
     AND NOT EXISTS (SELECT 1 FROM akiya_merge back
                      WHERE back.undoes_id = gone.id AND back.recorded_at <= %(known_at)s))
"""


def as_of(when: Moment, house: str = "h.id", always: bool = False) -> Fragment:
    """What stood of one house at a moment: one row of state and certainty, or none.

    For ``LEFT JOIN LATERAL (…) AS o ON true`` beside a house whose id is ``house``. A house that
    nothing was known of has no row in the past, and reads as unknown. ``always`` asks history of today, too.
    """
    sql = NOW if when.is_now and not always else THEN
    return Fragment(sql.format(house=house), clocks(when))


def present(when: Moment, house: str = "h") -> Fragment:
    """True of the houses that were not merged into another, as known at a moment. ``house`` is a row of akiya_house."""
    sql = f"{house}.merged_into_id IS NULL" if when.known is None else NOT_MERGED.format(house=house)
    return Fragment(sql, clocks(when))


def clocks(when: Moment) -> dict[str, object]:
    """The two clocks, by the names that all statements give them."""
    return {"day": when.day, "known_at": when.known_at}
