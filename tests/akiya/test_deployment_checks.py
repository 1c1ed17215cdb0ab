"""Each mistake of a deployment is told with its id and with what to do."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.checks import CheckMessage, run_checks
from django.db import connection
from django.test.utils import override_settings
from pytest_django import DjangoDbBlocker, Settings

from akiya import checks

Connect = Callable[..., None]


@pytest.fixture
def connect(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Connect]:
    """Connect the register elsewhere, or as another role, for one test."""
    ours = dict(connection.settings_dict)

    def change(**changes: str) -> None:
        connection.close()
        connection.settings_dict.update(changes)

    with django_db_blocker.unblock():
        yield change
        connection.close()
        connection.settings_dict.update(ours)


def ids(found: list[CheckMessage]) -> list[str]:
    assert all(message.hint for message in found)
    return [str(message.id) for message in found]


def test_the_tests_own_deployment_is_sound(db: None) -> None:
    assert ids([message for message in run_checks(databases=["default"]) if message.id.startswith("akiya.")]) == []


@pytest.mark.parametrize(("setting", "number"), [("DEBUG", "E006"), ("DEMO", "E007"), ("PLAIN_HTTP", "E008")])
def test_the_workshop_stays_private(settings: Settings, setting: str, number: str) -> None:
    settings.DEBUG = settings.DEMO = settings.PLAIN_HTTP = False
    settings.ALLOWED_HOSTS = ["akiya.city.example.jp"]
    setattr(settings, setting, True)
    assert ids(checks.nothing_of_the_workshop_is_public()) == [f"akiya.{number}"]
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    assert ids(checks.nothing_of_the_workshop_is_public()) == []


def test_a_media_folder_that_cannot_be_made_is_told(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    settings.MEDIA_ROOT = tmp_path / "file" / "photos"
    assert ids(checks.media_can_be_written()) == ["akiya.E005"]
    settings.MEDIA_ROOT = tmp_path / "photos"
    assert ids(checks.media_can_be_written()) == []


def test_a_short_secret_is_told(settings: Settings) -> None:
    settings.DEBUG = False
    with override_settings(SECRET_KEY="short"):
        assert ids(checks.secret_key_is_given()) == ["akiya.E009"]


@pytest.mark.parametrize(("role", "number"), [("postgres", "E003"), ("owner", "E004")])
def test_a_role_above_row_security_is_told(connect: Connect, role: str, number: str) -> None:
    connect(USER=role)
    assert ids(checks.web_role_is_behind_row_security(databases=["default"])) == [f"akiya.{number}"]


def test_a_database_without_postgis_is_told(connect: Connect) -> None:
    connect(NAME="postgres")
    assert ids(checks.postgis_is_there(databases=["default"])) == ["akiya.E002"]


def test_a_database_out_of_reach_is_told(connect: Connect) -> None:
    connect(HOST="/nowhere")
    assert ids(checks.postgis_is_there(databases=["default"])) == ["akiya.E001"]
