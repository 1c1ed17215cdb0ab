"""The id of a form that is to be taken once."""

import uuid

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from akiya.web.once import FIELD, form_of

register = template.Library()


@register.simple_tag(takes_context=True)
def form_id(context: Context) -> SafeString:
    """A hidden id, made with the form; the same again where the form was sent and refused."""
    sent = form_of(context["request"]) if "request" in context else None
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, sent or uuid.uuid4())
