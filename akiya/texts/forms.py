"""The one form in which texts are compared, wherever something is looked for.

Two spellings that a person would take for the same have the same form. A form is for comparing only: what was
received is kept and shown as it came. Change a rule here, and RULES with it, or houses keep forms that nobody types.
"""

import re
import unicodedata
from functools import lru_cache

from akiya.texts.addresses import DASHES, KANJI, SERIES, spelled
from akiya.texts.letters import plain
from akiya.texts.numerals import KANJI_NUMBER, from_kanji
from akiya.texts.variants import alike

RULES = 1
"""Which rules made a form. What is stored beside one that was made by others is stale."""

SHAPES_KEPT = 1 << 16
NUMBER = re.compile(r"\d+")
# A digit like any other to the rules, and in no text that reaches them.
ANY_NUMBER = "\N{DEVANAGARI DIGIT ZERO}"

WRITTEN_NUMBER = re.compile(KANJI_NUMBER)
LONG_VOWEL = re.compile(rf"(?<=[ぁ-ゖー])[{DASHES}](?!\d)")
STRAY_DASH = re.compile(rf"(?<!\d)[{DASHES.replace('ー', '')}]|[{DASHES.replace('ー', '')}](?![{SERIES}]?\d)")
MARK = r"[\s・/|,，、。．;；:：「」『』()\[\]【】〔〕〈〉《》{}\"“”‘’!?]"
MARKS = re.compile(MARK)
MARKS_IN_NUMBER = re.compile(rf"(?<=\d)(?:\.|{MARK}+)(?=\d)")
SMALL_KE = re.compile(rf"(?<=[{KANJI}])[がけヵか](?=[{KANJI}])")
LEADING_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")
# Full-width sign and twin (CP932 has one of each pair), small kana and large, katakana and hiragana.
SAME_SIGN = str.maketrans({"〜": "~", "∥": "‖"})
SAME_KANA = str.maketrans(
    {chr(katakana): chr(katakana - 0x60) for katakana in range(ord("ァ"), ord("ヶ") + 1)}
) | str.maketrans(
    "ァィゥェォッャュョヮヵヶぁぃぅぇぉっゃゅょゎゕゖ", "あいうえおつやゆよわかけあいうえおつやゆよわかけ"
)


def search_form(text: str) -> str:
    """The form of a text: みどり町一丁目６番３号, ﾐﾄﾞﾘ町 1-6-3 and みどり町一の六の三 are all みどり町1-6-3.

    Applying it twice changes nothing. The rules know a number only as a number, so that the form of
    each shape (みどり町一丁目…番…号) is worked out once, and a million addresses have few shapes.
    """
    written = "".join(_digit(letter) for letter in plain(text))
    numbers = iter([number.lstrip("0") or "0" for number in NUMBER.findall(written)])
    shape = _shape(NUMBER.sub(ANY_NUMBER, written))
    return "".join(next(numbers) if letter == ANY_NUMBER else letter for letter in shape)


def _digit(letter: str) -> str:
    """Digits of every script as ours."""
    return str(unicodedata.decimal(letter)) if not letter.isascii() and letter.isdecimal() else letter


@lru_cache(SHAPES_KEPT)
def _shape(text: str) -> str:
    while (again := _once(text)) != text:
        text = again
    return text


def _once(text: str) -> str:
    """Every rule once. Kanji numbers come first, so that 一の六の三 is read as 1の6の3 is."""
    text = alike(plain(text)).translate(SAME_SIGN)
    text = WRITTEN_NUMBER.sub(_in_digits, text)
    text = LONG_VOWEL.sub("ー", spelled(text).translate(SAME_KANA))
    # Two numbers stay two, whatever stood between them.
    text = MARKS.sub("", MARKS_IN_NUMBER.sub("-", STRAY_DASH.sub("", text)))
    return LEADING_ZEROS.sub("", SMALL_KE.sub("け", text))


def _in_digits(found: re.Match[str]) -> str:
    """A kanji number in digits, held apart from digits that touch it."""
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    return f"{'-' if before.isdecimal() else ''}{from_kanji(found[0])}{'-' if after.isdecimal() else ''}"
