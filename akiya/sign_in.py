"""Sign-in is for people whom the city has given a term; nobody opens an account alone.

Who holds a post in the office signs in with a passkey, or with a password and a second factor.
"""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class ClosedAccounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts that the city opens and people only use."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("この利用者番号は 使えなくなっています。"),
        "enter_current_password": _("いまのパスワードを 入れてください。"),
        "incorrect_password": _("パスワードが ちがいます。"),
        "too_many_login_attempts": _("まちがいが続きました。5分ほど待ってから やり直してください。"),
        "same_password": _("いまと同じパスワードには できません。"),
        "username_password_mismatch": _("利用者番号か パスワードが ちがいます。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Logins are given by the city; nothing is made up from a name."""

    def clean_password(self, password: str, user: AbstractBaseUser | None = None) -> str:
        """A password that may be chosen: another one than now."""
        if user is not None and user.check_password(password):
            raise self.validation_error("same_password")
        return str(super().clean_password(password, user))

    def set_password(self, user: Any, password: str) -> None:
        """A password that the person has chosen."""
        user.must_choose_password = False
        super().set_password(user, password)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("start")


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
