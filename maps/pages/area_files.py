"""The table of areas as a file: what the page shows, in its order, with what its numbers mean."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import xlsxwriter
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from akiya.access import Scope
from akiya.asof import counts
from akiya.asof.moment import NOW
from akiya.models import Municipality
from akiya.pages.door import office
from akiya.pages.failures import failure
from akiya.web.request import ActingRequest
from maps.area_table import BETWEEN, MEANINGS, Figure, Line, Table
from maps.exports import file_names
from maps.exports.csv_file import BOM
from maps.exports.filter_words import in_words
from maps.exports.formulas import harmless
from maps.exports.xlsx_file import Sheet
from maps.models import AreaFile
from maps.pages.area_counts import Asked, asked, ordered_table
from maps.pages.moments import is_known_then, moment_words
from maps.query import BadSelection, written

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
    cities = list(Municipality.objects.filter(pk__in=request.scope.sees).order_by("code"))
    kind, write = WRITERS[format]
    response = HttpResponse(write(ask, table), content_type=kind)
    response["Content-Disposition"] = file_names.disposition(*names(ask, cities, format))
    note(ask, cities, format, request.scope)
    return response


def names(ask: Asked, cities: Sequence[Municipality], format: str) -> tuple[str, str]:
    """What the file is called, in ASCII and in words: two that hold something else are never called alike."""
    whose = "-".join(city.code for city in cities)
    heads = [_("区域ごと"), str(ask.kind.label), _("・").join(city.name for city in cities)]
    return (
        file_names.ascii_name(f"areas_{ask.kind.value}", whose, ask.chosen, (), format),
        file_names.in_words_of(heads, ask.chosen, None, (), format),
    )


def note(ask: Asked, cities: Sequence[Municipality], format: str, by: Scope) -> None:
    """Write down who took the table out, for every city that is in it."""
    AreaFile.objects.bulk_create(
        AreaFile(
            municipality=city,
            person_id=by.person_id,
            format=format,
            kind=ask.kind,
            on=ask.chosen.when.day,
            known=ask.chosen.when.known,
            filters=written(replace(ask.chosen, when=NOW)),
        )
        for city in cities
    )


def about(ask: Asked) -> tuple[str, str]:
    """As of when the numbers are, and what narrows the houses that are counted."""
    chosen = ask.chosen
    return moment_words(chosen.when, is_known_then(chosen.when)), in_words(chosen, {}) or _("しぼりこみなし")


def headings(ask: Asked) -> list[str]:
    """Each with its unit; the day, what was known and the filter stand in every row, so that no row loses them."""
    names = [_("コード"), str(ask.kind.label)]
    for figure in Figure:
        pattern = _("%(name)s（％）") if figure is Figure.RATE else _("%(name)s（棟）")
        names.append(pattern % {"name": figure.label})
    return [*names, _("いつの数か"), _("しぼりこみ"), _("空き家 少なくとも（棟）"), _("空き家 多くとも（棟）")]


def rows(ask: Asked, table: Table) -> Iterator[Values]:
    """The areas in the page's order, and last the whole."""
    said = about(ask)
    for line in (*table.lines, table.total):
        yield [line.code, line.name, *numbers(line), *said, *(line.vacant or (None, None))]


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
        sheet = Sheet(book, _("区域ごと"), headings(ask), [14, 28, *[16] * len(Figure), 44, 32, 16, 16])
        for row in rows(ask, table):
            sheet.add(row)
        meaning = Sheet(book, _("数え方"), [_("数え方")], [120])
        when, narrowed = about(ask)
        for sentence in (when, _("しぼりこみ：%(filters)s") % {"filters": narrowed}, *MEANINGS, BETWEEN):
            meaning.add([str(sentence)])
    return file.getvalue()


WRITERS: dict[str, tuple[str, Callable[[Asked, Table], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
}
