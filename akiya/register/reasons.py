"""Why staff did something: every door that asks for a reason asks for it here."""

from django.utils.translation import gettext as _

from akiya.not_possible import NotPossible


def given(reason: str) -> str:
    """The reason without the space around it. Raises NotPossible where there is none."""
    reason = reason.strip()
    if not reason:
        raise NotPossible(_("理由を書いてください。"))
    return reason
