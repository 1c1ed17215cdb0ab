"""Which device a request comes from, by its long-lived key."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Callable
from http import HTTPStatus
from typing import cast

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from akiya.access import Scope
from akiya.models import Person
from akiya.web.asked import whole
from akiya.web.request import ActingRequest
from surveys.models import Device, Enrolment

COOKIE = "akiya_device"
# Whose the key is, for the app to read: on a shared tablet each holder sees only what is theirs.
HOLDER_COOKIE = "akiya_holder"
FIELD = "/field/"
PENDING_HEADER = "Device-Pending"
MOST_PENDING = 2**31 - 1
LARGEST_SAID = 999_999_999
# Browsers forget any cookie after 400 days; each contact that is noted sends it anew.
COOKIE_AGE = dt.timedelta(days=400)
CONTACT_EVERY = dt.timedelta(minutes=5)
KINDS = {"iPad": "iPad", "iPhone": "iPhone", "Android": "Android", "CrOS": "Chromebook", "Macintosh": "Mac"}


class FieldRequest(ActingRequest):
    """A request under /field/ after DeviceMiddleware."""

    device: Device | None


def hashed(secret: str) -> bytes:
    """SHA-256 of a secret with enough entropy to need no salt. Only this is stored."""
    return hashlib.sha256(secret.encode()).digest()


def device_of(request: HttpRequest) -> Device | None:
    """The enrolled device whose key the request carries, unless it was revoked. One query."""
    key = request.COOKIES.get(COOKIE, "")
    if not key:
        return None
    found = Device.objects.select_related("person").filter(key_hash=hashed(key), revoked_at=None)
    return found.filter(person__is_active=True).first()


def add_device(person: Person, municipality_id: int, user_agent: str, enrolment: Enrolment | None = None) -> str:
    """Enrol a device for a person. Returns its key, which is shown to nobody and kept by the device alone."""
    key = secrets.token_urlsafe(32)
    Device.objects.create(
        person=person,
        municipality_id=municipality_id,
        enrolment=enrolment,
        key_hash=hashed(key),
        name=next((name for mark, name in KINDS.items() if mark in user_agent), ""),
        seen_at=timezone.now(),
    )
    return key


@transaction.atomic
def revoke_device(device: Device, by: Scope) -> None:
    """Shut a device out from its next request on, and the passkeys that were made on it. Raises Refused."""
    by.require_editor(device.municipality_id)
    device.revoked_at = timezone.now()
    device.save(update_fields=["revoked_at"])
    passkeys_of(device).delete()


def passkeys_of(device: Device) -> QuerySet[Authenticator]:
    """The passkeys that were made on a device."""
    kind = Authenticator.Type.WEBAUTHN
    found: QuerySet[Authenticator] = Authenticator.objects.filter(user=device.person_id, type=kind)
    return found.filter(data__device=str(device.pk))


def hand_over(response: HttpResponse, key: str, person_id: int) -> None:
    """Give a device its key, in a cookie that is sent to the field app and nowhere else, and say whose it is."""
    for name, value in ((COOKIE, key), (HOLDER_COOKIE, str(person_id))):
        response.set_cookie(
            name,
            value,
            max_age=COOKIE_AGE,
            path=FIELD,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=name == COOKIE,
            samesite="Lax",
        )


class DeviceMiddleware:
    """Under /field/ the person is the one who carries the device; a device opens nothing else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(FIELD):
            return self.get_response(request)
        device = device_of(request)
        cast("FieldRequest", request).device = device
        if device is None:
            return self.get_response(request)
        request.user = device.person
        response = self.get_response(request)
        is_noted = _note_contact(device, request, response)
        if is_noted and COOKIE not in response.cookies:
            hand_over(response, request.COOKIES[COOKIE], device.person_id)
        return response


def _note_contact(device: Device, request: HttpRequest, response: HttpResponse) -> bool:
    """Note when the device was last heard of and what it still holds. At most one statement, and not every time."""
    now, pending = timezone.now(), device.pending
    said = whole(request.headers.get(PENDING_HEADER, ""), LARGEST_SAID)
    if said is not None:
        # What sends a record counts the record too: once that is taken, it waits no longer.
        is_taken = request.method == "PUT" and response.status_code == HTTPStatus.OK
        pending = max(min(said, MOST_PENDING) - is_taken, 0)
    if device.seen_at is not None and now - device.seen_at < CONTACT_EVERY and pending == device.pending:
        return False
    Device.objects.filter(pk=device.pk).update(seen_at=now, pending=pending)
    return True
