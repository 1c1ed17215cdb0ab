"""What the files of an export are called, so that two that hold something else are never called alike.

On the disk a name is ASCII; whoever fetches a file is given the same in words, for a folder that is looked at years
later: of which day, as known when, narrowed to what, with restricted fields or without.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from urllib.parse import quote

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from akiya.asof.moment import NOW
from akiya.asof.selection import Selection
from maps import query
from maps.exports import jobs
from maps.exports.filter_words import in_words
from maps.exports.order import Order
from maps.models import ExportJob

BESIDE = {
    "changes": gettext_lazy("利用状態の変化"),
    "columns": gettext_lazy("データ項目"),
    "about": gettext_lazy("この書き出しについて"),
    "letters": gettext_lazy("書けなかった文字"),
}
MOST_BYTES = 200
"""A name in UTF-8; file systems end at 255, and copies add to it."""

UNFIT = re.compile(r'[\s\\/:*?"<>|\x00-\x1f\x7f]+')
"""What some file system cannot hold in a name."""


def stored(job: ExportJob) -> str:
    """The name on the disk: houses_069990_2026-11-20_known-2026-11-19_filter-3fa2c1_restricted.csv."""
    order = jobs.order_of(job)
    more = ["changes"] * order.changes + ["restricted"] * order.restricted
    return ascii_name("houses", job.municipality.code if job.municipality else "all", order.selection, more, job.format)


def ascii_name(what: str, whose: str, chosen: Selection, more: Iterable[str], ending: str) -> str:
    """A name in letters that every file system has; two filters have two signs."""
    parts = [what, whose, chosen.when.day.isoformat()]
    if chosen.when.known:
        parts.append(f"known-{timezone.localtime(chosen.when.known):%Y-%m-%d-%H%M}")
    if filters := query.written(replace(chosen, when=NOW)):
        parts.append(f"filter-{hashlib.sha256(filters.encode()).hexdigest()[:6]}")
    return f"{'_'.join([*parts, *more])}.{ending}"


def purpose(name: str) -> str:
    """What is in a file of an export, by the middle of its stored name."""
    return next((str(words) for middle, words in BESIDE.items() if f".{middle}." in name), _("家屋"))


def in_full(job: ExportJob, name: str, areas: Mapping[int, str] | None = None) -> str:
    """A stored file's name in words, in the language of the export. One query at most, for a name of an area."""
    with translation.override(job.language):
        order = jobs.order_of(job)
        city = job.municipality.name if job.municipality else _("すべての自治体")
        ending = name.rpartition(".")[2]
        return in_words_of([_("空き家台帳"), city], order.selection, areas, _tails(order, name), ending)


def in_words_of(
    heads: Iterable[str], chosen: Selection, areas: Mapping[int, str] | None, tails: Sequence[str], ending: str
) -> str:
    """A name in words: what and whose, of which day, as known when, narrowed to what. One query at most."""
    narrowed, before = in_words(chosen, areas), [_cleaned(head) for head in (*heads, *_moment(chosen))]
    middle = _cleaned(narrowed)
    while True:
        name = f"{'_'.join(part for part in (*before, middle, *map(_cleaned, tails)) if part)}.{ending}"
        if len(name.encode()) <= MOST_BYTES or len(narrowed) <= 1:
            return name
        narrowed = narrowed[: len(narrowed) * 9 // 10]
        middle = f"{_cleaned(narrowed)}…"


def _moment(chosen: Selection) -> list[str]:
    """Of which day, and as known when."""
    when = chosen.when
    words = [_("%(day)sの状態") % {"day": when.day.isoformat()}]
    if when.known:
        known = f"{timezone.localtime(when.known):%Y-%m-%d-%H%M}"
        words.append(_("%(moment)sまでの記録") % {"moment": known})
    return words


def _tails(order: Order, name: str) -> list[str]:
    tails = [_("変化つき")] if order.changes else []
    tails += [_("限られた項目あり")] if order.restricted else []
    beside = any(f".{middle}." in name for middle in BESIDE)
    return [*tails, *([purpose(name)] if beside else [])]


def _cleaned(text: str) -> str:
    """Words as a part of a name: no sign in them that a file system, or a person, takes for something else."""
    return UNFIT.sub("-", text.strip()).strip("-.")


def disposition(name: str, full: str) -> str:
    """The header by which a browser saves a file in words, and in ASCII where it cannot (RFC 6266)."""
    return f"attachment; filename=\"{name}\"; filename*=UTF-8''{quote(full, safe='')}"
