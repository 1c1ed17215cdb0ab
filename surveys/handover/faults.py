"""What is wrong with a file or with one record of it, in words of the people who read it."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ValidationError

# The fields of the file, as the people say who read what is wrong with it.
WORDS = {
    "entries": gettext_lazy("記録"),
    "photos": gettext_lazy("写真"),
    "drafts": gettext_lazy("とちゅうの記録"),
    "device": gettext_lazy("タブレットの番号"),
    "association": gettext_lazy("自治会の番号"),
    "made_at": gettext_lazy("作った日時"),
    "id": gettext_lazy("番号"),
    "kind": gettext_lazy("種類"),
    "holder": gettext_lazy("人の番号"),
    "body": gettext_lazy("中身"),
    "base64": gettext_lazy("中身"),
    "sha256": gettext_lazy("写真のしるし"),
    "observation": gettext_lazy("答えの番号"),
    "house": gettext_lazy("家の番号"),
    "found": gettext_lazy("見つけた家の番号"),
    "answer": gettext_lazy("答え"),
    "concerns": gettext_lazy("気になること"),
    "note": gettext_lazy("メモ"),
    "seen_at": gettext_lazy("見た日時"),
    "said_at": gettext_lazy("言った日"),
    "place": gettext_lazy("場所"),
    "basis": gettext_lazy("前の記録の番号"),
    "withdraws": gettext_lazy("取り消す記録"),
    "device_seq": gettext_lazy("何番目かの数"),
    "from": gettext_lazy("いつから"),
    "to": gettext_lazy("いつまで"),
}


class NotAHandover(ValueError):
    """The file cannot be taken in. The message is for the person who handed it in."""


def place_of(wrong: ValidationError, content: dict[str, Any]) -> str:
    """Where the first fault of a file is, in words: 2番目の記録（みどり町1丁目 7-11）の 番号."""
    of, *inner = wrong.errors(include_url=False, include_input=False)[0]["loc"]
    words = str(WORDS.get(str(of), of))
    if not inner or not isinstance(inner[0], int):
        return words
    record = content[str(of)][inner[0]]
    label = record.get("label") if isinstance(record, dict) else None
    which = _("%(nth)s番目の%(what)s") % {"nth": inner[0] + 1, "what": words}
    if isinstance(label, str) and label:
        which = _("%(which)s（%(label)s）") % {"which": which, "label": label[:60].encode(errors="replace").decode()}
    return (
        _("%(which)sの %(field)s") % {"which": which, "field": WORDS.get(str(inner[1]), _("形"))}
        if inner[1:]
        else which
    )


def fault_of(wrong: ValidationError) -> str:
    """Which field of one record cannot be read, in words."""
    return fault_at([str(part) for part in wrong.errors(include_url=False, include_input=False)[0]["loc"]])


def fault_at(field: list[str]) -> str:
    """That a field cannot be read, in words; of one that has no word, and of a record that is none, its shape."""
    return _("%(field)sが 正しくありません") % {"field": WORDS.get(field[0], _("形")) if field else _("形")}
