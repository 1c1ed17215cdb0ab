"""Two devices that use one paper at the same moment: one gets in. Here each has a connection of its own."""

import threading
from collections.abc import Iterator

import pytest
from django.db import connections

from akiya.access import as_register
from surveys.enrolments import Invited, Spent, accept, by_token
from surveys.models import Device
from tests.surveys.papers import a_paper

DEVICES = 8


@pytest.fixture
def invited(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Invited]:
    """An invitation that other connections see as well; removed afterwards."""
    with a_paper(django_db_blocker) as paper:
        yield by_token(paper.token)


def race(invited: Invited) -> list[str]:
    """How each of many devices fared that came at once."""
    fates: list[str] = []
    start = threading.Barrier(DEVICES)

    def come() -> None:
        try:
            with as_register():
                start.wait(timeout=20)
                accept(invited, "")
            fates.append("in")
        except Spent:
            fates.append("spent")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=come) for _device in range(DEVICES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return sorted(fates)


def test_one_gets_in_and_the_others_find_it_used(invited: Invited) -> None:
    assert race(invited) == ["in", *["spent"] * (DEVICES - 1)]
    assert Device.objects.filter(enrolment=invited.enrolment).count() == 1
