"""自治体コード: five digits and a check digit, and what spreadsheets leave of them."""

import re

from akiya.texts.letters import plain

PREFECTURES = range(1, 48)


class NotACode(ValueError):
    """A text that is no municipality code. The message is the reason, in Japanese."""


def check_digit(five: str) -> str:
    """The sixth digit (JIS X 0402 as used for 全国地方公共団体コード): weights 6 to 2, modulo 11."""
    total = sum(int(digit) * weight for digit, weight in zip(five, range(6, 1, -1), strict=True))
    return str((11 - total % 11) % 10)


def municipality_code(text: str) -> str:
    """The six digits of a code, with the check digit added and a lost leading zero restored.

    06210 and 6210 become 062103, and so does 62103. Raises NotACode where the check digit is wrong,
    and where five digits could be read both ways.
    """
    digits = re.sub(r"\.0$", "", plain(text).strip())
    if not re.fullmatch(r"[0-9]{4,6}", digits):
        raise NotACode(f"「{text}」は 自治体コード（6けたの数字）では ありません。")
    readings = {code for code in _readings(digits) if code[5] == check_digit(code[:5])}
    if len(readings) > 1:
        raise NotACode(f"「{text}」は {'とも '.join(sorted(readings))}とも 読めます。6けたで書いてください。")
    if not readings:
        raise NotACode(f"「{text}」は 検査数字が合いません。6けたの自治体コードを確かめてください。")
    return readings.pop()


def _readings(digits: str) -> list[str]:
    """The six-digit codes that some digits may stand for."""
    if len(digits) == 6:
        return [digits]
    if len(digits) == 4:
        return [f"0{digits}{check_digit('0' + digits)}"]
    lost_zero = f"0{digits}"
    if int(digits[:2]) not in PREFECTURES:
        return [lost_zero]
    return [digits + check_digit(digits), lost_zero]
