"""Where two people corrected the same words, the form comes again with what each of them wrote."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from akiya.pages.office_form import OfficeForm

F = TypeVar("F", bound=OfficeForm)


def with_both(form: F, now: Mapping[str, Any], lost: Mapping[str, str]) -> F:
    """The form with what the person wrote, what stands by now beside it, and everything else as it stands.

    ``now``: what the form would show of it. ``lost``: what stands of that which both wrote, in words.
    """
    sent = {name: form[name].value() if name in form.changed_data else value for name, value in now.items()}
    again = type(form)(sent, initial=dict(now))
    for name, value in lost.items():
        said = _("ほかの人が さきに「%(value)s」に直しました。書いたほうにするなら、もう一度 押してください。")
        again.add_error(name, said % {"value": value or "―"})
    return again
