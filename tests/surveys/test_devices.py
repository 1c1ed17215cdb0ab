"""A device opens the field app of its person, and nothing else."""

import datetime as dt
import uuid

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from akiya.access import acting_as
from akiya.models import Person, Term
from akiya.people.accounts import Particulars
from akiya.people.appointing import replace_head
from akiya.people.terms import end_term
from surveys.devices import COOKIE, add_device, hashed, revoke_device
from surveys.enrolments import invite
from surveys.models import Device
from tests.surveys.conftest import API, CSRF, Tablet, ago, observations, tablet_of
from tests.world import World, yesterday

pytestmark = pytest.mark.django_db


def code(response) -> tuple[int, str]:  # type: ignore[no-untyped-def]
    return response.status_code, response.json()["code"]


def test_without_a_device_the_api_says_so(stranger: Tablet, world: World) -> None:
    assert code(stranger.get("package")) == (401, "not_enrolled")
    assert code(stranger.get("hello")) == (401, "not_enrolled")
    assert code(stranger.say(world.house(8).pk)) == (401, "not_enrolled")
    assert observations() == 0


def test_a_made_up_key_opens_nothing() -> None:
    assert code(Tablet("made up").get("package")) == (401, "not_enrolled")


def test_only_the_hash_of_its_key_is_kept(world: World) -> None:
    key = add_device(world.head, world.mihon.pk, "")
    stored = Device.objects.get(person=world.head)
    assert bytes(stored.key_hash) == hashed(key)
    assert key not in str(Device.objects.values_list().get(pk=stored.pk))


@pytest.mark.parametrize("path", ["/", "/people/", "/houses/8/", "/photos/00000000-0000-0000-0000-000000000000/"])
def test_its_key_opens_nothing_outside_the_field(tablet: Tablet, path: str) -> None:
    response = tablet.client.get(path)
    assert response.status_code in {302, 404}
    if response.status_code == 302:
        assert response.headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("secure", [True, False])
def test_the_key_is_sent_to_the_field_alone_and_to_no_script(
    world: World, settings: LazySettings, secure: bool
) -> None:
    settings.SESSION_COOKIE_SECURE = secure
    with acting_as(world.staff) as staff:
        token = invite(Term.objects.get(person=world.head), staff).token
    cookie = Client().post(f"/field/enrol/{token}").cookies[COOKIE]
    assert cookie["path"] == "/field/"
    assert (cookie["httponly"], cookie["samesite"], bool(cookie["secure"])) == (True, "Lax", secure)
    assert cookie["max-age"] == 400 * 24 * 3600


def test_a_revoked_device_is_unknown_from_its_next_request_on(tablet: Tablet, world: World) -> None:
    assert tablet.get("package").status_code == 200
    with acting_as(world.staff) as staff:
        revoke_device(Device.objects.get(person=world.head), staff)
    assert code(tablet.get("package")) == (401, "not_enrolled")
    assert code(tablet.say(world.house(8).pk)) == (401, "not_enrolled")
    assert observations() == 0


def test_a_person_shut_out_is_unknown(tablet: Tablet, world: World) -> None:
    Person.objects.filter(pk=world.head.pk).update(is_active=False)
    assert code(tablet.get("package")) == (401, "not_enrolled")


def test_staff_in_the_field_are_told_where_they_are(world: World) -> None:
    client = Client()
    client.force_login(world.staff)
    assert code(client.get(f"{API}/package")) == (403, "not_a_head")
    page = client.get("/field/")
    assert page.status_code == 403
    assert "自治会長の 画面です" in page.content.decode()


def test_the_device_of_a_head_stands_over_the_session_of_staff(tablet: Tablet, world: World) -> None:
    tablet.client.force_login(world.staff)
    assert tablet.get("package").json()["person"]["name"] == "東 太郎"


def test_a_head_with_a_passkey_needs_no_device(world: World) -> None:
    client = Client()
    client.force_login(world.head)
    assert client.get(f"{API}/package").status_code == 200


def test_a_write_without_the_page_of_ours_behind_it_is_refused(tablet: Tablet, world: World) -> None:
    response = tablet.put("observations/00000000-0000-0000-0000-000000000001", {}, **{"X-CSRFToken": "f" * 32})
    assert code(response) == (403, "csrf")
    bare = tablet.client.put(f"{API}/no-change/00000000-0000-0000-0000-000000000001", "{}", "application/json")
    assert code(bare) == (403, "csrf")


def test_a_head_with_a_passkey_is_held_to_the_same_proof(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.head)
    client.cookies["csrftoken"] = CSRF
    assert code(client.put(f"{API}/observations/x", "{}", "application/json")) == (403, "csrf")


def test_the_end_of_a_term_stops_the_next_request(tablet: Tablet, world: World) -> None:
    assert tablet.get("hello").json()["in_force"]
    with acting_as(world.staff) as staff:
        end_term(Term.objects.get(person=world.head), yesterday(), staff)
    assert code(tablet.get("package")) == (403, "term_ended")
    assert tablet.get("hello").json()["code"] == "term_ended"
    page = tablet.client.get("/field/")
    assert page.status_code == 403
    assert "任期が 終わりました" in page.content.decode()


def test_a_term_that_is_still_to_begin_opens_nothing(world: World) -> None:
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    with acting_as(world.staff) as staff:
        term = replace_head(world.area("東自治会"), Particulars("次野 会長"), tomorrow, staff)
        early = tablet_of(term.person, world.mihon)
    assert code(early.get("package")) == (403, "term_not_begun")
    assert code(early.say(world.house(8).pk)) == (403, "term_not_begun")


def test_a_new_term_of_the_same_person_opens_the_same_device(world: World) -> None:
    tablet = tablet_of(world.former, world.mihon)
    assert tablet.get("package").status_code == 403
    world.heads(world.former, "東自治会", timezone.localdate())
    assert tablet.get("package").status_code == 200


def test_staff_learn_when_it_was_last_heard_of_and_what_it_still_holds(tablet: Tablet, world: World) -> None:
    Device.objects.update(seen_at=timezone.now() - dt.timedelta(days=2))
    tablet.get("hello", **{"Device-Pending": "7"})
    device = Device.objects.get(person=world.head)
    assert device.pending == 7
    assert device.seen_at is not None
    assert timezone.now() - device.seen_at < dt.timedelta(minutes=1)
    assert device.name == "iPad"


def test_a_record_that_was_taken_waits_no_longer(tablet: Tablet, world: World) -> None:
    """What a tablet sends it counts among what waits, as it does in every version of the app."""
    tablet.put("observations/1", {}, **{"Device-Pending": "2"})
    assert Device.objects.get(person=world.head).pending == 2, "refused, and so it waits still"
    for left in (2, 1):
        said = {"house": world.house(8).pk, "answer": "vacant", "seen_at": ago(hours=left)}
        assert tablet.put(f"observations/{uuid.uuid4()}", said, **{"Device-Pending": str(left)}).status_code == 200
        assert Device.objects.get(person=world.head).pending == left - 1


@pytest.mark.parametrize("pending", ["", "-1", "many", "1e9", "９", "9" * 30])
def test_what_it_says_of_itself_is_believed_only_where_it_makes_sense(tablet: Tablet, pending: str) -> None:
    assert tablet.get("hello", **{"Device-Pending": pending}).status_code == 200
    assert Device.objects.get().pending is None


def test_the_key_is_renewed_with_each_contact_that_is_noted(tablet: Tablet) -> None:
    assert COOKIE not in tablet.get("hello").cookies
    Device.objects.update(seen_at=timezone.now() - dt.timedelta(hours=1))
    assert tablet.get("hello").cookies[COOKIE]["max-age"] == 400 * 24 * 3600


def test_hello_costs_few_queries(tablet: Tablet, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_max_num_queries(8):
        tablet.get("hello")
