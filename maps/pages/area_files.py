"""The table of areas as a file: what the page shows, in its order, with what its numbers mean."""

import csv
import io
from collections.abc import Callable, Iterator
from typing import Any

import xlsxwriter
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from akiya.pages.door import office
from akiya.pages.failures import failure
from akiya.request import ActingRequest
from maps import counts
from maps.area_table import BETWEEN, MEANINGS, Figure, Line, Table
from maps.exports.csv_file import BOM
from maps.exports.formulas import harmless
from maps.exports.xlsx_file import Sheet
from maps.pages.area_counts import Asked, asked, ordered_table
from maps.pages.moments import is_known_then, moment_words
from maps.query import BadSelection

Values = list[Any]


@require_safe
@office
def areas_file(request: ActingRequest, format: str) -> HttpResponse:
    """``csv`` or ``xlsx``; the query is that of the page."""
    if format not in WRITERS:
        raise Http404
    try:
        ask = asked(request)
    except BadSelection as error:
        return failure(request, 400, str(error))
    table = ordered_table(request.scope, ask, counts.counts(request.scope, ask.chosen))
    kind, write = WRITERS[format]
    response = HttpResponse(write(ask, table), content_type=kind)
    name = f"areas_{ask.kind.value}_{ask.chosen.when.day.isoformat()}.{format}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def headings(ask: Asked) -> list[str]:
    """Each with its unit; the day and what was known stand in every row, so that no row loses them."""
    names = [_("コード"), str(ask.kind.label)]
    for figure in Figure:
        pattern = _("%(name)s（％）") if figure is Figure.RATE else _("%(name)s（棟）")
        names.append(pattern % {"name": figure.label})
    return [*names, _("いつの数か"), _("空き家 少なくとも（棟）"), _("空き家 多くとも（棟）")]


def rows(ask: Asked, table: Table) -> Iterator[Values]:
    """The areas in the page's order, and last the whole."""
    when = moment_words(ask.chosen.when, is_known_then(ask.chosen.when))
    for line in (*table.lines, table.total):
        yield [line.code, line.name, *numbers(line), when, *(line.vacant or (None, None))]


def numbers(line: Line) -> Values:
    rate = None if line.rate is None else round(line.rate, 1)
    return [rate if figure is Figure.RATE else line.figures[figure] for figure in Figure]


def as_csv(ask: Asked, table: Table) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(headings(ask))
    for row in rows(ask, table):
        writer.writerow([harmless(value) if isinstance(value, str) else value for value in row])
    return (BOM + text.getvalue()).encode()


def as_xlsx(ask: Asked, table: Table) -> bytes:
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = Sheet(book, _("区域ごと"), headings(ask), [14, 28, *[16] * len(Figure), 44, 16, 16])
        for row in rows(ask, table):
            sheet.add(row)
        about = Sheet(book, _("数え方"), [_("数え方")], [120])
        for sentence in (moment_words(ask.chosen.when, is_known_then(ask.chosen.when)), *MEANINGS, BETWEEN):
            about.add([str(sentence)])
    return file.getvalue()


WRITERS: dict[str, tuple[str, Callable[[Asked, Table], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
}
