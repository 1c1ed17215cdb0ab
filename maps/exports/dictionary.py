"""The data dictionary: what each column means, as a table that every format carries along."""

from collections.abc import Iterator, Sequence

from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from maps.exports.changes import CHANGES
from maps.exports.column import Column, Kind
from maps.exports.columns import COLUMNS
from maps.exports.order import Order
from maps.formats import Shape

HEADINGS = ("name", "heading", "type", "unit", "meaning", "codes", "source", "restricted")
WORDS_OF_HEADINGS = (
    _("項目名"), _("見出し"), _("型"), _("単位"), _("意味"), _("コード"), _("もとの表"), _("限られた項目"),
)  # fmt: skip
KIND_WORDS = {
    Kind.TEXT: _("文字"),
    Kind.INTEGER: _("整数"),
    Kind.NUMBER: _("数"),
    Kind.DATE: _("日付"),
    Kind.TIME: _("日時"),
}
INTRODUCTION = """\
# データ項目

`manage.py export` と書き出しの画面で取り出せる項目のすべてです。1行が家屋1棟です。
文字は UTF-8、日付は ISO 8601（2026-11-20）です。空の値は「わからない」か「あてはまらない」です。
「限られた項目」は、編集できる職員が求めたときだけ書き出されます。
CSV で `=` `+` `-` `@` `＝` `＋` `－` `＠`、タブ、改行で始まる文字には、表計算ソフトが式とみなさないように
先頭に `'` を1つ付けます。もともと `'` のうしろにそれらが続く文字にも1つ付けるので、1つ取れば もとに戻ります。

この文書は `manage.py data_dictionary` が作ります。
"""
GEOMETRY = """\
## 図形

GeoPackage と GeoJSON には 図形が付きます。書き出しの画面か `--footprints` で選びます。CSV と XLSX には付きません。
"""
HISTORY = """\
## 利用状態の変化

求めれば 家屋の表のほかに、1行が1回の変化の表が付きます（CSV は `.changes.csv`、Excel は2枚めのシート、
GeoPackage は表 `changes`）。書き出しの画面か `--changes` で選びます。GeoJSON には付きません。
「いつの」日より後に起きたことと、「いつまでに分かっていたこと」より後に記録したことは ふくみません。
取り消した変化も1行として残り、`voided_at` に その時刻が入ります。
"""


def codes(column: Column) -> str:
    """The values of a coded column: ``vacant=空き家；…``."""
    return gettext("；").join(f"{code.value}={code.label}" for code in column.codes) if column.codes else ""


def headings() -> tuple[str, ...]:
    """HEADINGS in words."""
    return tuple(str(heading) for heading in WORDS_OF_HEADINGS)


def table(columns: Sequence[Column], shape: Shape | None = None) -> Iterator[tuple[str, ...]]:
    """The rows of the dictionary, in the order of HEADINGS, in the reader's language. The geometry comes last."""
    for column in columns:
        yield (
            column.name,
            str(column.heading),
            str(KIND_WORDS[column.kind]),
            str(column.unit),
            str(column.meaning),
            codes(column),
            column.source,
            gettext("はい") if column.restricted else "",
        )
    if shape:
        yield ("geometry", str(shape.label), gettext("図形"), "", str(shape.meaning), "", "akiya_house", "")


def explained(columns: Sequence[Column], order: Order) -> Iterator[tuple[str, ...]]:
    """The rows of the dictionary for all that an order holds; those of the changes are called ``changes.…``."""
    yield from table(columns, order.shape)
    if order.changes:
        yield from ((f"changes.{name}", *rest) for name, *rest in table(CHANGES))


def markdown() -> str:
    """The dictionary of every column as a page of documentation."""
    with translation.override("ja"):
        houses, changes = _page(COLUMNS), _page(CHANGES)
        shapes = "".join(f"- {shape.label}：{shape.meaning}\n" for shape in Shape)
    return f"{INTRODUCTION}\n{houses}\n{GEOMETRY}\n{shapes}\n{HISTORY}\n{changes}"


def _page(columns: Sequence[Column]) -> str:
    rows = [headings(), ("---",) * len(HEADINGS), *table(columns)]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)
