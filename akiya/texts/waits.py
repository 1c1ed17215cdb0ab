"""How long somebody has to wait, in words."""

import datetime as dt
import math

from django.utils.translation import ngettext

HOUR = dt.timedelta(hours=1)


def how_long(wait: dt.timedelta) -> str:
    """12分 or, from an hour on, 5時間: rounded up, so that nobody comes too early."""
    if wait < HOUR:
        minutes = max(1, math.ceil(wait / dt.timedelta(minutes=1)))
        return ngettext("%(number)s分", "%(number)s分", minutes) % {"number": minutes}
    hours = math.ceil(wait / HOUR)
    return ngettext("%(number)s時間", "%(number)s時間", hours) % {"number": hours}
