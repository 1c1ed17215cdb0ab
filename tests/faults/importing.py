"""A complete list that is being taken in, by the register's own door, and goes no further until it is told to.

Run by the register's own shell, in a process of its own. It says ``held`` once it has its turn and has written its
rows; a line that it is given lets it go on to the end, and then all that it did is undone: other tests need the town.
"""

import sys

from django.db import transaction
from django.utils import timezone

from akiya.access import CONSOLE, as_register
from akiya.models import House, Municipality
from akiya.register import ledger
from akiya.register.ledger import Listing
from akiya.words import Precision, State


def main() -> None:
    with as_register():
        city = Municipality.objects.get(pk=House.objects.values_list("municipality")[:1])
    listing = Listing(2, "1", State.VACANT, timezone.localdate(), Precision.UNKNOWN)
    held: list[str] = []

    def say(step: str) -> None:
        held.append(step)
        if len(held) == 2:
            sys.stdout.write("held\n")
            sys.stdout.flush()
            sys.stdin.readline()

    with transaction.atomic():
        ledger.take_in(ledger.Edition("試しの台帳", timezone.localdate(), True, [listing]), city, CONSOLE, say)
        transaction.set_rollback(True)
