"""What the files of an export are called, so that two that hold something else are never called alike.

On the disk a name is ASCII; whoever fetches a file is given the same in words, for a folder that is looked at years
later: of which day, as known when, narrowed to what, with restricted fields or without.
"""

import hashlib
import re
from collections.abc import Mapping
from urllib.parse import quote

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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
    when = order.selection.when
    parts = ["houses", job.municipality.code if job.municipality else "all", when.day.isoformat()]
    if when.known:
        parts.append(f"known-{timezone.localtime(when.known):%Y-%m-%d-%H%M}")
    if job.filters:
        parts.append(f"filter-{hashlib.sha256(job.filters.encode()).hexdigest()[:6]}")
    if order.changes:
        parts.append("changes")
    if order.restricted:
        parts.append("restricted")
    return f"{'_'.join(parts)}.{job.format}"


def purpose(name: str) -> str:
    """What is in a file of an export, by the middle of its stored name."""
    return next((str(words) for middle, words in BESIDE.items() if f".{middle}." in name), _("家屋"))


def in_full(job: ExportJob, name: str, areas: Mapping[int, str] | None = None) -> str:
    """A stored file's name in words, in the language of the export. One query at most, for a name of an area."""
    with translation.override(job.language):
        order = jobs.order_of(job)
        narrowed = in_words(order.selection, areas)
        ending = name.rpartition(".")[2]
        before = [*_heads(job, order), _cleaned(narrowed), *_tails(order, name)]
        parts = [part for part in before if part]
        while len(f"{'_'.join(parts)}.{ending}".encode()) > MOST_BYTES and len(narrowed) > 1:
            narrowed = narrowed[: len(narrowed) * 9 // 10]
            parts = [part for part in (*_heads(job, order), f"{_cleaned(narrowed)}…", *_tails(order, name)) if part]
        return f"{'_'.join(parts)}.{ending}"


def _heads(job: ExportJob, order: Order) -> list[str]:
    when = order.selection.when
    city = job.municipality.name if job.municipality else _("すべての自治体")
    heads = [_("空き家台帳"), _cleaned(city), _("%(day)sの状態") % {"day": when.day.isoformat()}]
    if when.known:
        known = f"{timezone.localtime(when.known):%Y-%m-%d-%H%M}"
        heads.append(_("%(moment)sまでの記録") % {"moment": known})
    return [_cleaned(head) for head in heads]


def _tails(order: Order, name: str) -> list[str]:
    tails = [_("変化つき")] if order.changes else []
    tails += [_("限られた項目あり")] if order.restricted else []
    beside = any(f".{middle}." in name for middle in BESIDE)
    return [_cleaned(tail) for tail in (*tails, *([purpose(name)] if beside else []))]


def _cleaned(text: str) -> str:
    """Words as a part of a name: no sign in them that a file system, or a person, takes for something else."""
    return UNFIT.sub("-", text.strip()).strip("-.")


def disposition(name: str, full: str) -> str:
    """The header by which a browser saves a file in words, and in ASCII where it cannot (RFC 6266)."""
    return f"attachment; filename=\"{name}\"; filename*=UTF-8''{quote(full, safe='')}"
