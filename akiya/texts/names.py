"""Names of areas and of columns, made alike or made whole."""

import unicodedata
from collections.abc import Iterable

from akiya.texts.letters import plain, shown

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def name(text: str) -> str:
    """A name for the screen: no spaces around it, single spaces within, no letter that is not seen.

    Old forms of kanji stay: a name is not normalised by compatibility, or 﨑 would become 崎.
    """
    visible = "".join(" " if unicodedata.category(c) in ("Cc", "Zs") else c for c in shown(text))
    return " ".join(visible.split())


def column(text: str) -> str:
    """A column's name for comparing: compatibility forms, no spaces, no case."""
    return "".join(plain(text).split()).casefold()


def matching(wanted: str, columns: Iterable[str]) -> str | None:
    """The column that is meant by ``wanted``: the same name, or the one that was cut short of it.

    Shapefiles cut a field's name at ten bytes, which may fall inside a kanji (異常気象名 becomes 異常気象).
    Only a single candidate of at least two letters counts. None where there is none.
    """
    alike = column(wanted)
    known = {each: column(each.rstrip(REPLACEMENT)) for each in columns}
    same = [each for each, name_ in known.items() if name_ == alike]
    cut = [each for each, name_ in known.items() if len(name_) >= 2 and alike.startswith(name_)]
    candidates = same or cut
    return candidates[0] if len(candidates) == 1 or same else None
