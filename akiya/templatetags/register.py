"""What every page of the register writes the same way: states with their symbols, days and numbers."""

import datetime as dt

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from akiya.texts import days, distances, stored
from akiya.texts.house_labels import house_label
from akiya.texts.numbers import buildings, signed
from akiya.texts.states import state_words
from akiya.words import Certainty, State

register = template.Library()

SIZES = {"": "symbol", "medium": "symbol medium", "large": "symbol large"}


for written in (days.ago, days.clock, days.era, days.era_near, days.era_weekday, days.iso, house_label, signed):
    register.filter(written)
register.filter("distance", distances.near)
register.filter("told", stored.told)
for said in (buildings, state_words):
    register.simple_tag(said)


@register.simple_tag
def state_symbol(state: str, certainty: str, size: str = "") -> SafeString:
    """The symbol of a state: shape is the state, fill the certainty. ``size``: "", medium or large.

    It is hidden from screen readers: the word always stands beside it.
    """
    return format_html(
        '<svg class="{}" viewBox="0 0 16 16" aria-hidden="true" focusable="false"><use href="#{}-{}"/></svg>',
        SIZES[size],
        State(state).value,
        Certainty(certainty).value,
    )


@register.simple_tag
def state_mark(state: str, certainty: str) -> SafeString:
    """Symbol and words together, kept on one line."""
    return format_html(
        '<span class="state">{} {}</span>', state_symbol(state, certainty), state_words(state, certainty)
    )


@register.simple_tag
def opened_at() -> dt.datetime:
    """The moment at which the page was made, for its print: what is on the paper was so then."""
    return timezone.now()
