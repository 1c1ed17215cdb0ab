"""Tablets as the server sees them: a device key in a cookie, a CSRF token in a header, JSON in and out."""

import datetime as dt
import hashlib
import json
import uuid
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from akiya.access import acting_as, as_register
from akiya.models import Municipality, Observation, Person, Term
from surveys.devices import COOKIE, add_device
from surveys.enrolments import Invitation, invite
from tests.world import World

API = "/field/api"
CSRF = "c" * 32


class Tablet:
    """A device of one person. With ``key=""`` it was never enrolled."""

    def __init__(self, key: str = "") -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.client.cookies["csrftoken"] = CSRF
        if key:
            self.client.cookies[COOKIE] = key

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self.client.get(f"{API}/{path}", headers=headers)

    def put(self, path: str, body: Any, **headers: str) -> HttpResponse:
        """Send a JSON value, or bytes and text as they are."""
        raw = body if isinstance(body, bytes | str) else json.dumps(body)
        sent = {"X-CSRFToken": CSRF, **headers}
        return self.client.put(f"{API}/{path}", raw, content_type="application/json", headers=sent)

    def say(self, house: int | None, answer: str | None = "vacant", **more: Any) -> HttpResponse:
        """Send one observation. ``id`` and ``device_time`` may be given; the rest goes into the body."""
        observation_id = more.pop("id", None) or uuid.uuid4()
        headers = {"Device-Time": more.pop("device_time", timezone.now().isoformat())}
        body = {"house": house, "answer": answer, "seen_at": timezone.now().isoformat(), "schema": 1, **more}
        return self.put(f"observations/{observation_id}", body, **headers)

    def send_photo(
        self, photo: uuid.UUID, observation: uuid.UUID, data: bytes, sha256: str | None = None
    ) -> HttpResponse:
        digest = sha256 if sha256 is not None else hashlib.sha256(data).hexdigest()
        return self.put(f"photos/{photo}?observation={observation}", data, **{"Content-SHA256": digest})


def tablet_of(person: Person, city: Municipality) -> Tablet:
    return Tablet(add_device(person, city.pk, "Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X)"))


@pytest.fixture
def tablet(world: World) -> Tablet:
    """The tablet of the head of 東自治会."""
    return tablet_of(world.head, world.mihon)


@pytest.fixture
def term(world: World) -> Term:
    """The term of the head of 東自治会."""
    with as_register():
        return Term.objects.get(person=world.head)


@pytest.fixture
def paper(world: World, term: Term) -> Invitation:
    """The paper that sets a device up for that head."""
    with acting_as(world.staff) as staff:
        return invite(term, staff)


@pytest.fixture
def stranger() -> Tablet:
    """A browser that nobody enrolled."""
    return Tablet()


def kept(observation: uuid.UUID | str) -> Observation:
    """The observation as the register holds it."""
    with as_register():
        return Observation.objects.get(pk=observation)


def observations() -> int:
    """How many observations the register holds."""
    with as_register():
        return Observation.objects.count()


def ago(**time: float) -> str:
    """A moment before now, as a tablet writes it."""
    return (timezone.now() - dt.timedelta(**time)).isoformat()
