"""What can be taken out of the register: one list that drives every format and the data dictionary.

A column's ``sql`` speaks of ``h`` the house as it was known, ``m`` its municipality, ``o`` what stood, and of the join
that the column names.
"""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from akiya.asof.joins import CONFIRMED, RUN
from akiya.evidence.registry import KINDS
from akiya.words import Answer, AreaKind, Certainty, Concern, EvidenceKind, Precision, State, Structure, Use
from maps.exports.column import Column, Kind, coded
from maps.exports.joins import AREAS, KEYS, LAST_DECISION, LAST_OBSERVATION, PLACE, SEPARATOR

CONFIRMATIONS = [kind for kind in EvidenceKind if KINDS[kind].by_person]
"""What a last confirmation may be, by the first part of its reference."""


def area(kind: AreaKind) -> Column:
    """The names of the areas of one kind that a house lies in."""
    meaning = _("「いつの」日に有効な{kind}のうち、家屋の位置をふくむものの名前。2つ以上は「；」でつなぐ。")
    return Column(
        f"area_{kind.value}",
        kind.label,
        Kind.TEXT,
        "akiya_area",
        f"areas.{kind.value}",
        format_lazy(meaning, kind=kind.label),
        typed=True,
        join=AREAS,
    )


COLUMNS: tuple[Column, ...] = (
    Column(
        "municipality_code",
        _("自治体コード"),
        Kind.TEXT,
        "akiya_municipality",
        "m.code",
        _("検査数字をふくむ6けた。先頭の0も ある。"),
    ),
    Column(
        "house_number",
        _("家屋番号"),
        Kind.INTEGER,
        "akiya_house",
        "h.number",
        _("自治体の中での通し番号。自治体コードと あわせて1棟を指す。"),
    ),
    Column(
        "address",
        _("住所（受け取ったまま）"),
        Kind.TEXT,
        "akiya_house",
        "h.address",
        _("もとの資料に書かれていた文字のまま。直していない。"),
        typed=True,
    ),
    Column(
        "residential_address",
        _("住居表示"),
        Kind.TEXT,
        "akiya_house",
        "h.residential_address",
        _("住居表示による住所。"),
        typed=True,
    ),
    Column(
        "lot_number",
        _("地番"),
        Kind.TEXT,
        "akiya_house",
        "h.lot_number",
        _("土地の番号。住居表示とは べつのもの。"),
        typed=True,
    ),
    Column(
        "list_keys",
        _("台帳での番号"),
        Kind.TEXT,
        "akiya_reference",
        "keys.lists",
        _(
            "取り込んだ台帳の名前と、その台帳が この家屋につけている番号。2つ以上は「；」でつなぐ。"
            "いまの番号で、「いつまでに分かっていたこと」には よらない。"
        ),
        typed=True,
        join=KEYS,
    ),
    Column("landmark", _("目印"), Kind.TEXT, "akiya_house", "h.landmark", _("現地で見つけるための目印。"), typed=True),
    *coded("use", _("用途"), "akiya_house", "h.use", Use, _("建物の用途。")),
    *coded("structure", _("構造"), "akiya_house", "h.structure", Structure, _("建物の構造。")),
    Column("storeys", _("階数"), Kind.INTEGER, "akiya_house", "h.storeys", _("地上の階数。"), _("階")),
    Column(
        "floor_area",
        _("延べ面積"),
        Kind.NUMBER,
        "akiya_house",
        "h.floor_area",
        _("すべての階の床面積の合計。"),
        _("㎡"),
    ),
    Column(
        "built_on",
        _("建てた時期"),
        Kind.DATE,
        "akiya_house",
        "h.built_on",
        _("建てた時期の最初の日。どこまで くわしいかは built_precision による。"),
    ),
    Column(
        "built_precision",
        _("建てた時期のくわしさ"),
        Kind.TEXT,
        "akiya_house",
        "h.built_precision",
        _("year なら built_on の月日に意味はない。"),
        codes=Precision,
    ),
    Column(
        "built_text",
        _("建てた時期（受け取ったまま）"),
        Kind.TEXT,
        "akiya_house",
        "h.built_text",
        _("もとの資料に書かれていた文字のまま。"),
        typed=True,
    ),
    Column(
        "longitude",
        _("経度"),
        Kind.NUMBER,
        "akiya_house",
        "ST_X(h.point)",
        _("世界測地系（JGD2011、EPSG:6668）。位置の わからない家屋では空。"),
        _("度"),
    ),
    Column(
        "latitude",
        _("緯度"),
        Kind.NUMBER,
        "akiya_house",
        "ST_Y(h.point)",
        _("世界測地系（JGD2011、EPSG:6668）。"),
        _("度"),
    ),
    Column(
        "plane_epsg",
        _("平面直角座標系の EPSG"),
        Kind.INTEGER,
        "akiya_municipality",
        "place.srid",
        _("plane_east と plane_north の座標系。書き出しで選んだ系、選ばなければ その市の系。第10系は 6678。"),
        join=PLACE,
    ),
    Column(
        "plane_east",
        _("平面直角 東"),
        Kind.NUMBER,
        "akiya_house",
        "round(ST_X(place.plane)::numeric, 3)::float8",
        _("原点から東への距離。測量の Y にあたる。"),
        "m",
        join=PLACE,
    ),
    Column(
        "plane_north",
        _("平面直角 北"),
        Kind.NUMBER,
        "akiya_house",
        "round(ST_Y(place.plane)::numeric, 3)::float8",
        _("原点から北への距離。測量の X にあたる。"),
        "m",
        join=PLACE,
    ),
    *coded(
        "state",
        _("利用状態"),
        "akiya_occupancychange",
        "coalesce(o.state, 'unknown')",
        State,
        _("その日に そうだったと 台帳が見ている状態。手がかりのない家屋は unknown。"),
    ),
    *coded(
        "certainty",
        _("確からしさ"),
        "akiya_occupancychange",
        "CASE WHEN o.state <> 'unknown' THEN o.certainty END",
        Certainty,
        _("状態のもとになった いちばん確かな手がかり。状態が unknown なら空。"),
    ),
    Column(
        "since",
        _("いつから"),
        Kind.DATE,
        "akiya_occupancychange",
        "run.since",
        _("いまの状態が とぎれずに続いている最初の日。どこまで くわしいかは since_precision による。"),
        join=RUN,
    ),
    Column(
        "since_precision",
        _("いつからのくわしさ"),
        Kind.TEXT,
        "akiya_occupancychange",
        "CASE WHEN run.since IS NOT NULL THEN run.precision END",
        _("day 日 まで、month 月 まで、year 年 まで わかっている。"),
        codes=Precision,
        join=RUN,
    ),
    Column(
        "since_earliest",
        _("いつから（はやくて）"),
        Kind.DATE,
        "akiya_occupancychange",
        "run.earliest",
        _("いまの状態が 始まったと考えられる最初の日。前がどうだったか 何も言われていなければ 空。"),
        join=RUN,
    ),
    Column(
        "since_latest",
        _("いつから（おそくとも）"),
        Kind.DATE,
        "akiya_occupancychange",
        "run.latest",
        _("いまの状態が 始まったと考えられる最後の日。日まで わかっていれば 二つは同じ。"),
        join=RUN,
    ),
    Column(
        "confirmed_on",
        _("最後の確認"),
        Kind.DATE,
        "akiya_occupancy",
        "c.confirmed_on",
        _(
            "人が この家屋の状態を知っていた最後の日。兆候だけでは更新されない。"
            "この家屋に まとめた家屋の記録も、まとめたときから ふくむ。"
        ),
        join=CONFIRMED,
    ),
    *coded(
        "confirmed_by",
        _("確認のしかた"),
        "akiya_occupancy",
        "split_part(c.confirmed_by, ':', 1)",
        CONFIRMATIONS,
        _("最後の確認が何によるか。"),
        join=CONFIRMED,
    ),
    Column(
        "confirmed_evidence",
        _("確認の記録番号"),
        Kind.TEXT,
        "akiya_occupancy",
        "c.confirmed_by",
        _("最後の確認の記録を指す番号。種類（confirmed_by）と その中での番号を「:」でつなぐ。"),
        join=CONFIRMED,
    ),
    *(area(kind) for kind in AreaKind),
    Column(
        "looks",
        _("確認の数"),
        Kind.INTEGER,
        "akiya_observation",
        "coalesce(observation.looks, 0)",
        _(
            "その日までに人が見た回数。取り消されたものと、あずかった答えは数えない。"
            "あずかった答えは 職員が受け入れたときから、この家屋に まとめた家屋のものは まとめたときから数える。"
        ),
        _("回"),
        join=LAST_OBSERVATION,
    ),
    *coded(
        "last_answer",
        _("最後の答え"),
        "akiya_observation",
        "observation.answer",
        Answer,
        _("looks に数えたうちの最後の答え。unsure もふくむので、利用状態と ちがうことがある。"),
        join=LAST_OBSERVATION,
    ),
    Column(
        "last_answer_on",
        _("最後に見た日"),
        Kind.DATE,
        "akiya_observation",
        "observation.seen_on",
        _("最後の答えの日。"),
        join=LAST_OBSERVATION,
    ),
    Column(
        "last_concerns",
        _("気になること"),
        Kind.TEXT,
        "akiya_observation",
        f"array_to_string(observation.concerns, '{SEPARATOR}')",
        _("最後の答えに そえられた気になること。2つ以上は「；」でつなぐ。"),
        codes=Concern,
        join=LAST_OBSERVATION,
    ),
    Column(
        "last_note",
        _("最後のメモ"),
        Kind.TEXT,
        "akiya_observation",
        "observation.note",
        _("最後の答えに そえられたメモ。"),
        restricted=True,
        typed=True,
        join=LAST_OBSERVATION,
    ),
    Column(
        "last_answered_by",
        _("最後に見た人"),
        Kind.TEXT,
        "akiya_person",
        "observation.person",
        _("最後の答えを出した人の名前。"),
        restricted=True,
        typed=True,
        join=LAST_OBSERVATION,
    ),
    Column(
        "decision_reason",
        _("最後の決定の理由"),
        Kind.TEXT,
        "akiya_decision",
        "decision.reason",
        _("職員の最後の決定に書かれた理由。この家屋に まとめた家屋についての決定も、まとめたときから ふくむ。"),
        restricted=True,
        typed=True,
        join=LAST_DECISION,
    ),
    Column(
        "as_of",
        _("いつの"),
        Kind.DATE,
        "",
        "%(day)s::date",
        _("この行が どの日の状態か。"),
    ),
    Column(
        "known_at",
        _("いつまでに分かっていたこと"),
        Kind.TIME,
        "",
        "%(known_at)s::timestamptz",
        _("この時刻までに記録されたことだけで答えている。"),
    ),
)


def columns_for(restricted: bool) -> tuple[Column, ...]:
    """The columns that leave the register, with those that hold free text and names or without them."""
    return tuple(column for column in COLUMNS if restricted or not column.restricted)
