"""How many wrong guesses are let pass. Counted in the database, so that every process counts together."""

import datetime as dt
import ipaddress
from collections.abc import Callable
from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

ONE_CONNECTION = 64
"""Bits of an IPv6 address that one connection is given; the rest it may change with every request (RFC 6177)."""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``most`` wrong guesses in each period of ``seconds``."""

    name: str
    most: int
    seconds: int


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


def turned_away(request: HttpRequest, limit: Limit, status: int, page: Callable[[int], HttpResponse]) -> HttpResponse:
    """What a wrong guess is answered: the page under ``status``, under 429 where its place has no guess left.

    It is counted after it was found wrong: a right one beside it always opens.
    """
    place = place_of(request)
    try:
        check(limit, place)
    except TooMany as many:
        return later(page(429), many)
    count_wrong(limit, place)
    return page(status)


def later(response: HttpResponse, many: TooMany) -> HttpResponse:
    """The response, with the seconds after which the next guess may be made."""
    response.headers["Retry-After"] = str(int(many.wait.total_seconds()) + 1)
    return response


def place_of(request: HttpRequest) -> str:
    """Where a request comes from: an IPv4 address, or the network of an IPv6 one."""
    address = ipaddress.ip_address(str(get_adapter().get_client_ip(request)))
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network((address, ONE_CONNECTION), strict=False).network_address)


def _period(limit: Limit, who: str) -> tuple[str, dt.timedelta]:
    """The key of the present period, and what is left of it."""
    elapsed = timezone.now().timestamp()
    number = int(elapsed // limit.seconds)
    return f"attempts:{limit.name}:{who}:{number}", dt.timedelta(seconds=(number + 1) * limit.seconds - elapsed)
