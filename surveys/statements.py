"""What a tablet may say: the shapes of its statements, and what is well-formed in them."""

import datetime as dt
import math
import uuid
from typing import Annotated, Any

from ninja import Schema
from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, StrictInt, StrictStr, model_validator

from akiya.register import Observed, Place
from akiya.words import Answer, Channel, Concern
from surveys.no_changes import Statement as NoChangeStatement

FIRST, LAST = (dt.datetime(year, 1, 1, tzinfo=dt.UTC) for year in (1970, 2200))
JAPAN = dt.timezone(dt.timedelta(hours=9))
MOST_LETTERS = 4000
ON_ITS_WAY = dt.timedelta(minutes=1)
MOST_IDS = 2**63 - 1
MOST_RECORDS = 2**31 - 1


def _written(value: Any) -> Any:
    if not isinstance(value, str):
        raise ValueError("not text")
    return value


def _instant(value: dt.datetime) -> dt.datetime:
    """A time in UTC, so that one instant has one digest; a clock without a zone is taken to be in Japan."""
    aware = value if value.tzinfo is not None else value.replace(tzinfo=JAPAN)
    try:
        instant = aware.astimezone(dt.UTC)
    except OverflowError:
        raise ValueError("not a time") from None
    if not FIRST <= instant < LAST:
        raise ValueError("not a time of this age")
    return instant


def _plain(value: str) -> str:
    if "\0" in value:
        raise ValueError("not text")
    return value


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("not a number")
    try:
        number = float(value)
    except OverflowError:
        raise ValueError("not a number of this world") from None
    if not math.isfinite(number):
        raise ValueError("not a number")
    return number


Text = Annotated[StrictStr, Field(max_length=MOST_LETTERS), AfterValidator(_plain)]
Instant = Annotated[dt.datetime, BeforeValidator(_written), AfterValidator(_instant)]
Day = Annotated[dt.date, BeforeValidator(_written), Field(ge=FIRST.date(), lt=LAST.date())]
Number = Annotated[float, BeforeValidator(_number)]
Id = Annotated[StrictInt, Field(ge=0, le=MOST_IDS)]
Nth = Annotated[StrictInt, Field(ge=0, le=MOST_RECORDS)]
Ours = Annotated[uuid.UUID, BeforeValidator(_written)]


class Statement(Schema):
    """Fields of later versions of the app are let pass unread."""

    model_config = ConfigDict(extra="ignore")


class PlaceIn(Statement):
    """A position in degrees and its accuracy in metres. 0,0 is well-formed; staff see that it is odd."""

    lng: Annotated[Number, Field(ge=-180, le=180)]
    lat: Annotated[Number, Field(ge=-90, le=90)]
    accuracy: Annotated[Number, Field(ge=0)] | None = None


class ObservationIn(Statement):
    """One observation at one house, or the taking back of one."""

    house: Id | None = None
    found: Ours | None = None
    answer: Answer | None = None
    concerns: Annotated[list[Concern], Field(max_length=len(Concern))] = []
    note: Text = ""
    photos: Annotated[list[Ours], Field(max_length=20)] = []
    seen_at: Instant
    device_seq: Nth | None = None
    basis: Ours | None = None
    withdraws: Ours | None = None
    place: PlaceIn | None = None
    schema_: Annotated[StrictInt, Field(ge=0, le=32767, alias="schema")] = 1
    app: Annotated[Text, Field(max_length=40)] = ""

    @model_validator(mode="after")
    def _says_something_of_one_thing(self) -> "ObservationIn":
        if self.answer is None and self.withdraws is None:
            raise ValueError("neither answers nor withdraws")
        if self.house is not None and self.found is not None:
            raise ValueError("a known house and a found one at once")
        if self.house is None and self.found is None and (self.answer is not None or self.withdraws is None):
            raise ValueError("of no house")
        return self

    def observed(self, observation_id: uuid.UUID, device: uuid.UUID | None) -> Observed:
        """The statement as the register takes it."""
        place = Place(self.place.lng, self.place.lat, self.place.accuracy) if self.place else None
        return Observed(
            id=observation_id,
            seen_at=self.seen_at,
            channel=Channel.TABLET,
            answer=self.answer or "",
            house=self.house,
            found=self.found,
            concerns=tuple(dict.fromkeys(self.concerns)),
            note=self.note,
            place=place,
            device=device,
            device_seq=self.device_seq,
            basis=self.basis,
            withdraws=self.withdraws,
            schema_version=self.schema_,
            app_version=self.app,
        )


class NoChangeIn(Statement):
    """Nothing that the association knows of changed between two days, both included; or the taking back of that."""

    from_: Annotated[Day, Field(alias="from")]
    to: Day
    said_at: Instant
    withdraws: Ours | None = None
    association: Id | None = None

    @model_validator(mode="after")
    def _runs_forward(self) -> "NoChangeIn":
        if self.to < self.from_:
            raise ValueError("ends before it begins")
        return self

    def statement(self, statement_id: uuid.UUID) -> NoChangeStatement:
        """The statement as it is kept."""
        return NoChangeStatement(statement_id, self.from_, self.to, self.said_at, self.withdraws, self.association)


def skew_of(device_time: str, now: dt.datetime) -> dt.timedelta | None:
    """How far a device's clock, as it read when it sent, is ahead of ours; None where it did not say, or not readably.

    An observation is never refused for the clock of its device, so an unreadable one is an unknown one. What is under a
    minute is none: so long may a body be on its way over a weak signal, and read as a slow clock that would make what
    was said later of what was sent slowly, and let an observation just before midnight fall on the day after.
    """
    try:
        skew = _instant(dt.datetime.fromisoformat(device_time)) - now
    except ValueError:
        return None
    return skew if abs(skew) >= ON_ITS_WAY else dt.timedelta()
