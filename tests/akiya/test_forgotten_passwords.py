"""A forgotten password: an administrator hands out a link, the person chooses, and nothing old opens any more."""

import datetime as dt
import hashlib
import io

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.password_validation import validate_password
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from akiya.access import CONSOLE, Refused, acting_as, as_register
from akiya.models import PasswordReset, Person, Term
from akiya.people.passwords import Reset, reset_password
from akiya.register import NotPossible
from tests.world import PASSWORD, World

pytestmark = pytest.mark.django_db
NEW = "あたらしい長いことば-77"


@pytest.fixture
def made(world: World) -> Reset:
    return reset_of(world, "staff")


def reset_of(world: World, login: str, **more: bool) -> Reset:
    with acting_as(world.admin) as admin:
        return reset_password(world.person(login), admin, **more)


def signed_in(login: str = "staff", password: str = PASSWORD) -> Client:
    client = Client()
    client.post("/accounts/login/", {"login": login, "password": password})
    return client


def is_in(client: Client) -> bool:
    return client.get("/changes/").status_code == 200


def send(made: Reset, first: str = NEW, again: str = NEW):  # type: ignore[no-untyped-def]
    return Client().post(f"/accounts/reset/{made.token}", {"password1": first, "password2": again})


def test_making_the_link_ends_the_old_password_and_every_session(world: World) -> None:
    before = signed_in()
    assert is_in(before)
    reset_of(world, "staff")
    assert not is_in(before)
    assert not is_in(signed_in())


def test_the_person_chooses_a_new_password_and_it_opens(made: Reset) -> None:
    assert "佐藤 花" in Client().get(f"/accounts/reset/{made.token}").content.decode()
    assert send(made)["Location"] == "/accounts/login/"
    assert is_in(signed_in(password=NEW))


def test_choosing_ends_sessions_that_were_opened_in_between(world: World, made: Reset) -> None:
    by_passkey = Client()
    by_passkey.force_login(world.person("staff"))
    assert is_in(by_passkey)
    send(made)
    assert not is_in(by_passkey)


def test_looking_at_the_link_uses_nothing_up(made: Reset) -> None:
    for _time in range(3):
        assert Client().get(f"/accounts/reset/{made.token}").status_code == 200
    assert send(made).status_code == 302


def test_it_is_good_once(made: Reset) -> None:
    send(made)
    assert send(made).status_code == 410
    assert Client().get(f"/accounts/reset/{made.token}").status_code == 410


def test_it_is_good_for_a_day(made: Reset) -> None:
    assert made.row.expires_at - made.row.made_at == dt.timedelta(days=1)
    PasswordReset.objects.update(expires_at=timezone.now())
    assert send(made).status_code == 410


def test_a_newer_link_ends_the_older(world: World, made: Reset) -> None:
    newer = reset_of(world, "staff")
    assert send(made).status_code == 410
    assert send(newer).status_code == 302


@pytest.mark.parametrize(
    ("first", "again"), [("short", "short"), (NEW, NEW + "x"), ("", ""), ("password1234", "password1234")]
)
def test_a_password_that_cannot_be_is_refused_and_the_link_stays_good(made: Reset, first: str, again: str) -> None:
    assert send(made, first, again).status_code == 400
    assert send(made).status_code == 302


def test_a_password_like_the_own_number_or_name_is_refused(world: World) -> None:
    someone = Person(login="yamada.hanako", name="やまだ はなこ のはなし")
    for near in ("yamada.hanako1", "やまだ はなこ のはなし1"):
        with pytest.raises(ValidationError):
            validate_password(near, someone)


def test_wrong_links_are_turned_away_and_right_ones_beside_them_open(made: Reset) -> None:
    cache.clear()
    answers = [Client().get("/accounts/reset/wrong").status_code for _time in range(31)]
    assert answers == [404] * 30 + [429]
    assert Client().get(f"/accounts/reset/{made.token}").status_code == 200


def test_only_the_hash_is_kept(made: Reset) -> None:
    row = PasswordReset.objects.get()
    assert bytes(row.token_hash) == hashlib.sha256(made.token.encode()).digest()
    with as_register(), connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(e::text, '') FROM akiya_passwordresetevent e")
        (told,) = cursor.fetchone()
    assert bytes(row.token_hash).hex() not in told


def test_what_became_of_it_is_kept_for_good(world: World, made: Reset) -> None:
    send(made)
    with as_register(), connection.cursor() as cursor:
        cursor.execute("SELECT pgh_label, made_by_id, used_at IS NULL FROM akiya_passwordresetevent ORDER BY pgh_id")
        assert cursor.fetchall() == [("insert", world.admin.pk, True), ("update", world.admin.pk, False)]


@pytest.mark.parametrize("table", ["akiya_passwordresetevent", "akiya_personevent", "akiya_termevent"])
def test_nobody_of_the_web_changes_what_was_kept(world: World, table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT has_table_privilege('{table}', 'UPDATE') OR has_table_privilege('{table}', 'DELETE')")
        assert cursor.fetchone() == (False,)


def test_keys_that_were_lost_too_are_taken_away(world: World) -> None:
    TOTP.activate(world.staff, "JBSWY3DPEHPK3PXP")
    reset_of(world, "staff")
    assert Authenticator.objects.filter(user=world.staff).exists()
    reset_of(world, "staff", drop_keys=True)
    assert not Authenticator.objects.filter(user=world.staff).exists()


@pytest.mark.parametrize("login", ["staff", "viewer", "head", "other-staff"])
def test_only_administrators_do_it(world: World, login: str) -> None:
    with acting_as(world.person(login)) as scope, pytest.raises(Refused):
        reset_password(world.viewer, scope)


@pytest.mark.parametrize("login", ["other-staff", "head", "former"])
def test_and_only_for_their_own_office(world: World, login: str) -> None:
    with acting_as(world.admin) as admin, pytest.raises(Refused):
        reset_password(world.person(login), admin)


def test_who_also_works_for_another_city_is_left_to_the_console(world: World) -> None:
    with as_register():
        Term.objects.create(person=world.staff, municipality=world.ranka, role="staff", starts_on=timezone.localdate())
    with acting_as(world.admin) as admin, pytest.raises(Refused):
        reset_password(world.staff, admin)
    with as_register():
        assert reset_password(world.staff, CONSOLE).token


def test_nobody_takes_the_own_password_away(world: World) -> None:
    with acting_as(world.admin) as admin, pytest.raises(NotPossible):
        reset_password(world.admin, admin)
    assert is_in(signed_in("admin"))


def test_the_console_prints_a_link_for_the_only_administrator(world: World) -> None:
    out = io.StringIO()
    call_command("reset_password", "admin", base="https://example.org", stdout=out)
    path = out.getvalue().strip().removeprefix("https://example.org")
    assert Client().post(path, {"password1": NEW, "password2": NEW}).status_code == 302
    assert is_in(signed_in("admin", NEW))


@pytest.mark.parametrize("login", ["head", "nobody-of-this-name"])
def test_the_console_refuses_who_signs_in_with_no_password(world: World, login: str) -> None:
    with pytest.raises(CommandError):
        call_command("reset_password", login)
