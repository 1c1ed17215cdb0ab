"""Half a letter: what is left of an emoji that was cut in two, as a browser writes it into JSON."""

import re

ESCAPES = re.compile(
    rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?P<half>u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
    re.DOTALL,
)


def made_whole(text: bytes) -> bytes:
    """JSON in which every half letter shows that it was one (U+FFFD), so that it takes nothing else with it.

    No text of PostgreSQL holds half a letter, and pydantic's reader refuses the whole of what holds one. Apps before
    2026-11-27 keep it where a memo was full in the middle of an emoji.
    """
    return ESCAPES.sub(lambda found: rb"\ufffd" if found["half"] else found[0], text)
