"""What a house is called, wherever it is named: in Python, and in statements that read many houses at once."""

from django.utils.translation import gettext as _

ADDRESSES = ("residential_address", "address", "lot_number")
"""The columns of a house that may name it, the first that is written before the others."""


def house_label(address: str | None, number: int) -> str:
    """Its address, or 家屋 000550 where it has none: what finds it where houses are looked for."""
    return address or _("家屋 %(number)s") % {"number": f"{number:06d}"}


def address_sql(house: str) -> str:
    """SQL for the address by which a row of akiya_house is called; blank where it has none, or is not there."""
    written = ", ".join(f"nullif({house}.{column}, '')" for column in ADDRESSES)
    return f"coalesce({written}, '')"
