"""Acceptances: an observation that was held counts from when staff accepted it, for the house they named."""

from akiya.evidence.kind import Kind
from akiya.evidence.observation import PHOTOS, STATES, TAKES_BACK
from akiya.words import Answer, Certainty, EvidenceKind

# What takes the observation back takes its acceptance back.
ROWS = f"""
SELECT yes.house_id, 'accepted:' || yes.id, yes.recorded_at, said.spoken_at, said.seen_on, said.seen_on, 'accepted',
       said.answer, 'day', CASE WHEN said.withdraws IS NOT NULL THEN 'look:' || said.withdraws END, said.id::text,
       NULL::bigint
  FROM akiya_acceptance yes JOIN akiya_observation said ON said.id = yes.observation_id
UNION ALL
SELECT yes.house_id, CASE WHEN too.id IS NULL THEN 'look:' || back.id ELSE 'accepted:' || too.id END,
       greatest(back.recorded_at, yes.recorded_at, too.recorded_at), back.spoken_at, back.seen_on, back.seen_on,
       'accepted', '', 'day', 'accepted:' || yes.id, back.id::text, NULL
  FROM akiya_acceptance yes JOIN akiya_observation said ON said.id = yes.observation_id
  JOIN akiya_observation back ON back.withdraws = said.id
  LEFT JOIN akiya_acceptance too ON too.observation_id = back.id
 WHERE {TAKES_BACK} OR too.id IS NOT NULL
"""  # noqa: S608 - constants

# On the page of a house it is the observation, told once more; its photos stand beside it where the house has not
# shown them yet.
RECORDS = f"""
SELECT 'accepted:' || yes.id, 'look', o.seen_on, 'day', yes.recorded_at,
       o.answer, o.note, coalesce(person.name, ''), coalesce('look:' || o.withdraws, ''),
       jsonb_build_object(
         'channel', o.channel, 'association', coalesce(area.name, ''), 'concerns', o.concerns,
         'flags', ARRAY['accepted'],
         'photos', CASE WHEN o.house_id IS DISTINCT FROM yes.house_id THEN {PHOTOS} END)
  FROM akiya_acceptance yes
  JOIN akiya_observation o ON o.id = yes.observation_id
  LEFT JOIN akiya_person person ON person.id = o.person_id
  LEFT JOIN akiya_area area ON area.id = o.association_id
 WHERE yes.house_id IN (SELECT id FROM member)
"""  # noqa: S608 - constants

ACCEPTANCE = Kind(
    kind=EvidenceKind.ACCEPTANCE,
    rows=ROWS,
    records=RECORDS,
    certainty=Certainty.REPORTED,
    words=Answer,
    states=STATES,
    of_city="""SELECT yes.house_id, said.answer AS said
  FROM akiya_acceptance yes JOIN akiya_observation said ON said.id = yes.observation_id
  JOIN akiya_house house ON house.id = yes.house_id WHERE house.municipality_id = %(city)s""",
    by_person=True,
    retracts=frozenset({EvidenceKind.OBSERVATION, EvidenceKind.ACCEPTANCE}),
)
