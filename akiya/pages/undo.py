"""The word that something was written, with the way to take it back."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from akiya.models import House


def with_undo(said: str, house: House, evidence: str) -> SafeString:
    """``said`` and a link to the page that retracts ``evidence``."""
    address = f"{reverse('house_retract', args=[house.pk])}?{urlencode({'evidence': evidence})}"
    return format_html('{} <a href="{}">{}</a>', said, address, _("取り消す"))
