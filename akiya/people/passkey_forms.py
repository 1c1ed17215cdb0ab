"""allauth's forms for passkeys, for which anything may be sent: what is no passkey is refused, and is no failure."""

import json
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


class Shallow(json.JSONDecoder):
    """Reads JSON as far down as Python can, and calls what goes deeper no JSON."""

    def decode(self, s: str, *more: Any) -> Any:
        try:
            return super().decode(s, *more)
        except RecursionError as deep:
            raise json.JSONDecodeError("too deep", s, 0) from deep


class Guarded:
    """Takes any letters for a passkey."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"].decoder = Shallow


class OfAForm(Guarded):
    """Reads the passkey of a form that makes one."""

    def clean(self) -> Any:
        return read(super().clean)  # type: ignore[misc]


class OfAField(Guarded):
    """Reads the passkey of a form that shows one."""

    def clean_credential(self) -> Any:
        return read(super().clean_credential)  # type: ignore[misc]


class Adding(OfAForm, forms.AddWebAuthnForm):  # type: ignore[misc]
    pass


class Making(OfAForm, forms.SignupWebAuthnForm):  # type: ignore[misc]
    pass


class Entering(OfAField, forms.LoginWebAuthnForm):  # type: ignore[misc]
    pass


class Confirming(OfAField, forms.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    pass


class SecondStep(OfAField, forms.AuthenticateWebAuthnForm):  # type: ignore[misc]
    pass
