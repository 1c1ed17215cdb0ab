"""Another life of the database has another epoch."""

import pytest
from django.db import connection

from surveys.epoch import epoch, epoch_of


@pytest.mark.django_db
def test_it_stays_the_same_while_the_database_lives() -> None:
    assert epoch() == epoch()
    assert len(epoch()) == 16


@pytest.mark.django_db
def test_it_names_the_cluster_its_timeline_and_the_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT system_identifier FROM pg_control_system()")
        cluster = cursor.fetchone()[0]
        cursor.execute("SELECT timeline_id FROM pg_control_checkpoint()")
        timeline = cursor.fetchone()[0]
        cursor.execute("SELECT oid FROM pg_database WHERE datname = current_database()")
        database = cursor.fetchone()[0]
    assert epoch() == epoch_of(f"{cluster}.{timeline}.{database}")


@pytest.mark.django_db
def test_it_gives_nothing_of_the_server_away() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT system_identifier FROM pg_control_system()")
        assert str(cursor.fetchone()[0]) not in epoch()


@pytest.mark.parametrize(
    "other", ["7710898757262581096.1.18858", "7710898757262581095.2.18858", "7710898757262581095.1.18859"]
)
def test_a_new_cluster_a_recovery_and_a_filled_database_each_begin_another(other: str) -> None:
    assert epoch_of("7710898757262581095.1.18858") != epoch_of(other)
