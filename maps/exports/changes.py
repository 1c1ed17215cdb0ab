"""利用状態の変化: the history of what is taken out, a row a change, on both clocks.

A column's ``sql`` speaks of ``h`` and ``m`` as in columns.py, and of ``step``, the row of history that is joined.
"""

from django.utils.translation import gettext_lazy as _

from akiya.words import Certainty, Precision, State
from maps.exports.column import Column, Kind, coded
from maps.exports.columns import COLUMNS

TABLE = "akiya_occupancychange"
HOUSE = tuple(column for column in COLUMNS if column.name in {"municipality_code", "house_number"})
"""Which house it is of: the same two in both tables."""

CHANGES: tuple[Column, ...] = (
    *HOUSE,
    Column(
        "effective_on",
        _("起きた日"),
        Kind.DATE,
        TABLE,
        "step.effective_on",
        _("この状態が始まった日。どこまで くわしいかは precision による。"),
    ),
    Column(
        "precision",
        _("起きた日のくわしさ"),
        Kind.TEXT,
        TABLE,
        "step.precision",
        _("day 日 まで、month 月 まで、year 年 まで わかっている。"),
        codes=Precision,
    ),
    Column(
        "earliest",
        _("起きた日（はやくて）"),
        Kind.DATE,
        TABLE,
        "step.earliest",
        _("この状態が始まったと考えられる最初の日。前がどうだったか 何も言われていなければ 空。"),
    ),
    Column(
        "latest",
        _("起きた日（おそくとも）"),
        Kind.DATE,
        TABLE,
        "step.latest",
        _("この状態が始まったと考えられる最後の日。"),
    ),
    *coded("state", _("利用状態"), TABLE, "step.state", State, _("この日から 台帳が そうだったと見ている状態。")),
    *coded(
        "certainty",
        _("確からしさ"),
        TABLE,
        "CASE WHEN step.state <> 'unknown' THEN step.certainty END",
        Certainty,
        _("この状態のもとになった いちばん確かな手がかり。状態が unknown なら空。"),
    ),
    Column(
        "recorded_at",
        _("記録した時刻"),
        Kind.TIME,
        TABLE,
        "step.recorded_at",
        _("台帳が この変化を知った時刻。"),
    ),
    Column(
        "voided_at",
        _("取り消した時刻"),
        Kind.TIME,
        TABLE,
        "step.voided_at",
        _("この時刻からは 台帳が そう見ていない。いまも そう見ている変化では空。"),
    ),
    Column(
        "evidence",
        _("もとの記録番号"),
        Kind.TEXT,
        TABLE,
        "step.evidence",
        _("台帳を動かした記録を指す番号。種類と その中での番号を「:」でつなぐ。"),
    ),
)
