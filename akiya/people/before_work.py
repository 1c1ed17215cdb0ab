"""What a person of the office does before they work: choose a password of their own, and set up a second factor.

For the second there is a period: ``SECOND_FACTOR_DAYS`` from the first day of the post, or of the account where that
is later. Until it is over every page says how many days are left; from then on a password opens nothing but the page
on which one is set up.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any, cast

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from akiya.web.request import ActingRequest

CHOOSE_ONE = _("はじめのパスワードは ほかの人も見ています。ご自分だけのパスワードに 変えてください。")
SET_ONE_UP = _("パスワードだけでは 台帳を開けません。パスキーか 認証アプリを 登録してください。")
OPEN_WITHOUT_OWN_PASSWORD = (
    "/accounts/password/change/",
    "/accounts/reset/",
    "/accounts/logout/",
    "/language/",
    "/health/",
    "/field/",
)
OPEN_WITHOUT_SECOND_FACTOR = ("/accounts/", "/language/", "/health/", "/field/")


class BeforeWorkMiddleware:
    """Lead a person of the office to what they must do first; note how long they may still leave it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        acting = cast("ActingRequest", request)
        if must_choose_password(acting):
            messages.warning(request, CHOOSE_ONE)
            return redirect("account_change_password")
        acting.second_factor_days = second_factor_days(acting)
        if acting.second_factor_days == 0:
            messages.warning(request, SET_ONE_UP)
            return redirect("mfa_index")
        return self.get_response(request)


def must_choose_password(request: ActingRequest) -> bool:
    """Whether the person still uses a password that somebody else made for them."""
    return (
        request.user.is_authenticated
        and request.user.must_choose_password
        and not request.path.startswith(OPEN_WITHOUT_OWN_PASSWORD)
    )


def second_factor_days(request: ActingRequest) -> int | None:
    """How many days the person may still work without one; None where nothing is asked. At most one query."""
    if (
        not settings.SECOND_FACTOR_DAYS
        or not request.user.is_authenticated
        or request.scope.office_since is None
        or request.path.startswith(OPEN_WITHOUT_SECOND_FACTOR)
        or has_second_factor(request)
    ):
        return None
    begun = max(request.scope.office_since, timezone.localdate(request.user.created_at))
    last = begun + dt.timedelta(days=settings.SECOND_FACTOR_DAYS)
    return max(0, (last - timezone.localdate()).days)


def has_second_factor(request: ActingRequest) -> bool:
    """Whether one was used at this sign-in, or has been set up since. At most one query."""
    if any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user)):
        return True
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return bool(Authenticator.objects.filter(user=request.user, type__in=kinds).exists())


def days_context(request: HttpRequest) -> dict[str, Any]:
    """For every page: how many days are left, where they run."""
    return {"second_factor_days": getattr(request, "second_factor_days", None)}
