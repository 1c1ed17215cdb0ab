"""The forms of the pages about people."""

import datetime as dt
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy

from akiya.pages.office_form import EraDay, OfficeForm
from akiya.words import Role

NAME_LETTERS = 100
LOGIN = RegexValidator(r"^[A-Za-z0-9._-]+$", gettext_lazy("英字・数字・点・横棒で書いてください。"))


class HeadForm(OfficeForm):
    """A new head of an association."""

    name = forms.CharField(label=gettext_lazy("新しい会長の名前"), max_length=NAME_LETTERS)
    starts_on = EraDay(label=gettext_lazy("任期のはじまり"), year="come")
    ends_on = EraDay(
        label=gettext_lazy("任期のおわり"),
        required=False,
        year="come",
        help_text=gettext_lazy("この日から 端末は使えなくなります。"),
    )


class EndForm(OfficeForm):
    """The day from which a term opens nothing any more."""

    # A year that was guessed wrong would leave access open for another one.
    ends_on = EraDay(
        label=gettext_lazy("任期のおわり"), year="written", help_text=gettext_lazy("この日から 使えなくなります。")
    )

    def __init__(self, *args: Any, today: dt.date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if today:
            self.initial.setdefault("ends_on", today.isoformat())


class PersonForm(OfficeForm):
    """A new person of the office."""

    name = forms.CharField(label=gettext_lazy("名前"), max_length=NAME_LETTERS)
    login = forms.CharField(label=gettext_lazy("利用者番号"), max_length=60, validators=[LOGIN])
    role = forms.ChoiceField(
        label=gettext_lazy("役割"),
        choices=[(role.value, role.label) for role in (Role.STAFF, Role.VIEWER, Role.ADMIN)],
    )


class DeskForm(OfficeForm):
    """Whom to call."""

    section = forms.CharField(label=gettext_lazy("担当課"), max_length=60)
    phone = forms.CharField(label=gettext_lazy("電話"), max_length=30)
