"""How the filters say their numbers."""

import datetime as dt

from django import template
from django.utils.translation import ngettext

from akiya.texts import ages
from maps.pages.filter_form import Field

register = template.Library()


@register.filter
def grouped(number: int | None) -> str:
    """1,356. Empty where nothing was counted."""
    return "" if number is None else f"{number:,}"


@register.filter
def percent(rate: float | None) -> str:
    """4.2%. A dash where there is nothing to take a share of."""
    return "―" if rate is None else f"{rate:.1f}%"


@register.simple_tag
def cell_label(field: Field) -> str:
    """What a screen reader says of a field of the grid: 空き家・報告 36棟."""
    return ngettext("{state}・{certainty} {number}棟", "{state}・{certainty} {number}棟", field.number).format(
        state=field.state_class.state.label, certainty=field.state_class.certainty.label, number=f"{field.number:,}"
    )


@register.simple_tag
def before(day: dt.date, today: dt.date) -> str:
    """How long before the day that is looked at: 8日前, 3か月前."""
    return ages.ago(day, today)
