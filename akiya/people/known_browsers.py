"""The browsers in which a person has signed in before. Their guesses are counted apart from everybody else's.

A limit on a login alone lets whoever knows the login keep its owner out. The cookie opens nothing: it only says that
this browser was let in once (OWASP, "Slow Down Online Guessing Attacks with Device Cookies").
"""

import datetime as dt
import secrets
from collections.abc import Sequence

from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.crypto import salted_hmac

COOKIE = "known"
LASTS = dt.timedelta(days=400)
"""As long as a browser keeps a cookie (RFC 6265bis, 5.5)."""
MOST = 12
"""People of one browser who are remembered, the latest first."""
# Of the cookies that browsers hold: whoever changes it makes strangers of them all.
SALT = "akiya.known_browsers"


def name_for(request: HttpRequest, login: str) -> str:
    """The name under which a browser's guesses at a login are counted; blank where it was never let in with it."""
    name, marks = _written(request)
    return name if mark(login) in marks else ""


def remember(request: HttpRequest, response: HttpResponseBase, login: str) -> None:
    """Let the browser know from now on that it was let in with a login."""
    name, marks = _written(request)
    latest = mark(login)
    kept = [latest, *(each for each in marks if each != latest)][:MOST]
    response.set_signed_cookie(
        COOKIE,
        ".".join([name or secrets.token_urlsafe(16), *kept]),
        salt=SALT,
        max_age=int(LASTS.total_seconds()),
        path="/accounts/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _written(request: HttpRequest) -> tuple[str, Sequence[str]]:
    """What the cookie says: the browser's name, and the marks of those who were let in. Blank where it is not ours."""
    try:
        written = request.get_signed_cookie(COOKIE, salt=SALT, max_age=LASTS) or ""
    except (KeyError, BadSignature):
        written = ""
    name, *marks = written.split(".")
    return name, marks


def mark(login: str) -> str:
    """What stands for a login, however long: on a shared computer the cookie tells nobody who was there."""
    return salted_hmac(SALT, login.lower()).hexdigest()[:16]
