"""What the file holds: each record with the body that the tablet would have sent."""

from typing import Annotated, Any, Literal

from pydantic import Field

from surveys.statements import Id, Instant, Ours, Statement, Text

MOST_ENTRIES = 10_000
MOST_PHOTOS = 200
FORMAT, VERSION = "akiya-field-handover", 1


class EntryIn(Statement):
    """One record, with the body that the tablet would have sent."""

    kind: Literal["observation", "no-change"]
    id: Ours
    holder: Id | None = None
    body: Any


class PhotoIn(Statement):
    """One photo of one observation. ``base64`` says where in the file's photos it lies."""

    id: Ours
    observation: Ours
    sha256: Annotated[Text, Field(max_length=64)]
    holder: Id | None = None
    base64: Text | None


class BegunPhotoIn(Statement):
    """One photo of what was begun."""

    id: Ours
    sha256: Annotated[Text, Field(max_length=64)]
    base64: Text | None


class BegunIn(Statement):
    """What was prepared for a house, known or found, and never answered."""

    holder: Id | None = None
    house: Id | Ours
    note: Text = ""
    photos: Annotated[list[BegunPhotoIn], Field(max_length=MOST_PHOTOS)] = []


class HandoverIn(Statement):
    """The whole file."""

    format: Literal["akiya-field-handover"]
    version: Literal[1]
    device: Ours | None = None
    association: Id | None = None
    made_at: Instant
    entries: Annotated[list[EntryIn], Field(max_length=MOST_ENTRIES)]
    photos: Annotated[list[PhotoIn], Field(max_length=MOST_PHOTOS)] = []
    drafts: Annotated[list[BegunIn], Field(max_length=MOST_ENTRIES)] = []
