"""The keys by which lists know houses, made alike: block 0020 lot 085 is block 20 lot 85."""

import re
from collections.abc import Iterable

from akiya.texts.letters import plain

LEADING_ZEROS = re.compile(r"(?<![0-9])0+(?=[0-9])")
WHOLE_FLOAT = re.compile(r"^([0-9]+)\.0+$")


def key(parts: Iterable[str]) -> str:
    """One key from its columns, in their order; empty where a part is missing.

    Spreadsheets take leading zeros away and turn 20 into 20.0; people write in full width and in
    small letters. All of these are one key. Letters inside a number (3463D, 012A) tell houses apart.
    """
    alike = [_part(part) for part in parts]
    return " ".join(alike) if all(alike) else ""


def _part(text: str) -> str:
    part = re.sub(r"\s+", "", plain(text)).upper()
    return LEADING_ZEROS.sub("", WHOLE_FLOAT.sub(r"\1", part))
