"""Addresses spelled in one way, and taken apart. The text as received is kept elsewhere, untouched.

A general long-vowel or dash replacement corrupts addresses (3－12 becomes 3ー12, センター becomes センタ-),
so dashes are mapped only where digits stand on both sides.
"""

import re
from dataclasses import dataclass

from akiya.texts.letters import plain
from akiya.texts.numerals import KANJI_NUMBER, from_kanji

DASHES = "-‐‑‒–—―−－﹣ーｰ─━"
SERIES = "甲乙丙丁戊己庚辛壬癸"
KANJI = r"\u3400-\u4dbf\u4e00-\u9fff々"
NOT_A_LOT = "町丁館街組地"  # 一番町, 二番丁, 十番館: there 番 is part of a name

SPACES = re.compile(r"\s+")
SPACE_OUTSIDE_NUMBERS = re.compile(r"(?<!\d) | (?!\d)")
DASH_IN_NUMBER = re.compile(rf"(?<=\d) ?[{DASHES}] ?(?=[{SERIES}]?\d)")
# 一丁目－6, 6番の3: the word has said already what the dash would.
DASH_AFTER_WORD = re.compile(rf"(?<=[目番地]) ?[{DASHES}のノ] ?(?=[{SERIES}]?[\d〇一二三四五六七八九十百千])")
DANGLING_DASH = re.compile(rf"(?<=\d)-(?![\d{SERIES}])")
CHOME_BEFORE_NUMBER = re.compile(rf"(?<=\d)丁目(?=[{SERIES}]?\d)")
LOOKALIKE_IN_CHOME = re.compile(r"(?<![ァ-ヴー])[ニハ](?=丁目)")
KANJI_CHOME = re.compile(rf"{KANJI_NUMBER}(?=丁目)")
KANJI_LOT = re.compile(rf"{KANJI_NUMBER}(?=番地)|(?<=丁目){KANJI_NUMBER}(?=番(?![{NOT_A_LOT}]))")
KANJI_HOUSE = re.compile(rf"(?<=\d番){KANJI_NUMBER}(?=号)|(?<=番地){KANJI_NUMBER}|(?<=番地の){KANJI_NUMBER}")
LOT = re.compile(rf"(?<=\d)番(?:地(?:[のノ](?=\d))?|(?![{NOT_A_LOT}]))")
HOUSE = re.compile(r"((?:^|[^第\d])\d+|-\d+)号(?![室棟館])")
HOUSE_BEFORE_NUMBER = re.compile(rf"{HOUSE.pattern}(?=\d)")
POSSESSIVE = re.compile(r"(?<=\d)[のノ](?=\d)")
POSSESSIVE_IN_NAME = re.compile(rf"(?<=[{KANJI}])ノ(?=[{KANJI}])")
SECTION = re.compile(r"大字|(?<![十文数赤習名])字(?=.)")
SECTION_IN_NUMBER = re.compile(r"(?<=\d)(?:大字|字)(?=\d)")
CHOME = re.compile(r"(\d+)丁目")
NUMBERS = re.compile(rf"(?<!第)(?<!\d)[{SERIES}]?\d+(?:-[{SERIES}]?\d+)*")
PREFECTURES = (
    "北海道", "青森県", "岩手県", "宮城県", "秋田県", "山形県", "福島県", "茨城県", "栃木県", "群馬県",
    "埼玉県", "千葉県", "東京都", "神奈川県", "新潟県", "富山県", "石川県", "福井県", "山梨県", "長野県",
    "岐阜県", "静岡県", "愛知県", "三重県", "滋賀県", "京都府", "大阪府", "兵庫県", "奈良県", "和歌山県",
    "鳥取県", "島根県", "岡山県", "広島県", "山口県", "徳島県", "香川県", "愛媛県", "高知県", "福岡県",
    "佐賀県", "長崎県", "熊本県", "大分県", "宮崎県", "鹿児島県", "沖縄県",
)  # fmt: skip
PREFECTURE = re.compile(f"^(?:{'|'.join(PREFECTURES)})")


@dataclass(frozen=True, slots=True)
class Parts:
    """An address in parts. `block` is 番 or 番地 (may begin with 甲, 乙 …), `number` what follows it."""

    town: str
    chome: int | None = None
    block: str | None = None
    number: str | None = None
    rest: str = ""


def spelled(text: str) -> str:
    """One spelling for all the ways one address is written; names within it keep their letters.

    番町ニ丁目１番３号, 番町二丁目1－3 and 番町2-1-3 become 番町2-1-3. Applying it twice changes nothing.
    """
    folded = _folded(text)
    while (again := _folded(_joined(folded))) != folded:
        folded = again
    return folded


def split(text: str, municipality: str = "") -> Parts:
    """The parts of one address. Prefecture and the named municipality are left out of the town.

    Without the word 丁目, three numbers are read as chome, block, number, and two as block, number.
    """
    folded = PREFECTURE.sub("", _folded(text)).removeprefix(_folded(municipality))
    chome = CHOME.search(folded)
    numbers = NUMBERS.search(folded, chome.end() if chome else 0)
    if chome and (numbers is None or numbers.start() != chome.end()):
        return Parts(folded[: chome.start()], int(chome[1]), rest=folded[chome.end() :].strip())
    if numbers is None:
        return Parts(folded)
    parts = numbers[0].split("-")
    if chome:
        town, number_of_chome = folded[: chome.start()], int(chome[1])
    elif len(parts) >= 3 and parts[0].isdigit():
        town, number_of_chome = folded[: numbers.start()], int(parts.pop(0))
    else:
        town, number_of_chome = folded[: numbers.start()], None
    return Parts(
        town=town,
        chome=number_of_chome,
        block=parts[0],
        number="-".join(parts[1:]) or None,
        rest=folded[numbers.end() :].strip(),
    )


def _folded(text: str) -> str:
    """Compatibility forms, spaces, dashes, kanji numbers and the words around lot numbers made alike."""
    text = SPACES.sub(" ", plain(text)).strip().casefold()
    text = DASH_IN_NUMBER.sub("-", text)
    text = DASH_AFTER_WORD.sub("", text)
    text = SPACE_OUTSIDE_NUMBERS.sub("", text)
    text = LOOKALIKE_IN_CHOME.sub(lambda m: "二" if m[0] == "ニ" else "八", text)
    for kanji in (KANJI_CHOME, KANJI_LOT, KANJI_HOUSE):
        text = kanji.sub(lambda m: str(from_kanji(m[0])), text)
    text = LOT.sub("-", text)
    text = HOUSE.sub(r"\1", HOUSE_BEFORE_NUMBER.sub(r"\1-", text))
    text = POSSESSIVE.sub("-", text)
    text = DANGLING_DASH.sub("", text)
    text = POSSESSIVE_IN_NAME.sub("の", text).replace("ヶ", "ケ")
    return SECTION.sub("", SECTION_IN_NUMBER.sub("-", text))


def _joined(folded: str) -> str:
    """The word 丁目 as a dash before a number, and as nothing at the end."""
    return CHOME_BEFORE_NUMBER.sub("-", folded).removesuffix("丁目")
