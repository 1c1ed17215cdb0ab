"""What every request carries: its person's scope, in a transaction that tells the database who acts."""

import datetime as dt
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, cast

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.functional import SimpleLazyObject

from akiya.access import NOBODY, Scope, acting_as
from akiya.models import Municipality, Person
from akiya.projections.waiting.count import waiting

PATIENCE = dt.timedelta(seconds=4)
"""How long a page or a tablet waits for whoever writes: a few at one house pass in less; a list that is taken in keeps
its city for minutes, and would keep every worker of the server with it."""


RETRY_AFTER = 20  # s
"""When to ask again, as whoever found the register busy is told."""


View = Callable[..., HttpResponseBase]


class ActingRequest(HttpRequest):
    """A request after ActingMiddleware."""

    scope: Scope
    user: Person
    second_factor_days: int | None  # set by BeforeWorkMiddleware


class ActingMiddleware:
    """Answer each request inside one transaction whose actor is the person signed in.

    A view that raises, or answers 5xx, leaves nothing half written. A streaming answer is read
    after the transaction has ended and must open its own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        person = request.user if request.user.is_authenticated else None
        with acting_as(person, PATIENCE) as scope:
            cast("ActingRequest", request).scope = scope
            response = self.get_response(request)
            if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
                transaction.set_rollback(True)
            return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Django turns the exception into an answer before it reaches ``__call__``; what was written must not stay."""
        transaction.set_rollback(True)


def page_context(request: HttpRequest) -> dict[str, Any]:
    """What every page shows in its head: the city whose register this is, and who is signed in.

    The city is asked for only by a page that shows it and does not know it already.
    """
    scope: Scope = getattr(request, "scope", NOBODY)
    return {"city": SimpleLazyObject(lambda: city_of(scope)), "scope": scope}


def city_of(scope: Scope) -> Municipality | None:
    """The first of the municipalities whose whole register the person may see, with what waits in the inbox."""
    if not scope.sees:
        return None
    cities = Municipality.objects.defer("boundary").filter(pk__in=scope.sees)
    return cities.annotate(waiting=waiting(scope)).first()
