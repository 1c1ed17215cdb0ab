"""What waits and belongs to no house: answers of houses nobody knows, records under a taken id, photos used twice."""

import uuid
from collections.abc import Collection, Iterator
from typing import Any

from django.db import connections

from akiya.locks import lock_records, name_of
from akiya.models import InboxItem, Photo
from akiya.projections.waiting.item import Item, settled, write
from akiya.words import InboxKind

# Of two uses of a photo the one that was spoken later waits, whichever arrived first.
# Each gives the columns of Item; {which} narrows to some sources, and is true for all of them.
UNLINKED = """
SELECT 'nowhere:' || said.id, said.municipality_id, 'nowhere', 'look:' || said.id, NULL::bigint,
       said.association_id, said.recorded_at
  FROM akiya_observation said
 WHERE said.held AND said.house_id IS NULL AND {which}
   AND NOT EXISTS (SELECT 1 FROM akiya_acceptance yes
                    WHERE yes.observation_id = said.id AND akiya_stands('accepted:' || yes.id))
"""
CONFLICT = """
SELECT 'conflict:' || aside.id, aside.municipality_id, 'conflict', 'aside:' || aside.id, known.house_id,
       known.association_id, aside.recorded_at
  FROM akiya_setaside aside
  LEFT JOIN akiya_photo photo ON aside.kind = 'photo' AND photo.id = aside.subject
  LEFT JOIN akiya_observation known ON known.id = coalesce(photo.observation_id, aside.subject)
 WHERE {which}
"""
REUSED = """
SELECT 'reused:' || photo.id, photo.municipality_id, 'reused', 'photo:' || photo.id, said.house_id,
       photo.association_id, photo.recorded_at
  FROM akiya_photo photo LEFT JOIN akiya_observation said ON said.id = photo.observation_id
 WHERE {which}
   AND EXISTS (SELECT 1 FROM akiya_photo earlier
                 LEFT JOIN akiya_observation before ON before.id = earlier.observation_id
                WHERE earlier.original_sha256 = photo.original_sha256
                  AND earlier.municipality_id = photo.municipality_id
                  AND (coalesce(before.spoken_at, earlier.recorded_at), earlier.id)
                      < (coalesce(said.spoken_at, photo.recorded_at), photo.id)
                  AND (earlier.person_id IS DISTINCT FROM photo.person_id OR before.house_id <> said.house_id))
"""
STATEMENTS = {
    InboxKind.UNLINKED: (UNLINKED, "said.id = ANY(%(ids)s)", "look"),
    InboxKind.CONFLICT: (CONFLICT, "aside.id = ANY(%(ids)s)", "aside"),
    InboxKind.REUSED: (
        REUSED,
        "photo.original_sha256 IN (SELECT same.original_sha256 FROM akiya_photo same WHERE same.id = ANY(%(ids)s))",
        "photo",
    ),
}
LOOSE = tuple(STATEMENTS)
# What waits that says of which observation: photos, and what was set aside under the name of the observation or of one
# of them.
OF_OBSERVATION = """
SELECT 'reused', photo.id::text FROM akiya_photo photo WHERE photo.observation_id = %(observation)s
UNION ALL
SELECT 'conflict', aside.id::text FROM akiya_setaside aside
 WHERE aside.subject = %(observation)s
    OR aside.kind = 'photo' AND aside.subject IN (SELECT id FROM akiya_photo WHERE observation_id = %(observation)s)
"""
ACCEPTED_AT = """
SELECT said.id FROM akiya_acceptance yes JOIN akiya_observation said ON said.id = yes.observation_id
 WHERE yes.house_id = %(house)s AND said.house_id IS NULL
"""


def waiting(kind: InboxKind, ids: Collection[Any] | None = None) -> set[Item]:
    """The open items of one kind, of all sources or of some. At most two queries."""
    statement, some, _source = STATEMENTS[kind]
    which = "true" if ids is None else some
    with connections["default"].cursor() as cursor:
        cursor.execute(statement.format(which=which), {"ids": list(ids or ())})
        found = {Item(*row) for row in cursor}
    closed = settled([item.key for item in found])
    return {item for item in found if item.key not in closed}


def bring_up_to_date(kind: InboxKind, ids: Collection[Any]) -> None:
    """Let the inbox hold what waits of some sources."""
    source = STATEMENTS[kind][2]
    found = waiting(kind, ids)
    write({f"{source}:{each}" for each in ids} | {item.source for item in found}, found)


def fill(kind: InboxKind) -> None:
    """Write every open item of one kind into an inbox that holds none of it."""
    found = waiting(kind)
    write({item.source for item in found}, found)


def after_an_observation(observation: Any) -> None:
    """What came before an observation, and waits, is from now on of its house.

    One query, and more where something came.
    """
    with connections["default"].cursor() as cursor:
        cursor.execute(OF_OBSERVATION, {"observation": observation})
        came = [(InboxKind(kind), subject) for kind, subject in cursor]
    if photos := Photo.objects.filter(pk__in=[subject for kind, subject in came if kind is InboxKind.REUSED]):
        # Whoever sends the same picture for another house at this moment would not see which house this one is of.
        lock_records(*(name_of(bytes(photo.original_sha256)) for photo in photos))
    for kind in (InboxKind.REUSED, InboxKind.CONFLICT):
        if subjects := [source_id(kind, subject) for each, subject in came if each is kind]:
            bring_up_to_date(kind, subjects)


def source_id(kind: InboxKind, subject: str) -> uuid.UUID | int:
    """The id in the name of a source: what was set aside has a number, all else an id of its own."""
    return int(subject) if kind is InboxKind.CONFLICT else uuid.UUID(subject)


def after_a_retraction(house: int) -> None:
    """Observations without a house that were accepted for this one wait again when the acceptance is retracted."""
    with connections["default"].cursor() as cursor:
        cursor.execute(ACCEPTED_AT, {"house": house})
        observations = [said for (said,) in cursor]
    if observations:
        bring_up_to_date(InboxKind.UNLINKED, observations)


def differences() -> Iterator[tuple[str, str, str]]:
    """Where the open items of no house are not what their rows say: key, as stored, as worked out."""
    for kind in LOOSE:
        rebuilt = waiting(kind)
        rows = InboxItem.objects.filter(kind=kind).values_list(
            "key", "municipality_id", "kind", "source", "house_id", "association_id", "since"
        )
        for item in rebuilt.symmetric_difference({Item(*row) for row in rows}):
            yield item.key, "" if item in rebuilt else str(item), str(item) if item in rebuilt else ""
