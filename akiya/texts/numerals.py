"""Numbers written in kanji, as they stand in chome and in old dates."""

DIGITS = {"〇": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
UNITS = {"十": 10, "百": 100, "千": 1000}
KANJI_NUMBER = "[〇一二三四五六七八九十百千]+"


def from_kanji(text: str) -> int:
    """The number that kanji stand for, by unit (二十三) or by place (二三, 一〇).

    Raises ValueError where the text holds anything but kanji digits and units.
    """
    if not text or any(c not in DIGITS and c not in UNITS for c in text):
        raise ValueError(f"no kanji number: {text!r}")
    if not any(c in UNITS for c in text):
        return int("".join(str(DIGITS[c]) for c in text))
    total = digit = 0
    for c in text:
        if c in DIGITS:
            digit = digit * 10 + DIGITS[c]
        else:
            total += (digit or 1) * UNITS[c]
            digit = 0
    return total + digit


def to_kanji(number: int) -> str:
    """1 to 9999 as it is written in a chome: 二十三."""
    if not 1 <= number <= 9999:
        raise ValueError(f"outside 1 to 9999: {number}")
    names = {value: kanji for kanji, value in DIGITS.items()}
    written = ""
    for unit, size in (("千", 1000), ("百", 100), ("十", 10)):
        count, number = divmod(number, size)
        if count:
            written += ("" if count == 1 else names[count]) + unit
    return written + (names[number] if number else "")
