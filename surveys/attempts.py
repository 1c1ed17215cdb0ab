"""How many wrong guesses are let pass. Counted in the database, so that every process counts together."""

import datetime as dt
from dataclasses import dataclass

from django.core.cache import cache
from django.db import connection
from django.utils import timezone


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``most`` wrong guesses in each period of ``seconds``."""

    name: str
    most: int
    seconds: int


# Six digits are guessed in a million tries. With ten sheets of paper out at once, a hundred tries a
# day for the fourteen days of their life find one of them with a chance of 1.4 %.
CODE_FROM_ONE_PLACE = Limit("code-place", 5, 15 * 60)
CODE_FROM_ANYWHERE = Limit("code", 100, 24 * 60 * 60)
# A link or a passkey cannot be guessed; this only spares the database.
LINK_FROM_ONE_PLACE = Limit("link-place", 30, 15 * 60)
PASSKEY_FROM_ONE_PLACE = Limit("passkey-place", 30, 15 * 60)


class TooMany(Exception):
    """No more guesses for now. ``wait`` is the time until the next may be made."""

    def __init__(self, wait: dt.timedelta) -> None:
        super().__init__(wait)
        self.wait = wait


def check(limit: Limit, who: str = "") -> None:
    """Raise TooMany where no guess is left in this period.

    Others who would guess under the same name wait until this transaction ends: many at once get no
    more guesses than one after the other.
    """
    key, wait = _period(limit, who)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
    if cache.get(key, 0) >= limit.most:
        raise TooMany(wait)


def count_wrong(limit: Limit, who: str = "") -> None:
    """Note a wrong guess, after ``check`` in the same transaction."""
    key, wait = _period(limit, who)
    cache.set(key, cache.get(key, 0) + 1, timeout=wait.total_seconds() + 1)


def _period(limit: Limit, who: str) -> tuple[str, dt.timedelta]:
    """The key of the present period, and what is left of it."""
    elapsed = timezone.now().timestamp()
    number = int(elapsed // limit.seconds)
    return f"attempts:{limit.name}:{who}:{number}", dt.timedelta(seconds=(number + 1) * limit.seconds - elapsed)
