"""Observations as they are laid side by side in the inbox."""

import datetime as dt
import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from akiya.evidence.observation import OBSERVATION
from akiya.evidence.words import FLAGS, skew_words
from akiya.places.distance import known_place, metres_away
from akiya.texts.days import era_near
from akiya.texts.house_labels import address_sql, house_label
from akiya.words import Answer, Channel, Concern, State

OBSERVATIONS = """
SELECT said.id, said.house_id, said.answer, said.channel, coalesce(area.name, ''), coalesce(person.name, ''),
       said.seen_at, said.seen_on, said.spoken_at, said.recorded_at, said.concerns, said.note, said.flags,
       round(extract(epoch FROM said.clock_skew) / 60)::integer,
       {address},
       house.number, {metres}::integer, ST_X({place}), ST_Y({place}),
       said.withdraws,
       (SELECT jsonb_agg(jsonb_build_array(photo.id, photo.width, photo.height) ORDER BY photo.recorded_at, photo.id)
          FROM akiya_photo photo WHERE photo.observation_id = said.id AND akiya_taken_down(photo.id) IS NULL)
  FROM akiya_observation said
  LEFT JOIN akiya_house house ON house.id = said.house_id
  LEFT JOIN akiya_person person ON person.id = said.person_id
  LEFT JOIN akiya_area area ON area.id = said.association_id
 WHERE said.id = ANY(%(ids)s)
"""


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo taken with an observation."""

    id: uuid.UUID
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Seen:
    """One observation with everything that staff weigh it by."""

    id: uuid.UUID
    house_id: int | None
    answer: str
    channel: str
    association: str
    person: str
    seen_at: dt.datetime
    seen_on: dt.date
    spoken_at: dt.datetime
    recorded_at: dt.datetime
    concerns: tuple[str, ...]
    note: str
    flags: tuple[str, ...]
    skew_minutes: int | None
    house_address: str
    house_number: int | None
    metres: int | None
    longitude: float | None
    latitude: float | None
    withdraws: uuid.UUID | None
    photos: tuple[Picture, ...]

    @property
    def state(self) -> State | None:
        """The state that the answer stands for."""
        return OBSERVATION.state(self.answer)

    @property
    def words(self) -> str:
        """The answer in the words of the screen."""
        return str(Answer(self.answer).label) if self.answer else _("前の答えを取り消す")

    @property
    def house_name(self) -> str:
        """The address of its house, else the house's number; empty where nobody knows its house."""
        if self.house_number is None:
            return ""
        return house_label(self.house_address, self.house_number)

    @property
    def giver(self) -> str:
        """みどり町・タブレット; of staff the channel alone: 窓口, 職員."""
        if not self.association:
            return self.channel_words
        return _("%(who)s・%(channel)s") % {"who": self.association, "channel": self.channel_words}

    @property
    def channel_words(self) -> str:
        return str(Channel(self.channel).label)

    @property
    def concern_words(self) -> str:
        return _("・").join(str(Concern(each).label) for each in self.concerns if each != Concern.NONE)

    @property
    def flag_words(self) -> list[str]:
        """What is odd about it, with the size of the clock's error."""
        said = []
        for flag in self.flags:
            words = str(FLAGS.get(flag, flag))
            if flag == "clock_off" and self.skew_minutes is not None:
                words = _("%(flag)s（%(size)s）") % {"flag": words, "size": skew_words(self.skew_minutes)}
            said.append(words)
        return said


def observations(ids: Sequence[uuid.UUID]) -> list[Seen]:
    """Some observations in the order of their ids, without those that are not there or not to be seen. One query."""
    with connection.cursor() as cursor:
        sql = OBSERVATIONS.format(
            address=address_sql("house"), metres=metres_away("said", "house"), place=known_place("said")
        )
        cursor.execute(sql, {"ids": list(ids)})
        found = {row[0]: seen(*row) for row in cursor}
    return [found[each] for each in ids if each in found]


def seen(*row: Any) -> Seen:
    """One row of OBSERVATIONS as a plain value."""
    *columns, photos = row
    values = [tuple(value) if isinstance(value, list) else value for value in columns]
    pictures = tuple(Picture(uuid.UUID(id_), width, height) for id_, width, height in json.loads(photos or "[]"))
    return Seen(*values, pictures)  # type: ignore[arg-type, call-arg]


def observation_words(seen: Seen) -> str:
    """東自治会・タブレットの「住んでいる」（11月12日）."""
    words = {"who": seen.giver, "answer": seen.words, "day": era_near(seen.seen_on)}
    return _("%(who)sの「%(answer)s」（%(day)s）") % words
