"""The data dictionary: what each column means, as a table that every format carries along."""

from collections.abc import Iterator, Sequence

from django.utils import translation

from maps.exports.column import Column, Kind
from maps.exports.columns import COLUMNS

HEADINGS = ("name", "heading", "type", "unit", "meaning", "codes", "source", "restricted")
JAPANESE_HEADINGS = ("項目名", "見出し", "型", "単位", "意味", "コード", "もとの表", "限られた項目")
KIND_WORDS = {
    Kind.TEXT: "文字",
    Kind.INTEGER: "整数",
    Kind.NUMBER: "数",
    Kind.DATE: "日付",
    Kind.TIME: "日時",
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


def codes(column: Column) -> str:
    """The values of a coded column: ``vacant=空き家；…``."""
    with translation.override("ja"):
        return "；".join(f"{code}={word}" for code, word in column.codes.choices) if column.codes else ""


def table(columns: Sequence[Column]) -> Iterator[tuple[str, ...]]:
    """The rows of the dictionary, in the order of HEADINGS."""
    for column in columns:
        yield (
            column.name,
            column.heading,
            KIND_WORDS[column.kind],
            column.unit,
            column.meaning,
            codes(column),
            column.source,
            "はい" if column.restricted else "",
        )


def markdown() -> str:
    """The dictionary of every column as a page of documentation."""
    rows = [JAPANESE_HEADINGS, ("---",) * len(JAPANESE_HEADINGS), *table(COLUMNS)]
    return INTRODUCTION + "\n" + "".join(f"| {' | '.join(row)} |\n" for row in rows)
