"""Numbers in words: of buildings, and of how much more or less."""

from django.utils.translation import ngettext


def buildings(number: int) -> str:
    """1,234棟."""
    return ngettext("%(number)s棟", "%(number)s棟", number) % {"number": f"{number:,}"}


def signed(number: int) -> str:
    """+17, −3 or ±0, with thousands apart."""
    return f"{number:+,}".replace("-", "−") if number else "±0"
