"""The forms of the pages about people. The end of a term is its last day, as people write it."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy

from akiya.models import Term
from akiya.pages.office_form import EraDay, OfficeForm, as_typed
from akiya.people.accounts import Particulars
from akiya.words import Role

NAME_LETTERS = 100
REASON_LETTERS = 200
LOGIN = RegexValidator(r"^[A-Za-z0-9._-]+$", gettext_lazy("英字・数字・点・横棒で書いてください。"))


class LastDay(EraDay):
    """The last day of a term. A year that was guessed wrong would leave access open for another one."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", gettext_lazy("任期の さいごの日。この日の おわりまで 使えます。"))
        super().__init__(label=gettext_lazy("任期の終わり"), year="written", **kwargs)


class ParticularsForm(OfficeForm):
    """What is written of a person."""

    name = forms.CharField(label=gettext_lazy("名前"), max_length=NAME_LETTERS)
    reading = forms.CharField(label=gettext_lazy("よみ"), max_length=NAME_LETTERS, required=False)
    contact = forms.CharField(
        label=gettext_lazy("連絡先"), max_length=NAME_LETTERS, required=False, help_text=gettext_lazy("電話番号など。")
    )

    @property
    def particulars(self) -> Particulars:
        """What was written, once it is valid."""
        return Particulars(*(self.cleaned_data[name] for name in ("name", "reading", "contact")))


class CorrectionForm(ParticularsForm):
    """What is written of a person, to be corrected. It carries what was seen: only what was changed is written."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = True

    @property
    def seen(self) -> Particulars | None:
        """What stood in the form when it was opened; None where it did not say so."""
        names = [self.add_initial_prefix(name) for name in self.fields]
        return Particulars(*(self.data[name] for name in names)) if all(name in self.data for name in names) else None


class HeadForm(ParticularsForm):
    """A new head of an association."""

    starts_on = EraDay(label=gettext_lazy("任期のはじまり"), year="come")
    last_day = LastDay(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = gettext_lazy("新しい会長の名前")


class EndForm(OfficeForm):
    """The last day of a term, for one that has begun or will."""

    last_day = LastDay()


class ReopenForm(OfficeForm):
    """Why an ended term goes on, and until when."""

    reason = forms.CharField(label=gettext_lazy("終わりを取り消す理由"), max_length=REASON_LETTERS)
    last_day = LastDay(required=False)


class PersonForm(ParticularsForm):
    """A new person of the office."""

    login = forms.CharField(label=gettext_lazy("利用者番号"), max_length=60, validators=[LOGIN])
    role = forms.ChoiceField(
        label=gettext_lazy("役割"),
        choices=[(role.value, role.label) for role in (Role.STAFF, Role.VIEWER, Role.ADMIN)],
    )


class ContactPointForm(OfficeForm):
    """Whom to call."""

    section = forms.CharField(label=gettext_lazy("担当課"), max_length=60)
    phone = forms.CharField(label=gettext_lazy("電話"), max_length=30)


def end_form(term: Term, *args: Any) -> EndForm:
    """The form for the end of one term: several may stand on a page, so each has ids of its own."""
    last_day = term.last_day and as_typed(term.last_day)
    return EndForm(*args, initial={"last_day": last_day or ""}, auto_id=f"end-{term.pk}-%s")


def reopen_form(term: Term, *args: Any) -> ReopenForm:
    """The form that takes the end of one term back."""
    return ReopenForm(*args, auto_id=f"reopen-{term.pk}-%s")
