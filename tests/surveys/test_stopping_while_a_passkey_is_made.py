"""A tablet is stopped at the moment at which a passkey is made on it: none is left that would set it up again."""

import datetime as dt
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone

from akiya.access import acting_as, as_register
from surveys import passkeys
from surveys.devices import passkeys_of, revoke_device
from surveys.enrolments import accept, by_token
from surveys.models import Device
from tests.akiya.racing import one_in_the_midst
from tests.surveys.papers import a_paper
from tests.world import World


@pytest.fixture
def device(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Device]:
    """A tablet that was set up a moment ago, as other connections see it too; removed afterwards."""
    with a_paper(django_db_blocker) as paper:
        accept(by_token(paper.token), "iPad")
        made = Device.objects.get(enrolment=paper.enrolment)
        yield made
        Authenticator.objects.filter(user=made.person_id).delete()


def made_by(let: Callable[[], None]) -> Any:
    """The form of a passkey that the browser made; the tablet is stopped while it is read."""

    class Read:
        cleaned_data = {"name": "iPad", "credential": {}}

        def __init__(self, *_args: object, **_more: object) -> None:
            """Whatever was sent."""

        def is_valid(self) -> bool:
            let()
            return True

    return Read


def add(user: Any, name: str, credential: Any) -> Any:
    kind = Authenticator.Type.WEBAUTHN
    return SimpleNamespace(instance=Authenticator.objects.create(user=user, type=kind, data={"name": name}))


def test_no_passkey_is_left(device: Device, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passkeys.auth.WebAuthn, "add", add)

    def made(let: Callable[[], None]) -> bool:
        with as_register():
            same = Device.objects.select_related("person").get(pk=device.pk)
            monkeypatch.setattr(passkeys, "Making", made_by(let))
            return passkeys.keep(same, "{}")

    def stopped() -> None:
        with acting_as(World().staff) as staff:
            revoke_device(Device.objects.get(pk=device.pk), staff)

    kept, ended = one_in_the_midst(made, stopped)
    assert (kept, ended) == (False, None)
    assert not passkeys_of(device).exists()
    assert Device.objects.get(pk=device.pk).revoked_at < timezone.now() + dt.timedelta(seconds=1)


def test_of_two_at_once_one_is_kept(device: Device, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passkeys.auth.WebAuthn, "add", add)
    monkeypatch.setattr(passkeys, "Making", made_by(lambda: None))

    def make(let: Callable[[], None] = lambda: None) -> bool:
        with as_register():
            kept = passkeys.keep(Device.objects.select_related("person").get(pk=device.pk), "{}")
            let()
            return kept

    assert sorted(one_in_the_midst(make, make)) == [False, True]  # type: ignore[type-var]
    assert passkeys_of(device).count() == 1
