"""What every form of the office has in common: its controls look alike, and dates are written as people write them."""

import datetime as dt
import re
from typing import Any, Literal

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from akiya.texts import eras
from akiya.texts.days import in_english
from akiya.words import Precision


class OfficeForm(forms.Form):
    """A form whose controls carry the class of the style sheet. Errors of the register belong to no field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        for field in self.fields.values():
            if isinstance(field.widget, forms.TextInput | forms.Textarea | forms.Select | forms.NumberInput):
                field.widget.attrs.setdefault("class", "input")


def as_typed(day: dt.date, precision: str = Precision.DAY) -> str:
    """A date as a person would type it into EraDate: 令和8年8月; on English pages 2026-08."""
    if not in_english():
        return re.sub("(?:の?ころ|ごろ)$", "", eras.wareki(eras.When(day, Precision(precision))))
    era = eras.era_of(day)
    written = day.isoformat()
    return {
        Precision.UNKNOWN: "-",
        Precision.ERA: era.letter if era else written[:4],
        Precision.YEAR: written[:4],
        Precision.MONTH: written[:7],
    }.get(Precision(precision), written)


class EraDate(forms.CharField):
    """A date as people write it: 令和8年8月, R8.8.22, 2026-08-22, 8月22日, わからない. Gives an eras.When.

    ``year`` says which 22 August is meant where none is written: the "past" one, for what was seen; the
    one to "come", for what is planned; or that it must be "written", where the text itself is kept.
    """

    default_error_messages = {"required": _("日付を書いてください。")}

    def __init__(self, *, year: Literal["past", "come", "written"] = "past", **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 60)
        super().__init__(**kwargs)
        self.year = year

    def clean(self, value: Any) -> eras.When:
        text = super().clean(value)
        today = timezone.localdate()
        try:
            return eras.read(
                text, until=today if self.year == "past" else None, since=today if self.year == "come" else None
            )
        except eras.NotADate as wrong:
            raise forms.ValidationError(str(wrong)) from None


class EraDay(EraDate):
    """A date that must be known to the day. Gives a date; None where none is required and none was written."""

    def clean(self, value: Any) -> dt.date | None:  # type: ignore[override]
        if not self.required and value in self.empty_values:
            return None
        when = super().clean(value)
        if when.first is None or when.precision is not Precision.DAY:
            raise forms.ValidationError(_("日まで書いてください。例：令和8年11月20日"))
        return when.first
