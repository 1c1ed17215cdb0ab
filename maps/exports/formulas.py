"""Text that a spreadsheet would run as a formula, and how a CSV makes it harmless.

One quote goes before it. Quotes already there count as part of it, so that taking one quote away from
what looks like ``'=…`` always gives back what was typed. Full-width signs start a formula in a
Japanese Excel as well.
"""

import re

STARTS = r"^('*[=+\-@\t\r\n＝＋－＠])"
"""A pattern that Python and PostgreSQL read alike."""


def is_formula(text: str) -> bool:
    """Whether a spreadsheet might run the text."""
    return re.match(STARTS, text) is not None


def harmless(text: str) -> str:
    """The text as a CSV writes it."""
    return re.sub(STARTS, r"'\1", text)


def harmless_sql(expression: str) -> str:
    """SQL for the same."""
    pattern = STARTS.replace("'", "''")
    return rf"regexp_replace({expression}, '{pattern}', '''\1')"
