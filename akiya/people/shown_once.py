"""What is shown once and kept nowhere: a link, a number, a first password.

The page that makes it leads to one that shows it, so that reading the page again makes nothing. In between it
stands in a signed cookie of the browser that asked, for some minutes and for that one address: the register
itself keeps no copy, not even in a session.
"""

import datetime as dt
from typing import Any, cast

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

COOKIE = "akiya_once"
MINUTES = 10
SHOWN_FOR = dt.timedelta(minutes=MINUTES)


def show_at(address: str, request: HttpRequest, secrets: dict[str, Any]) -> HttpResponse:
    """Lead to the page that shows the secrets to whoever is signed in now."""
    response = redirect(address)
    response.set_cookie(
        COOKIE,
        signing.dumps(secrets, salt=_salt(request, address), compress=True),
        max_age=SHOWN_FOR,
        path=address,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response


def shown_at(address: str, request: HttpRequest) -> dict[str, Any] | None:
    """The secrets that this page was given to show, None where it is another's or too long ago."""
    try:
        secrets = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_salt(request, address), max_age=SHOWN_FOR)
    except signing.BadSignature:
        return None
    return cast("dict[str, Any]", secrets)


def _salt(request: HttpRequest, address: str) -> str:
    return f"akiya.shown_once {request.user.pk} {address}"
