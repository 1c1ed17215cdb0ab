"""Who tries every address, what they try it on, and the marks by which a leak is known.

A canary is a word that stands in one place of the register only. Finding it in an answer proves
that the answer told of that place.
"""

import gzip
import io
import uuid
import zipfile
from dataclasses import dataclass
from enum import StrEnum

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from PIL import Image

from akiya.access import acting_as, as_register
from akiya.media import photos
from akiya.models import Area, Batch, Entry, House, Term
from akiya.register import add_signal, decide, record
from akiya.words import Basis, Precision, SignalKind, State
from surveys.devices import COOKIE, add_device
from surveys.enrolments import invite
from surveys.models import Device, Request
from tests.akiya.observed import observed
from tests.world import World


class Role(StrEnum):
    NOBODY = "nobody"
    FORMER = "former"
    HEAD = "head"
    WEST_HEAD = "west-head"
    VIEWER = "viewer"
    STAFF = "staff"
    ADMIN = "admin"
    OTHER_HEAD = "other-head"
    OTHER_STAFF = "other-staff"


class Target(StrEnum):
    EAST = "east"
    WEST = "west"
    OTHER_CITY = "other city"


EAST, WEST, OTHER = "CANARYEAST", "CANARYWEST", "CANARYOTHER"
RESTRICTED = ("CANARYNOTE", "CANARYREASON", "CANARYVALUE")
MAY_SEE = {
    Role.NOBODY: (),
    Role.FORMER: (),
    Role.HEAD: (EAST,),
    Role.WEST_HEAD: (WEST,),
    Role.VIEWER: (EAST, WEST),
    Role.STAFF: (EAST, WEST, *RESTRICTED),
    Role.ADMIN: (EAST, WEST, *RESTRICTED),
    Role.OTHER_HEAD: (OTHER,),
    Role.OTHER_STAFF: (OTHER,),
}
FIELD = {Role.FORMER, Role.HEAD, Role.WEST_HEAD, Role.OTHER_HEAD}


@dataclass(frozen=True)
class Subject:
    """Everything an address may name, in one of three places."""

    house: int
    area: int
    term: int
    person: int
    device: uuid.UUID
    photo: uuid.UUID
    observation: uuid.UUID
    token: str


def plant(world: World) -> dict[Target, Subject]:
    """Put canaries and a full set of subjects in each place."""
    return {
        Target.EAST: subject(world, "staff", "head", world.house(7)),
        Target.WEST: subject(world, "staff", "west-head", world.house(1)),
        Target.OTHER_CITY: subject(world, "other-staff", "other-head", world.house(1, "069981")),
    }


def subject(world: World, staff: str, head: str, house: House) -> Subject:
    note, reason, value = RESTRICTED if staff == "staff" else (f"{OTHER}{each}" for each in range(3))
    seen, photo = observed(house, "vacant", note=note), uuid.uuid4()
    with acting_as(world.person(head)) as scope:
        record(seen, scope)
        photos.keep(photo, seen.id, *picture(), by=scope)
    with acting_as(world.person(staff)) as scope:
        today = timezone.localdate()
        decide(house, State.VACANT, today, Precision.DAY, Basis.VISIT, reason, scope)
        add_signal(house, SignalKind.WATER_CLOSED, today, scope, value=value, source=value)
        term = Term.objects.get(person=world.person(head))
        token = invite(term, scope).token
    with as_register():
        Request.objects.create(
            municipality_id=house.municipality_id, house=house, association=term.area, reason="audit", asked_on=today
        )
        batch = Batch.objects.create(
            municipality_id=house.municipality_id, source="台帳", file_name=f"{value}.csv", sha256=photo.bytes * 2,
            list_on=today, complete=False, rows=1,
        )  # fmt: skip
        Entry.objects.create(
            municipality_id=house.municipality_id, batch=batch, house=house, state="vacant", since=today
        )
        association = Area.objects.get(pk=term.area_id)
    add_device(world.person(head), house.municipality_id, "iPad")
    device = Device.objects.filter(person=world.person(head)).latest("enrolled_at")
    return Subject(house.pk, association.pk, term.pk, term.person_id, device.pk, photo, seen.id, token)


def picture() -> tuple[io.BytesIO, str]:
    """The file of a small photo, and its SHA-256 in hexadecimal."""
    import hashlib

    file = io.BytesIO()
    Image.new("RGB", (8, 8), "brown").save(file, "JPEG")
    return file, hashlib.sha256(file.getvalue()).hexdigest()


def client_of(world: World, role: Role) -> Client:
    """The browser of somebody: a session for the office, a device key for the field."""
    client = Client(raise_request_exception=False)
    if role in FIELD:
        person = world.person(role.value)
        with as_register():
            city = Term.objects.get(person=person).municipality_id
        client.cookies[COOKIE] = add_device(person, city, "iPad")
    elif role is not Role.NOBODY:
        client.force_login(world.person(role.value))
    return client


def told(response: HttpResponse) -> str:
    """Everything an answer says, in its headers too, with archives and compression opened."""
    body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    return headers + "\n" + opened(body)


def opened(body: bytes) -> str:
    """The text in some bytes: of every file in an archive, and through gzip."""
    if body[:2] == b"\x1f\x8b":
        return opened(gzip.decompress(body))
    if body[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return "\n".join(opened(archive.read(name)) for name in archive.namelist())
    return body.decode("utf-8", "replace")
