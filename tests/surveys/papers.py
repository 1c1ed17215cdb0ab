"""A paper for a device that other connections see too: what a race of several needs."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from akiya.access import acting_as
from akiya.models import Term
from surveys.enrolments import Invitation, invite
from surveys.models import Device, Enrolment
from tests.world import World


@contextmanager
def a_paper(blocker: pytest.FixtureRequest) -> Iterator[Invitation]:
    """A paper for the head; it and the devices that it opened are removed afterwards. ``blocker``: of pytest-django."""
    with blocker.unblock():  # type: ignore[attr-defined]
        world = World()
        with acting_as(world.staff) as staff:
            paper = invite(Term.objects.get(person=world.head), staff)
        yield paper
        Device.objects.filter(enrolment=paper.enrolment).delete()
        Enrolment.objects.filter(pk=paper.enrolment.pk).delete()
        connection.close()
