"""A passkey is made on a device that a paper has just set up, by nobody else, and goes with the device."""

import datetime as dt
import json

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from akiya.access import acting_as
from surveys.devices import passkeys_of, revoke_device
from surveys.enrolments import Invitation
from surveys.models import Device
from surveys.passkeys import FRESH, may_make_one
from tests.world import World

pytestmark = pytest.mark.django_db
MAKE = "/field/passkey/"
ENTER = "/field/passkey/enter/"


@pytest.fixture(autouse=True)
def nobody_has_tried() -> None:
    cache.clear()


@pytest.fixture
def tablet(paper: Invitation) -> Client:
    """Set up a moment ago, by the paper of the head of 東自治会."""
    client = Client()
    client.post(f"/field/enrol/{paper.token}")
    return client


def test_a_device_just_set_up_is_asked(tablet: Client) -> None:
    page = tablet.get(MAKE)
    assert page.status_code == 200
    assert "指紋や 顔を 登録する" in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    options = json.loads(page.content.decode().split('id="options" type="application/json">')[1].split("</script>")[0])
    chosen = options["creation_options"]["publicKey"]["authenticatorSelection"]
    assert (chosen["residentKey"], chosen["userVerification"]) == ("required", "required")


def test_a_tablet_that_was_lent_makes_none(tablet: Client) -> None:
    Device.objects.update(enrolled_at=timezone.now() - FRESH - dt.timedelta(seconds=1))
    for response in (tablet.get(MAKE), tablet.post(MAKE, {"credential": "{}"})):
        assert (response.status_code, response.headers["Location"]) == (302, "/field/")
    assert not Authenticator.objects.exists()


def test_a_device_without_a_paper_makes_none(tablet: Client) -> None:
    Device.objects.update(enrolment=None)
    assert not may_make_one(Device.objects.get())


def test_whoever_is_not_set_up_is_sent_to_the_paper() -> None:
    assert Client().get(MAKE).headers["Location"] == "/field/"


@pytest.mark.parametrize("credential", ["", "{}", "[]", "null", "x", '{"id": 1}', '{"response": {"userHandle": "MQ"}}'])
def test_what_no_browser_made_is_refused_in_words(tablet: Client, credential: str) -> None:
    tablet.get(MAKE)
    made = tablet.post(MAKE, {"credential": credential})
    assert made.status_code == 422
    assert "登録できませんでした" in made.content.decode()
    stranger = Client()
    stranger.get(ENTER)
    entered = stranger.post(ENTER, {"credential": credential})
    assert entered.status_code == 403
    assert "紙の 番号を 入れてください" in entered.content.decode()
    assert Device.objects.count() == 1


def test_wrong_ones_are_turned_away() -> None:
    client = Client()
    answers = [client.post(ENTER, {"credential": "x"}).status_code for _ in range(31)]
    assert answers == [403] * 30 + [429]
    assert int(client.post(ENTER, {"credential": "x"}).headers["Retry-After"]) > 0
    assert client.get(ENTER).status_code == 200, "whoever has a right one may still show it"


def test_a_device_that_is_stopped_takes_its_passkeys_with_it(tablet: Client, world: World) -> None:
    device = Device.objects.get()
    kind = Authenticator.Type.WEBAUTHN
    Authenticator.objects.create(user=world.head, type=kind, data={"name": "1", "device": str(device.pk)})
    other = Authenticator.objects.create(user=world.head, type=kind, data={"name": "2", "device": "another"})
    assert passkeys_of(device).count() == 1
    with acting_as(world.staff) as staff:
        revoke_device(device, staff)
    assert list(Authenticator.objects.all()) == [other]


def test_only_a_device_with_a_finger_or_a_face_is_led_there(tablet: Client) -> None:
    """The browser says so by a field that is off until the page has asked it."""
    assert 'name="passkey" value="1" disabled data-passkey' in Client().get("/field/enrol/").content.decode()
