"""How terms are written."""

from django import template

from akiya.models import Term
from akiya.people.terms import days_of

register = template.Library()


@register.filter
def term_days(term: Term) -> str:
    """令和7年4月1日から 令和9年3月31日まで."""
    return days_of(term)
