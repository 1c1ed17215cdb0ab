"""Links and forms that lead on from a page, also where it is shown at an address that can only be sent to."""

from django import template
from django.template import Context

from akiya.pages.standing_at import place_of

register = template.Library()


@register.simple_tag(takes_context=True)
def leads(context: Context, **changes: object) -> str:
    """The address of the page with some of its query otherwise; what becomes None is left out."""
    path, query = place_of(context["request"])
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"{path}?{query.urlencode()}" if query else path


@register.simple_tag(takes_context=True)
def here(context: Context) -> str:
    """The path of the page."""
    return place_of(context["request"])[0]
