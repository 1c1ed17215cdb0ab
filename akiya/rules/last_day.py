"""任期のおわり: people read and write the last day on which a post is held.

The register stores the first day without it (``Term.ends_on``), so that one term ends where the next begins and a
day is in force while it is smaller. Between the two a day is added or taken away here, and nowhere else.
"""

import datetime as dt

ONE_DAY = dt.timedelta(days=1)


def ends_after(last_day: dt.date) -> dt.date:
    """The first day without a post whose last day is given."""
    return last_day + ONE_DAY


def last_day_before(ends_on: dt.date) -> dt.date:
    """The last day of a post that a day ends: of the term itself, or of the one before the next."""
    return ends_on - ONE_DAY
