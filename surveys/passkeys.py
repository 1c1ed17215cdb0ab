"""Passkeys of heads: made on the device that was just set up, they set it up again where it has lost its key.

The ceremony is allauth's. A passkey is made only while the paper's own proof is fresh, so that nobody who is lent a
tablet makes one of their own; it opens nothing without a term in force, and goes with the device that was stopped.
"""

import datetime as dt
import json
from typing import Any

from allauth.mfa.webauthn.internal import auth
from django.utils import timezone

from akiya.access import as_register
from akiya.models import Person, Term
from akiya.people.passkey_forms import Entering, Making
from akiya.words import Role
from surveys.devices import add_device, passkeys_of
from surveys.models import Device

FRESH = dt.timedelta(minutes=15)
"""How long after it was set up a device may make a passkey."""


class NotRecognised(LookupError):
    """No passkey of a head whose term is in force."""


def may_make_one(device: Device | None) -> bool:
    """Whether a device was set up by a paper a moment ago, and has no passkey yet. At most one query."""
    if device is None or device.enrolment_id is None or timezone.now() - device.enrolled_at > FRESH:
        return False
    return not passkeys_of(device).exists()


def to_make(person: Person) -> dict[str, Any]:
    """What the browser is asked, to make a passkey that needs no name typed in. Noted in the session."""
    return json.loads(json.dumps(auth.begin_registration(person, passwordless=True)))  # type: ignore[no-any-return]


def keep(device: Device, credential: str) -> bool:
    """Keep what the browser made for the person of a device. Whether it was what it had been asked for."""
    form = Making({"name": device.name, "credential": credential}, user=device.person)
    if not form.is_valid() or not _is_still_without_one(device):
        return False
    made = auth.WebAuthn.add(device.person, form.cleaned_data["name"], form.cleaned_data["credential"])
    made.instance.data["device"] = str(device.pk)
    made.instance.save(update_fields=["data"])
    return True


def _is_still_without_one(device: Device) -> bool:
    """Whether the device was neither stopped nor given a passkey meanwhile. Whoever would do either now waits."""
    held = Device.objects.select_for_update().filter(pk=device.pk, revoked_at=None).first()
    return held is not None and not passkeys_of(held).exists()


def to_enter() -> dict[str, Any]:
    """What the browser is asked, to show any passkey it has for here. Noted in the session."""
    return json.loads(json.dumps(auth.begin_authentication()))  # type: ignore[no-any-return]


def enter(credential: str, user_agent: str) -> tuple[str, Person]:
    """Set up the device that shows a head's passkey. Returns its key, and whose it is. Raises NotRecognised."""
    form = Entering({"credential": credential})
    if not form.is_valid():
        raise NotRecognised
    person: Person = form.cleaned_data["credential"].user
    with as_register():
        term = Term.objects.filter(person=person, role=Role.HEAD, person__is_active=True).in_force().first()
    if term is None:
        raise NotRecognised
    return add_device(person, term.municipality_id, user_agent), person
