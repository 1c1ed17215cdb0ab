"""What tells Japanese from English, letter by letter."""

import re

JAPANESE = re.compile("[　-ヿ㐀-鿿＀-￯]")
"""Kana, kanji, their marks, and everything as wide as they are."""
