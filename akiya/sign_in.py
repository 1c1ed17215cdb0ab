"""Sign-in is for people whom the city has given a term; nobody opens an account alone.

Who holds a post in the office signs in with a passkey, or with a password and a second factor.
"""

from collections.abc import Callable
from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from akiya.request import ActingRequest

ASK_FOR_ONE = _("パスワードだけでは 台帳を開けません。パスキーか 認証アプリを 登録してください。")
OPEN_WITHOUT_SECOND_FACTOR = ("/accounts/", "/language/", "/health/", "/field/")


class ClosedAccounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts that the city opens and people only use."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("この利用者番号は 使えなくなっています。"),
        "enter_current_password": _("いまのパスワードを 入れてください。"),
        "incorrect_password": _("パスワードが ちがいます。"),
        "too_many_login_attempts": _("まちがいが続きました。5分ほど待ってから やり直してください。"),
        "username_password_mismatch": _("利用者番号か パスワードが ちがいます。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Logins are given by the city; nothing is made up from a name."""


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """Passkeys, authenticator apps and recovery codes, in our words."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _("確かめ方が なくなるため、外せません。"),
        "cannot_generate_recovery_codes": _("さきに パスキーか 認証アプリを 登録してください。"),
        "incorrect_code": _("番号が ちがいます。"),
    }

    def generate_authenticator_name(self, user: Any, type: str) -> str:
        """A name for a new key, which its owner may change."""
        count = Authenticator.objects.filter(user=user, type=type).count()
        return str(_("パスキー %(number)s") % {"number": count + 1})


class SecondFactorMiddleware:
    """Lead who holds a post in the office, and has no second factor yet, to setting one up before anything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if must_set_up(cast("ActingRequest", request)):
            messages.warning(request, ASK_FOR_ONE)
            return redirect("mfa_index")
        return self.get_response(request)


def must_set_up(request: ActingRequest) -> bool:
    """Whether the person may see nothing yet but their own sign-in. The invented town asks nobody."""
    return (
        not settings.DEMO
        and request.user.is_authenticated
        and bool(request.scope.sees)
        and not request.path.startswith(OPEN_WITHOUT_SECOND_FACTOR)
        and not has_second_factor(request)
    )


def has_second_factor(request: ActingRequest) -> bool:
    """Whether one was used at this sign-in, or has been set up since. At most one query."""
    if any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user)):
        return True
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return bool(Authenticator.objects.filter(user=request.user, type__in=kinds).exists())
