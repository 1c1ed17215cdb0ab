"""allauth's forms for passkeys, for which anything may be sent: what is no passkey is refused, and is no failure."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms

# What reading a passkey that no browser made ends in.
MALFORMED = (KeyError, TypeError, ValueError, AttributeError)


def read(clean: Callable[[], Any]) -> Any:
    """What a form reads out of a passkey. Raises ValidationError, and nothing else, where it is none."""
    try:
        return clean()
    except MALFORMED as malformed:
        raise get_adapter().validation_error("incorrect_code") from malformed


class Adding(forms.AddWebAuthnForm):  # type: ignore[misc]
    def clean(self) -> Any:
        return read(super().clean)


class Making(forms.SignupWebAuthnForm):  # type: ignore[misc]
    def clean(self) -> Any:
        return read(super().clean)


class Entering(forms.LoginWebAuthnForm):  # type: ignore[misc]
    def clean_credential(self) -> Any:
        return read(super().clean_credential)


class Confirming(forms.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    def clean_credential(self) -> Any:
        return read(super().clean_credential)


class SecondStep(forms.AuthenticateWebAuthnForm):  # type: ignore[misc]
    def clean_credential(self) -> Any:
        return read(super().clean_credential)
