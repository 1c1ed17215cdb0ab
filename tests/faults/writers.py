"""Many writers at one house at the same moment, each a thread with a connection of its own.

Run by the register's own shell, against its real database. Every round, all writers wait for each other and then
write of the same house: an answer, a correction of one, a decision, a signal, or the taking back of something that
another one has just said.
"""

import datetime as dt
import random
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

from django.db import connection, transaction
from django.utils import timezone

from akiya.access import acting_as, as_register
from akiya.models import House, Person
from akiya.register import NotPossible, Observed, add_signal, decide, record, retract
from akiya.words import Basis, Channel, Precision, SignalKind, State

ANSWERS = ("occupied", "occasional", "vacant", "gone")


def main(houses: int, writers: int, rounds: int) -> int:
    """How many writes were refused as not possible; any other failure is raised."""
    with as_register():
        staff = Person.objects.get(login="staff")
        head = Person.objects.filter(terms__role="head", terms__ends_on=None).first()
        own = House.objects.filter(housearea__area__term__person=head).order_by("pk")[:houses]
        ids = list(own.values_list("pk", flat=True))
    said: dict[int, list[uuid.UUID]] = {house: [] for house in ids}
    together = threading.Barrier(writers)

    def write(nth: int) -> int:
        luck, refused = random.Random(nth), 0
        try:
            for round_ in range(rounds):
                together.wait(timeout=120)
                refused += not one(luck, ids[round_ % len(ids)], nth)
        except BaseException:
            together.abort()  # or the others would wait for this one
            raise
        finally:
            connection.close()
        return refused

    def one(luck: random.Random, house_id: int, nth: int) -> bool:
        by = head if nth % 3 else staff
        try:
            with transaction.atomic(), acting_as(by) as scope:
                with as_register():
                    house = House.objects.get(pk=house_id)
                what = luck.random()
                if nth % 3 or what < 0.3:
                    back = luck.choice(said[house_id]) if said[house_id] and what < 0.2 else None
                    seen_at = timezone.now() - dt.timedelta(days=luck.randint(0, 3))
                    said_of_it = luck.choice(ANSWERS)
                    observation = Observed(uuid.uuid4(), seen_at, Channel.TABLET, said_of_it, house_id, withdraws=back)
                    record(observation, scope)
                    said[house_id].append(observation.id)
                elif what < 0.6:
                    decide(house, luck.choice((State.VACANT, State.OCCUPIED)), timezone.localdate(), Precision.DAY,
                           Basis.VISIT, "見た", scope)  # fmt: skip
                elif what < 0.8:
                    add_signal(house, SignalKind.WATER_CLOSED, timezone.localdate(), scope)
                elif said[house_id]:
                    retract(house, f"look:{luck.choice(said[house_id])}", "まちがい", scope)
        except NotPossible:
            return False
        return True

    with ThreadPoolExecutor(writers) as pool:
        return sum(pool.map(write, range(writers)))
