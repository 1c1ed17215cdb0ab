"""Observations: what a person says of a house they looked at."""

from django.utils.translation import gettext_lazy as _

from akiya.evidence.kind import Kind
from akiya.places.distance import metres_away
from akiya.words import Answer, Certainty, EvidenceKind, State

STATES = {
    Answer.OCCUPIED.value: State.OCCUPIED,
    Answer.OCCASIONAL.value: State.OCCASIONAL,
    Answer.VACANT.value: State.VACANT,
    Answer.GONE.value: State.GONE,
}

# Whose word takes another's back: the same person's or the same association's. Whoever takes back what somebody else
# said is held when they are heard (rules/flags.py); of a withdrawal that came before its observation it could not be
# told then, and it takes nothing back. The twin of is_own; a test holds both against each other.
OWN = (
    "(coalesce(back.person_id = said.person_id, false) OR back.association_id IS NOT DISTINCT FROM said.association_id)"
)
TAKES_BACK = f"NOT back.held AND {OWN}"


def is_own(person: int | None, association: int | None, said_by: int | None, said_in: int | None) -> bool:
    """Whether a word is taken back by whose it was: the same person, or the same association. Its twin is OWN."""
    return (person is not None and person == said_by) or association == said_in


# What takes nothing back stands apart: whoever looks for retractions alone need not read it.
ROWS = f"""
SELECT house_id, 'look:' || id, recorded_at, spoken_at, seen_on, seen_on, 'look', answer, 'day',
       NULL, id::text, NULL::bigint
  FROM akiya_observation WHERE NOT held AND withdraws IS NULL
UNION ALL
SELECT house_id, 'look:' || id, recorded_at, spoken_at, seen_on, seen_on, 'look', answer, 'day',
       CASE WHEN NOT EXISTS (SELECT 1 FROM akiya_observation said WHERE said.id = back.withdraws AND NOT {OWN})
            THEN 'look:' || withdraws END, id::text, NULL
  FROM akiya_observation back WHERE NOT held AND withdraws IS NOT NULL AND house_id IS NOT NULL
UNION ALL
-- Taken back before it was heard: the withdrawal did not know its house yet.
SELECT said.house_id, 'look:' || back.id, back.recorded_at, back.spoken_at, back.seen_on, back.seen_on, 'look', '',
       'day', 'look:' || said.id, back.id::text, NULL
  FROM akiya_observation said JOIN akiya_observation back ON back.withdraws = said.id AND back.house_id IS NULL
 WHERE {TAKES_BACK}
"""  # noqa: S608 - constants

# What was taken down is so whatever moment is looked at: it is to be seen by nobody. Why, who and when stand beside.
DOWN = """(SELECT jsonb_build_array(down.reason, coalesce(who.name, ''), down.recorded_at)
   FROM akiya_takedown down LEFT JOIN akiya_person who ON who.id = down.person_id
  WHERE down.id = akiya_taken_down(p.id))"""
PHOTOS = f"""(SELECT jsonb_agg(jsonb_build_array(p.id, p.width, p.height, {DOWN}) ORDER BY p.recorded_at, p.id)
   FROM akiya_photo p WHERE p.observation_id = o.id)"""  # noqa: S608 - constants

RECORDS = f"""
SELECT 'look:' || o.id AS id, 'look' AS kind, o.seen_on AS happened_on, 'day' AS precision, o.recorded_at,
       o.answer AS said, o.note AS text, coalesce(person.name, '') AS who,
       coalesce('look:' || o.withdraws, '') AS refers,
       jsonb_build_object(
         'channel', o.channel, 'association', coalesce(area.name, ''), 'concerns', o.concerns,
         'flags', o.flags, 'held', o.held,
         'skew_minutes', round(extract(epoch FROM o.clock_skew) / 60),
         'metres', {metres_away("o", "house")},
         'photos', {PHOTOS}) AS more
  FROM akiya_observation o
  JOIN akiya_house house ON house.id = o.house_id
  LEFT JOIN akiya_person person ON person.id = o.person_id
  LEFT JOIN akiya_area area ON area.id = o.association_id
 WHERE o.house_id IN (SELECT id FROM member)
"""  # noqa: S608 - constants

OBSERVATION = Kind(
    kind=EvidenceKind.OBSERVATION,
    rows=ROWS,
    records=RECORDS,
    name=_("%(who)sの答え「%(words)s」（%(day)s）"),
    certainty=Certainty.REPORTED,
    words=Answer,
    states=STATES,
    of_city="SELECT house_id, answer AS said FROM akiya_observation WHERE municipality_id = %(city)s",
    by_person=True,
    retracts=frozenset({EvidenceKind.OBSERVATION, EvidenceKind.ACCEPTANCE}),
)
