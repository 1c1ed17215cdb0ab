"""Each promise is broken once here, and the test that guards it must then fail.

A guard that stays quiet while its promise is broken guards nothing.
"""

from collections.abc import Iterator

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from pytest_django import DjangoDbBlocker

from akiya.access import Scope
from akiya.models import SetAside
from akiya.projections import current
from akiya.register import observations
from tests.akiya import test_projections_stay_true, test_recording, test_row_security_alone, test_scope
from tests.world import World


@pytest.fixture
def above_row_security(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The register serves as the owner of its tables, whom no policy binds."""
    role = connection.settings_dict["USER"]
    with django_db_blocker.unblock():
        connection.close()
    connection.settings_dict["USER"] = "owner"
    yield
    with django_db_blocker.unblock():
        connection.close()
    connection.settings_dict["USER"] = role


@pytest.mark.parametrize(
    "guard",
    [
        test_row_security_alone.test_nobody_sees_no_house,
        test_row_security_alone.test_staff_see_their_city_and_no_other,
        test_row_security_alone.test_a_head_sees_the_houses_of_the_own_association,
        test_row_security_alone.test_a_head_sees_no_state_of_any_house,
        test_row_security_alone.test_a_person_reads_the_own_terms_only,
        test_row_security_alone.test_the_web_role_neither_owns_the_tables_nor_passes_row_security,
    ],
)
def test_row_security_off(above_row_security: None, world: World, guard: test_row_security_alone.Guard) -> None:
    with pytest.raises(AssertionError):
        guard(world)


def test_the_filter_off(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Scope, "houses", lambda scope: Q())
    with pytest.raises(AssertionError):
        test_scope.test_a_head_sees_six_houses(world)
    with pytest.raises(AssertionError):
        test_scope.test_nobody_sees_nothing(world)


def test_idempotency_off(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A register that does not ask whether it knows an id is stopped by its tables alone."""
    monkeypatch.setattr(observations, "_known", lambda observation: None)
    with pytest.raises(IntegrityError), transaction.atomic():
        test_recording.test_it_counts_once_however_often_it_is_sent(world)


def test_keeping_both_off(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SetAside.objects, "bulk_create", lambda rows, **_: rows)
    with pytest.raises(AssertionError):
        test_recording.test_it_keeps_both_where_one_id_says_two_things(world)


def test_holding_off(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(observations, "is_held", lambda flags: False)
    with pytest.raises(AssertionError):
        test_recording.test_an_ended_term_is_heard_but_does_not_count(world)


def test_projections_left_alone(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(current, "bring_up_to_date", lambda *_: None)
    with pytest.raises(AssertionError):
        test_recording.test_it_changes_what_stands(world)
    with pytest.raises(AssertionError):
        test_projections_stay_true.test_a_copy_that_was_tampered_with_is_found(world)
