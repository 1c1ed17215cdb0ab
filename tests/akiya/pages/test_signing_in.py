"""Signing in on our own pages."""

import datetime as dt
import os
import subprocess
import sys
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from akiya.access import as_register
from akiya.models import Person
from tests.akiya.pages.office import signed_in, text_of
from tests.server import ROOT
from tests.world import PASSWORD, World

SECRET = "JBSWY3DPEHPK3PXP"


def sign_in(client: Client, password: str = PASSWORD, login: str = "staff"):  # type: ignore[no-untyped-def]
    return client.post("/accounts/login/", {"login": login, "password": password})


def code_now(steps_ago: int = 0) -> str:
    """What the app of the telephone shows, or showed that many times 30 s ago."""
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30 - steps_ago))


def add_app(person: Person) -> None:
    TOTP.activate(person, SECRET)


def test_a_number_and_a_password_open_the_office(world: World, client: Client) -> None:
    response = sign_in(client)
    assert (response.status_code, response["Location"]) == (302, "/")


def test_a_wrong_password_is_said_without_telling_which_was_wrong(world: World, client: Client) -> None:
    for login in ("staff", "nobody-of-this-name"):
        response = sign_in(client, "ちがう言葉です", login)
        assert "利用者番号か パスワードが ちがいます。" in text_of(response)


def test_the_second_factor_is_asked_for_where_there_is_one(world: World, client: Client) -> None:
    add_app(world.staff)
    response = sign_in(client)
    assert response["Location"] == "/accounts/2fa/authenticate/"
    assert client.get("/")["Location"].startswith("/accounts/login/")
    page = text_of(client.get("/accounts/2fa/authenticate/"))
    assert "認証アプリの番号" in page
    assert client.post("/accounts/2fa/authenticate/", {"code": code_now()})["Location"] == "/"


@pytest.mark.parametrize(("steps_ago", "opens"), [(1, True), (2, False)])
def test_a_code_that_goes_while_it_is_typed_still_opens(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch, steps_ago: int, opens: bool
) -> None:
    add_app(world.staff)
    sign_in(client)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now)  # or it goes while this test asks
    response = client.post("/accounts/2fa/authenticate/", {"code": code_now(steps_ago)})
    assert (response.status_code == 302) is opens


def test_a_wrong_code_opens_nothing(world: World, client: Client) -> None:
    add_app(world.staff)
    sign_in(client)
    response = client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert "番号が ちがいます。" in text_of(response)
    assert client.get("/").status_code == 302


def test_nobody_opens_an_account_alone(client: Client, db: None) -> None:
    assert "自分で 利用者になることは できません" in text_of(client.get("/accounts/signup/"))


def test_leaving_is_a_post(world: World) -> None:
    client = signed_in(world.staff)
    client.get("/accounts/logout/")
    assert client.get("/").status_code == 200
    client.post("/accounts/logout/")
    assert client.get("/").status_code == 302


@pytest.mark.parametrize(
    "address",
    [
        "",
        "totp/activate/",
        "webauthn/",
        "webauthn/add/",
        "recovery-codes/generate/",
        "recovery-codes/",
        "totp/deactivate/",
    ],
)
def test_the_pages_of_ones_own_sign_in_are_ours(world: World, client: Client, address: str) -> None:
    if "deactivate" in address or "recovery" in address:
        add_app(world.staff)
        sign_in(client)
        client.post("/accounts/2fa/authenticate/", {"code": code_now()})
        client.post("/accounts/reauthenticate/", {"password": PASSWORD})
        client.post("/accounts/2fa/recovery-codes/generate/")
    else:
        sign_in(client)
    response = client.get(f"/accounts/2fa/{address}", follow=True)
    assert response.status_code == 200
    assert 'class="header"' in text_of(response)
    for foreign in ("Authenticator", "Security", "Recovery", "Are you sure"):
        assert foreign not in text_of(response)


def age(person: Person, days: int) -> None:
    """Let the account have been opened so many days ago; its post began long before."""
    Person.objects.filter(pk=person.pk).update(created_at=timezone.now() - dt.timedelta(days=days))


@pytest.fixture
def a_week(settings: Settings) -> None:
    """The city lets people of the office work with a password alone for seven days."""
    settings.SECOND_FACTOR_DAYS = 7


@pytest.mark.usefixtures("a_week")
def test_until_the_period_is_over_every_page_says_how_many_days_are_left(world: World, client: Client) -> None:
    sign_in(client)
    for days, left in ((0, 7), (6, 1)):
        age(world.staff, days)
        for address in ("/", f"/houses/{world.house(7).pk}/", "/map/"):
            assert f"あと {left}日のうちに" in text_of(client.get(address)), address


@pytest.mark.usefixtures("a_week")
def test_after_it_a_password_opens_nothing_but_the_page_on_which_one_is_set_up(world: World, client: Client) -> None:
    age(world.staff, 7)
    sign_in(client)
    for address in ("/", f"/houses/{world.house(7).pk}/", "/changes/"):
        assert client.get(address)["Location"] == "/accounts/2fa/"
    assert "パスワードだけでは 台帳を開けません" in text_of(client.get("/accounts/2fa/"))


@pytest.mark.usefixtures("a_week")
def test_the_period_of_a_new_post_begins_with_the_post(world: World, client: Client) -> None:
    age(world.staff, 900)
    with as_register():
        world.staff.terms.update(starts_on=timezone.localdate() - dt.timedelta(days=2))
    sign_in(client)
    assert "あと 5日のうちに" in text_of(client.get("/"))


@pytest.mark.usefixtures("a_week")
@pytest.mark.parametrize("login", ["viewer", "admin"])
def test_every_post_of_the_office_needs_one(world: World, client: Client, login: str) -> None:
    age(world.person(login), 30)
    sign_in(client, login=login)
    assert client.get("/")["Location"] == "/accounts/2fa/"


@pytest.mark.usefixtures("a_week")
def test_having_set_one_up_opens_the_office_and_no_page_speaks_of_it(world: World, client: Client) -> None:
    age(world.staff, 30)
    sign_in(client)
    add_app(world.staff)
    assert "のうちに 登録してください" not in text_of(client.get("/"))


@pytest.mark.usefixtures("a_week")
def test_having_used_one_asks_the_database_no_more(world: World, client: Client) -> None:
    add_app(world.staff)
    sign_in(client)
    client.post("/accounts/2fa/authenticate/", {"code": code_now()})
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/").status_code == 200
    assert [query for query in asked if "mfa_authenticator" in query["sql"]] == []


@pytest.mark.usefixtures("a_week")
def test_recovery_codes_alone_are_no_second_factor(world: World, client: Client) -> None:
    age(world.staff, 30)
    sign_in(client)
    Authenticator.objects.create(user=world.staff, type=Authenticator.Type.RECOVERY_CODES, data={})
    assert client.get("/").status_code == 302


def test_a_city_that_sets_no_period_asks_for_none(world: World, client: Client, settings: Settings) -> None:
    settings.SECOND_FACTOR_DAYS = 0
    age(world.staff, 900)
    sign_in(client)
    assert "のうちに 登録してください" not in text_of(client.get("/"))


@pytest.mark.parametrize(("said", "demo", "days"), [("", "", 7), ("", "1", 0), ("30", "1", 30), ("0", "", 0)])
def test_the_period_comes_from_the_environment(said: str, demo: str, days: int) -> None:
    asked = "from akiya import settings; print(settings.SECOND_FACTOR_DAYS)"
    env = {**os.environ, "AKIYA_SECOND_FACTOR_DAYS": said, "AKIYA_DEMO": demo}
    told = subprocess.run([sys.executable, "-c", asked], env=env, cwd=ROOT, capture_output=True, text=True, check=True)
    assert int(told.stdout) == days


@pytest.mark.usefixtures("a_week")
def test_the_head_of_an_association_is_not_held_up(world: World) -> None:
    age(world.head, 900)
    assert signed_in(world.head).get("/")["Location"] == "/field/"
