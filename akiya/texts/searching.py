"""What is looked for and what is found: the words that somebody typed, and the text of a house they are found in.

A house is found by words where each of them stands in its text, whatever their order. In that text every number
stands between two bars of its own (みどり町/1/6/3/), so that 6 is found as 6 and never as the end of 16.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _

from akiya.texts.addresses import KANJI, PREFECTURES, SERIES, spelled, split
from akiya.texts.forms import search_form
from akiya.texts.letters import plain
from akiya.texts.numerals import KANJI_NUMBER, from_kanji, to_kanji
from akiya.texts.variants import alike

ANY_LETTERS = "〓"
"""What stands in our own exports where a letter could not be written: it may stand for any."""

MOST_TYPED = 200
"""Letters that are looked for at once."""

BETWEEN_TEXTS = "|"
LABELLED = "家屋"
"""What stands before the number by which our pages call a house."""

NUMBERS = re.compile(r"-?\d+(?:-\d+)*")
LAST_NUMBER = re.compile(r"-?\d+$")
# 家屋 000550, as our pages call a house; House 000550 in English, always with its six digits.
LABEL = re.compile(rf"(?:{LABELLED}(?:番号)?|house(?:\s*number)?(?=\s*\d{{6}}))\s*:?\s*0*(\d+)", re.IGNORECASE)
# 000550 and nothing else: the six digits in which a label prints a number. No list is told by its zeros alone.
PRINTED = re.compile(r"0\d{5}")
BETWEEN_WORDS = re.compile(r"[\s、，,;；:：|｜/／・（）()「」]+")
NUMBER_WORD = re.compile(rf"(?<!\S){KANJI_NUMBER}(?!\S)")
# 1 6 3, or 一丁目 6番 3号: numbers in the order of an address are read as one.
APART = re.compile(rf"(?<=\d)[\s、，・/／]+(?=[{SERIES}]?\d)|(?<=丁目|番地)\s+(?=[{SERIES}]?\d)|(?<=\d番)\s+(?=\d)")
KANJI_AT_THE_END = re.compile(rf"(?:^|(?<=[^第〇一二三四五六七八九十百千の])){KANJI_NUMBER}(?:[のノ]{KANJI_NUMBER})*$")
MOST_CHOME = 99


@dataclass(frozen=True, slots=True)
class Word:
    """One thing that is looked for: its form, and how it was read."""

    form: str
    text: str

    @property
    def stored(self) -> str:
        """The word as it stands in the text of a house."""
        return barred(self.form)

    @property
    def pattern(self) -> str:
        """The word for LIKE; every sign in it is literal."""
        literal = self.stored.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        return f"%{literal.replace(ANY_LETTERS, '%')}%"

    @property
    def reading(self) -> str:
        """How the word was read, as an address is spoken: みどり町 一丁目 6-3."""
        parts = split(self.text)
        if parts.chome is None or not 1 <= parts.chome <= MOST_CHOME:
            return self.text
        number = "-".join(filter(None, (parts.block, parts.number)))
        return " ".join(filter(None, (parts.town, f"{to_kanji(parts.chome)}丁目", number, parts.rest)))

    @property
    def is_number(self) -> bool:
        """Whether nothing but a number is looked for."""
        return not self.stored.strip("/0123456789")

    @property
    def number(self) -> "Word | None":
        """The number of a label as any number, wherever it stands: 7 for 家屋 000007; None of other words."""
        label = LABEL.fullmatch(self.text)
        return Word(label[1], label[1]) if label else None

    @property
    def shorter(self) -> "Word | None":
        """The same without its last number, None where that leaves nothing: 1-6 for 1-6-3."""
        form, text = LAST_NUMBER.sub("", self.form), LAST_NUMBER.sub("", self.text)
        is_less = form not in ("", LABELLED, self.form) and search_form(text) == form
        return Word(form, text) if is_less else None


@dataclass(frozen=True, slots=True)
class Sought:
    """Everything that was typed, read. ``is_nothing``: something was typed of which nothing can be looked for."""

    words: tuple[Word, ...] = ()
    is_nothing: bool = False

    @property
    def params(self) -> dict[str, list[str]]:
        """The words for akiya_found, the database's half of finding."""
        return {"terms": [word.stored for word in self.words], "patterns": [word.pattern for word in self.words]}

    @property
    def readings(self) -> list[str]:
        return [word.reading for word in self.words]

    @property
    def fewer(self) -> list[str]:
        """What to look for instead, nearest first: one number less, then two, then one word less."""
        found: list[str] = []
        for nth, word in enumerate(self.words):
            if word.number is not None:
                found.append(_typed((*self.words[:nth], word.number, *self.words[nth + 1 :])))
            less = word.shorter
            while less is not None:
                found.append(_typed((*self.words[:nth], less, *self.words[nth + 1 :])))
                less = less.shorter
        if len(self.words) > 1:
            found += [_typed(self.words[:nth] + self.words[nth + 1 :]) for nth in range(len(self.words))]
        return list(dict.fromkeys(found))


class Unreadable(ValueError):
    """What was typed cannot be looked for. The message is for the person who typed it."""


def typed(text: str) -> str:
    """The words as a page takes them from its address, one blank between them. Raises Unreadable."""
    plain_text = " ".join(text.split())
    if len(plain_text) > MOST_TYPED:
        raise Unreadable(_("さがす言葉は %(count)d字までです。") % {"count": MOST_TYPED})
    if any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in plain_text):
        raise Unreadable(_("さがす言葉に 使えない文字が あります。"))
    return plain_text


def read(text: str, cities: Iterable[str] = ()) -> Sought:
    """The words of a text. Prefecture and city in front of one are left out: they tell no houses apart."""
    places = _places(tuple(cities))
    typed = _labelled(_plain(text))
    numbers = [Word(f"{LABELLED}{number}", f"{LABELLED} {number:>06}") for number in LABEL.findall(typed)]
    rest = APART.sub(_joint, NUMBER_WORD.sub(lambda number: str(from_kanji(number[0])), LABEL.sub(" ", typed)))
    found, named_a_place = list(numbers), False
    for piece in filter(None, BETWEEN_WORDS.split(rest)):
        place = places.match(piece)
        named_a_place |= bool(place and place[0])
        without = piece[place.end() :] if place else piece
        if form := search_form(without):
            found.append(Word(form, KANJI_AT_THE_END.sub(_in_digits, spelled(without))))
    words = tuple(dict.fromkeys(found))
    return Sought(words, is_nothing=bool(typed) and not words and not named_a_place)


def text_of_house(
    city: str, addresses: Sequence[str], landmark: str = "", number: int = 0, keys: Iterable[str] = ()
) -> str:
    """What a house is found in: its addresses without the city, its landmark, its number, the keys of lists."""
    forms = [address_form(address, city) for address in dict.fromkeys(addresses) if address]
    forms += [f"{LABELLED}{number}"] if number else []
    forms += [search_form(text) for text in (landmark, *keys) if text]
    return f"{BETWEEN_TEXTS}{BETWEEN_TEXTS.join(barred(form) for form in forms if form)}{BETWEEN_TEXTS}"


def address_form(address: str, city: str) -> str:
    """The form of an address without prefecture and city, by which houses are put in order too."""
    written = _plain(address)
    place = _places((city,)).match(written)
    return search_form(written[place.end() :] if place else written)


def barred(form: str) -> str:
    """A form with each of its numbers between bars."""
    return NUMBERS.sub(lambda numbers: f"/{numbers[0].strip('-').replace('-', '/')}/", form)


def _labelled(typed: str) -> str:
    """000550 alone as 家屋 000550: whoever copies the number of a label means that house."""
    return f"{LABELLED} {typed}" if PRINTED.fullmatch(typed) and int(typed) else typed


def _plain(text: str) -> str:
    return " ".join(alike(plain(text)).split())


@lru_cache(1024)
def _places(cities: tuple[str, ...]) -> re.Pattern[str]:
    """What may stand before the part of an address that tells houses of some cities apart."""
    names = "|".join(re.escape(_plain(city)) for city in cities if city)
    in_city = rf"(?:(?:[{KANJI}ぁ-んァ-ヶ]{{1,5}}郡\s*)?(?:{names})\s*)?" if names else ""
    return re.compile(rf"\s*(?:(?:{'|'.join(PREFECTURES)})\s*)?{in_city}")


def _joint(space: re.Match[str]) -> str:
    return "-" if space.string[space.start() - 1].isdecimal() else ""


def _in_digits(found: re.Match[str]) -> str:
    return "-".join(str(from_kanji(number)) for number in re.split("[のノ]", found[0]))


def _typed(words: Iterable[Word]) -> str:
    return " ".join(word.text for word in words)
