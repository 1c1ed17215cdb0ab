"""Sign-in is for people whom the city has given a term; nobody opens an account alone.

Who holds a post in the office signs in with a passkey, or with a password and a second factor.
"""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from akiya.people import known_browsers
from akiya.people.attempts import Limit, TooMany, check, count_wrong, place_of
from akiya.texts.waits import how_long

# Wrong passwords that are answered: docs/decisions/0020-guessing-a-password.md has the arithmetic.
OF_A_KNOWN_BROWSER = Limit("password-known", 5, 5 * 60)
FROM_A_PLACE = Limit("password-place", 5, 5 * 60)
FROM_A_PLACE_FOR_ALL = Limit("password-all", 10, 60)
OF_ALL_STRANGERS = Limit("password-strangers", 60, 60 * 60)

STOPPED = _("まちがいが続きました。あと %(wait)s 待ってから やり直してください。")
STRANGE = _(
    "この利用者番号は、ほかの所からの まちがいが続いています。いつもの ブラウザかパスキーなら すぐに入れます。"
    "はじめてのブラウザからは、あと %(wait)sで 入れます。"
)


class ClosedAccounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts that the city opens and people only use."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("この利用者番号は 使えなくなっています。"),
        "enter_current_password": _("いまのパスワードを 入れてください。"),
        "incorrect_password": _("パスワードが ちがいます。"),
        "same_password": _("いまと同じパスワードには できません。"),
        "username_password_mismatch": _("利用者番号か パスワードが ちがいます。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Logins are given by the city; nothing is made up from a name."""

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Answer no guess too many. Raises ValidationError with when the next is answered."""
        for limit, who in _limits(request, **credentials):
            try:
                check(limit, who)
            except TooMany as many:
                sentence = STRANGE if limit is OF_ALL_STRANGERS else STOPPED
                raise ValidationError(sentence % {"wait": how_long(many.wait)}) from None

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        for limit, who in _limits(request, **credentials):
            count_wrong(limit, who)

    def post_login(self, request: HttpRequest, user: Any, **how: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **how)
        known_browsers.remember(request, response, user.login)
        return response

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


def _limits(request: HttpRequest, **credentials: Any) -> list[tuple[Limit, str]]:
    """What a guess counts towards, and under which name. Who was let in from this browser before is counted alone."""
    login = str(credentials.get("username", ""))
    browser, whose, place = known_browsers.name_for(request, login), known_browsers.mark(login), place_of(request)
    if browser:
        return [(OF_A_KNOWN_BROWSER, f"{browser}:{whose}")]
    return [(FROM_A_PLACE, f"{place}:{whose}"), (FROM_A_PLACE_FOR_ALL, place), (OF_ALL_STRANGERS, whose)]


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
