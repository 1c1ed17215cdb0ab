"""A house in the few words that a neighbour would use."""

import re

RESIDENTIAL = re.compile(r"(.+丁目)\s*([0-9]+)番([0-9]+)号(.*)")


def short_label(label: str, city: str) -> str:
    """An address without prefecture and city, which everybody there knows, and with 住居表示 as it is spoken.

    「天童市老野森一丁目1番1号」 in 天童市 is 「老野森一丁目 1-1」.
    """
    _before, _city, rest = label.rpartition(city) if city else ("", "", label)
    near = rest.strip() or label
    found = RESIDENTIAL.fullmatch(near)
    return f"{found[1]} {found[2]}-{found[3]}{found[4]}" if found else near
