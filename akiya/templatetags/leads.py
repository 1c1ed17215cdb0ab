"""Links and forms that lead on from a page, also where it is shown at an address that can only be sent to."""

from django import template
from django.template import Context
from django.template.defaulttags import querystring

from akiya.web.standing_at import place_of

register = template.Library()


@register.simple_tag(takes_context=True)
def leads(context: Context, **changes: object) -> str:
    """The address of the page with some of its query otherwise; what becomes None is left out."""
    path, query = place_of(context["request"])
    return (path + querystring(context, query, **changes)).removesuffix("?")


@register.simple_tag(takes_context=True)
def here(context: Context) -> str:
    """The path of the page."""
    return place_of(context["request"])[0]
