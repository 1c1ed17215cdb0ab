"""What a house is called, wherever it is named."""

from django.utils.translation import gettext as _


def house_label(address: str | None, number: int) -> str:
    """Its address, or 家屋 000550 where it has none: what finds it where houses are looked for."""
    return address or _("家屋 %(number)s") % {"number": f"{number:06d}"}
