"""UTF-8 to CP932, telling every letter that CP932 lacks. Nothing turns into a question mark unseen."""

import codecs
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

MISSING = "〓"
"""What Japanese printing sets where a letter is missing."""

# The same sign under another number in CP932. Python's codec swaps six of the seven without a word.
TWINS = {"\u301c": "～", "\u2212": "－", "\u2014": "―", "\u2016": "∥", "\u00a2": "￠", "\u00a3": "￡", "\u00ac": "￢"}
HAS_TWIN = re.compile(f"[{''.join(TWINS)}]")


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that CP932 lacks, what was written for it, and how many times."""

    letter: str
    written: str
    times: int

    @property
    def number(self) -> str:
        return f"U+{ord(self.letter):04X}"

    @property
    def name(self) -> str:
        """The letter's name in Unicode; 外字 for letters that only one city's machines know."""
        return _("外字") if unicodedata.category(self.letter) == "Co" else unicodedata.name(self.letter, "")


@dataclass(slots=True)
class Cp932:
    """Writes text as CP932 and remembers what it could not write."""

    _missing: Counter[str] = field(default_factory=Counter)

    def encode(self, text: str) -> bytes:
        """``text`` in CP932, with a twin or 〓 for each letter that CP932 lacks."""
        if not HAS_TWIN.search(text):
            with suppress(UnicodeEncodeError):
                return text.encode("cp932")
        return "".join(self._writable(text)).encode("cp932")

    def _writable(self, text: str) -> Iterator[str]:
        for letter in text:
            written = TWINS.get(letter) or (letter if _is_in_cp932(letter) else MISSING)
            self._missing[letter] += written != letter
            yield written

    @property
    def missing(self) -> tuple[Letter, ...]:
        """The letters that CP932 lacks, most frequent first."""
        ordered = sorted((+self._missing).items(), key=lambda each: (-each[1], each[0]))
        return tuple(Letter(letter, TWINS.get(letter, MISSING), times) for letter, times in ordered)


def _is_in_cp932(letter: str) -> bool:
    try:
        letter.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True


class Utf8:
    """Writes text as UTF-8, which lacks nothing."""

    missing: tuple[Letter, ...] = ()

    def encode(self, text: str) -> bytes:
        return text.encode()


def decoder() -> codecs.IncrementalDecoder:
    """Reads UTF-8 that arrives in pieces."""
    return codecs.getincrementaldecoder("utf-8")()
