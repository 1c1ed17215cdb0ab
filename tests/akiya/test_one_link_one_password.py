"""Two that use one link to a new password at the same moment: one chooses. Each has a connection of its own."""

import threading
from collections.abc import Iterator

import pytest
from django.db import connection, connections
from django.utils import timezone

from akiya.access import CONSOLE, as_register
from akiya.models import PasswordReset, Person, Term
from akiya.passwords import Spent, by_token, choose, reset_password
from tests.world import PASSWORD, World


@pytest.fixture
def token(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[str]:
    """A link that other connections see as well; removed afterwards with whom it is for."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        city = World().mihon
        with as_register():
            someone = Person.objects.create_person("races", "競 走", PASSWORD)
            Term.objects.create(person=someone, municipality=city, role="viewer", starts_on=timezone.localdate())
            made = reset_password(someone, CONSOLE)
        yield made.token
        with as_register():
            for rows in (PasswordReset.objects, Term.objects):
                rows.filter(person=someone).delete()
            someone.delete()
        connection.close()


def test_of_two_that_use_it_at_one_moment_one_gets_in(token: str) -> None:
    fates: list[str] = []
    start = threading.Barrier(2)

    def come(password: str) -> None:
        try:
            row = by_token(token)
            start.wait(timeout=20)
            choose(row, password)
            fates.append("in")
        except Spent:
            fates.append("spent")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=come, args=[f"{PASSWORD}{nth}"]) for nth in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(fates) == ["in", "spent"]
