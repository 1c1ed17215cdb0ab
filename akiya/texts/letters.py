"""Letters as they are received: those that leave no mark on paper or screen, and so tell nothing apart."""

import re
import unicodedata

# Default_Ignorable_Code_Point of Unicode 16 (DerivedCoreProperties.txt): soft hyphen, joiners, marks of direction,
# fillers, variation selectors, tags, the mark at the beginning of a file.
UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# Of these, what chooses between two shapes of a letter: it is seen, though it is compared with nothing.
SHAPES = re.compile("[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def seen(text: str) -> str:
    """What there is to compare of a text: without any letter that cannot be seen."""
    return UNSEEN.sub("", text)


def plain(text: str) -> str:
    """A text for reading by program: full width as half, half-width kana as full, and nothing that is not seen."""
    return unicodedata.normalize("NFKC", seen(text))


def shown(text: str) -> str:
    """What there is to show of a text: the letters in the very shapes that were chosen, and nothing that hides."""
    return UNSEEN.sub(lambda letter: letter[0] if SHAPES.match(letter[0]) else "", text)
